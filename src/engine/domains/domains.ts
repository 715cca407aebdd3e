/**
 * Domains: create, rename, aliases, suspend, and the lists of them (objects, section 4). A Domain
 * is its id: everything in it refers to the id, so a rename touches its own row and its name.
 * Deleting is in `domain-deletion.ts`, settings are in `domain-settings.ts`.
 */
import { visitInSteps } from '../../store/steps.js';
import type { Reader } from '../../store/store.js';
import { metadata } from '../../store/metadata.js';
import { domainNames, domains, type DomainId, type DomainRow } from '../../tables/tables.js';
import { print } from '../../values/print.js';
import { sortedInSteps } from '../../values/print-in-steps.js';
import type { Dictionary, Value } from '../../values/value.js';
import type { Change } from '../core/change.js';
import {
  type FoundDomain,
  domainById,
  domainOf,
  mainDomainId,
  newId,
} from '../directory/directory.js';
import { replaced } from '../core/documents.js';
import { adminDomainOf, domainSettingsOf } from '../settings/domain-settings.js';
import { effectOn } from '../core/effects.js';
import { requireMountPoint } from '../places/mount-points.js';
import type { DomainName } from '../core/names.js';
import { refuse } from '../core/refusal.js';
import { maskedText } from '../core/secrets.js';
import { domainSubject, server } from '../directory/subjects.js';

/** What a new Domain is made of. */
export interface NewDomain {
  /** The storage mount point without `.mnt`; none when it is undefined or empty. */
  readonly storage?: string | undefined;
  /** Its explicit settings. */
  readonly settings?: Dictionary | undefined;
}

const noSettings: Dictionary = new Map();

/** Creates a secondary Domain. Refuses with `domain-exists` or `unknown-storage`. */
export function createDomain(
  change: Change,
  name: DomainName,
  { storage = '', settings = noSettings }: NewDomain = {},
): DomainId {
  if (storage !== '') requireMountPoint(change.tx, server, 'domainStorage', storage);
  return addDomain(change, name, { main: false, storage, settings });
}

/** Creates the Main Domain of an empty store. */
export function createMainDomain(change: Change, name: DomainName): DomainId {
  const id = addDomain(change, name, { main: true, storage: '', settings: noSettings });
  change.tx.put(metadata, 'mainDomain', String(id));
  return id;
}

function addDomain(
  change: Change,
  name: DomainName,
  made: { readonly main: boolean; readonly storage: string; readonly settings: Dictionary },
): DomainId {
  const { tx } = change;
  requireFreeDomainName(tx, name);
  const id: DomainId = newId(tx);
  const settings = replaced(domainSettingsOf(made.settings));
  tx.put(domainNames, name, { domain: id, alias: false });
  const row: DomainRow = {
    name,
    main: made.main,
    suspended: false,
    storage: made.storage,
    aliases: [],
    adminDomain: adminDomainOf(settings),
    settings: print(settings),
  };
  const told = { before: undefined, after: describe(made.storage, settings) };
  change.put(domains, id, row, effectOn(domainSubject(id, row), 'created', told));
  return id;
}

/** A Domain as the journal tells of it when it appears: what it has, no more. */
function describe(storage: string, settings: Dictionary): string {
  const told = new Map<string, Value>();
  if (settings.size > 0) told.set('Settings', settings);
  if (storage !== '') told.set('Storage', storage);
  return maskedText(told);
}

/**
 * Renames a secondary Domain, which must be given by its real name. `storage` is the new mount
 * point, undefined to keep it. Refuses with `unknown-domain`, `main-domain`, `domain-exists` or
 * `unknown-storage`.
 */
export function renameDomain(
  change: Change,
  from: DomainName,
  to: DomainName,
  storage?: string,
): void {
  const { tx } = change;
  const { id } = findSecondaryDomain(tx, from);
  if (to !== from) requireFreeDomainName(tx, to);
  else if (storage === undefined) refuse('domain-exists');
  if (storage !== undefined) requireMountPoint(tx, server, 'domainStorage', storage);
  tx.remove(domainNames, from);
  tx.put(domainNames, to, { domain: id, alias: false });
  if (to !== from) edit(change, id, 'name', { name: to });
  if (storage !== undefined) edit(change, id, 'storage', { storage });
}

