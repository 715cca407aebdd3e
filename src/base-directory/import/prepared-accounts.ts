/**
 * Accounts of a tree made ready for the store, some at a time: files read, passwords in their stored
 * forms, bytes of stored files kept, mailboxes copied aside.
 */
import { closeSync, readSync } from 'node:fs';
import { replacedSettings } from '../../engine/accounts/account-settings.js';
import { writeDocument, type DocumentName } from '../../engine/core/documents.js';
import { extentsMax } from '../../engine/file-storage/extents.js';
import { Refusal } from '../../engine/core/refusal.js';
import { effectiveOfOwn } from '../../engine/settings/settings-chain.js';
import { isTelnum, telnumKey } from '../../engine/accounts/telnums.js';
import type { ObjectName } from '../../engine/core/names.js';
import { passwordForm, type PasswordForm } from '../../passwords/passwords.js';
import type { Extent } from '../../tables/storage-file-tables.js';
import { telnums as allTelnums, type Id } from '../../tables/tables.js';
import { print } from '../../values/print.js';
import { isDictionary, type Dictionary, type Value } from '../../values/value.js';
import { readAccountFiles, type AccountParts } from '../reading/account-files.js';
import { pathOf, type FoundAccount } from '../reading/account-scan.js';
import type { Report } from '../reading/report.js';
import { joined, type SourceTree } from '../reading/source-tree.js';
import type { AccountPlan } from './account-plan.js';
import type { PreparedAccount } from './account-rows.js';
import type { DomainReading } from './domain-source.js';
import type { ImportedPasswords, KeptPassword } from './imported-passwords.js';
import { DryRun } from './dry-run.js';
import type { Staging } from './staging.js';
import { reserveIds, view, type Target } from './target.js';

/** Where a password that nobody can read is kept, in the document `passwords`. */
export const asideKey = 'Imported';

/** How much of a stored file becomes one blob, unless the file would have too many then. */
const contentBytes = 16 * 1024 * 1024;

/** What preparing Accounts needs. */
export interface Preparing {
  readonly tree: SourceTree;
  readonly target: Target;
  readonly passwords: ImportedPasswords;
  readonly reading: DomainReading;
  readonly plan: AccountPlan;
  readonly staging: Staging;
  readonly report: Report;
}

/** The settings of an Account that say how it is kept. */
interface Effective {
  readonly form: PasswordForm;
  readonly mailboxType: string;
  /** Numbers among its own that no Account of the store has. */
  readonly freeTelnums: readonly string[];
}

/** Makes Accounts ready. Reports the files that cannot be read, and sets them aside (ruling 26). */
export async function prepareAccounts(
  preparing: Preparing,
  given: readonly FoundAccount[],
): Promise<readonly PreparedAccount[]> {
  const { tree, target, reading, report } = preparing;
  const { directory } = reading.source;
  const read = given.map((account) => ({
    account,
    parts: readAccountFiles(tree, directory, account, report, target.now()),
  }));
  const effective = await effectiveSettings(
    preparing,
    read.map(({ parts }) => parts),
  );
  const first = await reserveIds(target, read.length);
  const prepared: PreparedAccount[] = [];
  for (const [index, { account, parts }] of read.entries()) {
    const how = effective[index];
    if (how !== undefined) {
      prepared.push(await prepare(preparing, account, parts, how, first + index));
    }
  }
  return prepared;
}

async function effectiveSettings(
  { target, reading }: Preparing,
  accounts: readonly AccountParts[],
): Promise<readonly Effective[]> {
  const { id } = reading.target;
  return view(target, (tx) => {
    const dryRun = new DryRun(tx);
    for (const [name, value] of reading.parts.documents) writeDocument(dryRun, id, name, value);
    return accounts.map(({ settings, telnums: numbers }) => {
      const form = effectiveOfOwn(dryRun, id, settings, 'PasswordEncryption');
      const mailboxType = effectiveOfOwn(dryRun, id, settings, 'DefaultMailboxType');
      return {
        form: (typeof form === 'string' ? passwordForm(form) : undefined) ?? 'A-crpt',
        mailboxType: typeof mailboxType === 'string' ? mailboxType : 'TextMailbox',
        freeTelnums: numbers.filter(
          (number) => isTelnum(number) && tx.get(allTelnums, telnumKey(number)) === undefined,
        ),
      };
    });
  });
}

async function prepare(
  preparing: Preparing,
  account: FoundAccount,
  parts: AccountParts,
  { form, mailboxType, freeTelnums }: Effective,
  id: Id,
): Promise<PreparedAccount> {
  const { reading, plan, target, staging, report } = preparing;
  const { name, type, place } = account;
  const source = joined(reading.source.directory, pathOf(account));
  const documents = new Map(parts.documents);
  const rpops = plan.rpops.get(name);
  if (rpops !== undefined && !documents.has('rpops')) documents.set('rpops', rpops);
  if (parts.lostSettings) documents.set('passwords', new Map([[asideKey, '']]));
  const settings = await withPasswords(preparing, source, parts.settings, documents, form);
  stage(staging, reading.source.directory, account, parts, report);
  const numbers = telnumsOf(plan, name, freeTelnums);
  const telnums = numbers.slice(0, preparing.tree.storedMax.names);
  if (telnums.length < numbers.length) {
    report.add('dropped', source, 'telephone numbers beyond stored.namesMax');
  }
  return {
    id,
    parts,
    documents,
    usualFormat: mailboxType,
    extents: target.dryRun ? new Map() : await keepStored(preparing, id, parts),
    source,
    row: {
      domain: reading.target.id,
      name,
      type,
      place,
      legacy: parts.legacy,
      created: Math.floor(parts.created),
      aliases: inOrderOf(parts.aliases, plan.aliases.get(name) ?? []),
      telnums,
      rights: plan.rights.get(name) ?? [],
      settings: print(settings),
    },
  };
}