/**
 * Replaces the Domain Aliases of a Domain, in the order given, repeated ones once. Refuses with
 * `domain-exists` a name that a Domain has, or that another Domain has as its alias.
 */
export function setDomainAliases(
  change: Change,
  domain: FoundDomain,
  names: readonly DomainName[],
): void {
  const { tx } = change;
  const { id, row } = domain;
  const wanted = [...new Set(names)];
  for (const name of wanted) {
    const holder = tx.get(domainNames, name);
    if (holder && !(holder.alias && holder.domain === id)) refuse('domain-exists');
  }
  for (const name of row.aliases) tx.remove(domainNames, name);
  for (const name of wanted) tx.put(domainNames, name, { domain: id, alias: true });
  edit(change, id, 'aliases', { aliases: wanted });
}

/**
 * Suspends a Domain: its sessions are closed and nobody may log in there. Refuses with
 * `main-domain`, because nobody could resume the Main Domain.
 */
export function suspendDomain(change: Change, domain: FoundDomain): void {
  if (domain.row.main) refuse('main-domain', 'the main domain cannot be suspended');
  change.afterCommit({ kind: 'close sessions of domain', domain: domain.id });
  edit(change, domain.id, 'suspended', { suspended: true });
}

/** Ends a Domain's suspension. */
export function resumeDomain(change: Change, domain: FoundDomain): void {
  edit(change, domain.id, 'suspended', { suspended: false });
}

/** The names of all Domains, without aliases: the Main Domain's first, then in ascending order. */
export function* listDomains(tx: Reader): Generator<void, readonly string[]> {
  const main = mainDomainId(tx);
  const listed: string[] = [domainById(tx, main).name];
  yield* visitInSteps(tx.range(domainNames, {}), ([name, { domain, alias }]) => {
    if (!alias && domain !== main) listed.push(name);
  });
  return listed;
}

/**
 * The Domains that administrators of a Domain may administer: itself first, then those whose
 * `AdminDomainName` names it (or one of its aliases), in ascending order.
 */
export function* listAdminDomains(
  tx: Reader,
  { id, row }: FoundDomain,
): Generator<void, readonly string[]> {
  const own = new Set<string>([row.name, ...row.aliases]);
  const others: string[] = [];
  yield* visitInSteps(tx.range(domains, {}), ([other, { name, adminDomain }]) => {
    if (other !== id && own.has(adminDomain)) others.push(name);
  });
  return [row.name, ...(yield* sortedInSteps(others))];
}

/** A Domain that may be renamed or deleted, by its real name: an alias does not count. */
export function findSecondaryDomain(tx: Reader, name: DomainName): FoundDomain {
  const entry = tx.get(domainNames, name);
  if (entry === undefined || entry.alias) return refuse('unknown-domain');
  const row = domainById(tx, entry.domain);
  if (row.main) refuse('main-domain');
  return domainOf(tx, entry.domain);
}

function requireFreeDomainName(tx: Reader, name: DomainName): void {
  if (tx.get(domainNames, name) !== undefined) refuse('domain-exists');
}

/** Gives a Domain another value of one of its fields, and tells of it when it is another. */
function edit<Field extends 'name' | 'storage' | 'aliases' | 'suspended'>(
  change: Change,
  id: DomainId,
  field: Field,
  part: Pick<DomainRow, Field>,
): void {
  const shown = (row: DomainRow): string => {
    const value: string | boolean | readonly string[] = row[field];
    return print(typeof value === 'boolean' ? (value ? 'YES' : 'NO') : value);
  };
  change.update(
    domains,
    id,
    (row) => {
      const next = { ...row, ...part };
      return shown(next) === shown(row) ? row : next;
    },
    (row, old) =>
      effectOn(domainSubject(id, row), field, { before: shown(old), after: shown(row) }),
  );
}