/** The explicit settings with the password in its stored form; others go into `documents`. */
async function withPasswords(
  preparing: Preparing,
  source: string,
  given: Dictionary,
  documents: Map<DocumentName, Value>,
  form: PasswordForm,
): Promise<Dictionary> {
  const settings = new Map(acceptable(given, source, preparing.report));
  const others = new Map(asDictionary(documents.get('passwords')));
  const password = settings.get('Password');
  settings.delete('Password');
  if (password !== undefined) {
    const kept = await keepText(preparing, password, form);
    if ('stored' in kept) settings.set('Password', kept.stored);
    else {
      others.set(asideKey, kept.aside);
      preparing.report.add('password reset needed', source);
    }
  } else if (others.has(asideKey)) {
    preparing.report.add('password reset needed', source);
  }
  for (const key of ['SIP', 'RADIUS']) await keepIn(preparing, others, key, source, form);
  const tags = new Map(asDictionary(others.get('Tags')));
  for (const tag of tags.keys()) await keepIn(preparing, tags, tag, source, form);
  if (tags.size > 0) others.set('Tags', tags);
  if (others.size > 0) documents.set('passwords', others);
  return settings;
}

async function keepIn(
  preparing: Preparing,
  passwords: Map<string, Value>,
  key: string,
  source: string,
  form: PasswordForm,
): Promise<void> {
  const given = passwords.get(key);
  if (given === undefined) return;
  const kept = await keepText(preparing, given, form);
  passwords.set(key, 'stored' in kept ? kept.stored : kept.aside);
  if ('aside' in kept) preparing.report.add('password reset needed', source, `the password ${key}`);
}

/** What a dry run tells does not depend on the form, and some forms are slow. */
async function keepText(
  { passwords, target }: Preparing,
  given: Value,
  form: PasswordForm,
): Promise<KeptPassword> {
  const text = typeof given === 'bigint' ? String(given) : given;
  if (typeof text !== 'string') return { aside: print(given) };
  return passwords.keep(text, target.dryRun ? 'SSHA' : form);
}

/** Settings as the engine takes them; rules that are none are left out and told. */
function acceptable(given: Dictionary, source: string, report: Report): Dictionary {
  try {
    return replacedSettings(given);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    report.add('dropped', source, 'the rules: they are none');
    const rest = new Map(given);
    rest.delete('Rules');
    return replacedSettings(rest);
  }
}

/** Mailboxes go to where the Account will be: its name there is in lower case. */
function stage(
  staging: Staging,
  directory: string,
  account: FoundAccount,
  parts: AccountParts,
  report: Report,
): void {
  const { place, written, name } = account;
  const from = joined(directory, `${place}${written}.`);
  const to = (path: string): string => `${place}${name}.${path.slice(from.length)}`;
  for (const path of parts.copied) staging.copy(path, to(path), report);
  for (const path of parts.unknown) staging.copyUnknown(path, to(path), report);
  for (const path of parts.aside) staging.copyAside(path, to(path), report);
}

async function keepStored(
  { tree, target }: Preparing,
  id: Id,
  { storage }: AccountParts,
): Promise<ReadonlyMap<string, readonly Extent[]>> {
  const kept = new Map<string, readonly Extent[]>();
  for (const { path, source } of storage) {
    if (source === undefined) continue;
    const size = tree.stat(source)?.size ?? 0;
    const buffer = Buffer.allocUnsafe(
      Math.min(size, Math.max(contentBytes, Math.ceil(size / extentsMax))),
    );
    const extents: Extent[] = [];
    const file = tree.open(source);
    try {
      for (let length = fill(file, buffer); length > 0; length = fill(file, buffer)) {
        const { extent } = await target.blobs.write(id, buffer.subarray(0, length));
        if (extent !== undefined) extents.push(extent);
      }
    } finally {
      closeSync(file);
    }
    kept.set(path, extents);
  }
  return kept;
}

function fill(file: number, buffer: Buffer): number {
  let length = 0;
  while (length < buffer.length) {
    const more = readSync(file, buffer, length, buffer.length - length, null);
    if (more === 0) break;
    length += more;
  }
  return length;
}

/** Aliases in the order that the Account's own file has, those that it does not have at the end. */
function inOrderOf(
  order: readonly string[],
  aliases: readonly ObjectName[],
): readonly ObjectName[] {
  const places = new Map(order.map((alias, index) => [alias, index]));
  const placeOf = (alias: string): number => places.get(alias) ?? order.length;
  return [...aliases].sort((a, b) => placeOf(a) - placeOf(b));
}

/**
 * The numbers that the Domain's list gives an Account, in the order of the Account's own list; and
 * of those in that list alone the ones that nobody else has.
 */
function telnumsOf(
  { telnums: given, telnumKeys }: AccountPlan,
  name: ObjectName,
  own: readonly string[],
): readonly string[] {
  const wanted = given.get(name) ?? [];
  const known = new Set(wanted.map(telnumKey));
  const numbers: string[] = [];
  for (const number of own) {
    const key = telnumKey(number);
    if (known.delete(key)) numbers.push(number);
    else if (!telnumKeys.has(key)) {
      telnumKeys.add(key);
      numbers.push(number);
    }
  }
  return [...numbers, ...wanted.filter((number) => known.has(telnumKey(number)))];
}

function asDictionary(value: Value | undefined): Dictionary {
  return isDictionary(value) ? value : new Map();
}
