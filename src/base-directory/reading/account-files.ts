/**
 * The files of one Account as the parts of its rows (storage, sections 4 and 5; rulings 8, 10, 14):
 * settings with what is hidden in them, preferences, datasets, balances, Mailboxes, File Storage.
 * Knows no store.
 */
import type { DocumentName } from '../../engine/core/documents.js';
import type { MailboxPath } from '../../engine/mailboxes/mailbox-names.js';
import { isArray, isDictionary, type Dictionary, type Value } from '../../values/value.js';
import { hiddenInAccount } from '../account-documents.js';
import { hasDirectory } from '../layout.js';
import { readAccountInfo, type AccountInfo } from './account-info.js';
import { pathOf, serviceFile, type FoundAccount } from './account-scan.js';
import { scanMailboxes, type FoundMailbox, type MailboxTree } from './mailbox-tree.js';
import type { Report } from './report.js';
import { joined, type SourceTree } from './source-tree.js';
import { scanStorage, type FoundFile } from './stored-files.js';

/** What the files of an Account say. */
export interface AccountParts {
  /** Explicit settings, the password as it is written there. */
  readonly settings: Dictionary;
  readonly documents: ReadonlyMap<DocumentName, Value>;
  /** In their order, where it is not that of their names; whose they are the Domain's file says. */
  readonly aliases: readonly string[];
  readonly telnums: readonly string[];
  readonly legacy: boolean;
  /** Milliseconds since 1970. */
  readonly created: number;
  readonly info: AccountInfo;
  readonly mailboxes: ReadonlyMap<MailboxPath, FoundMailbox>;
  /** Datasets: names of sets, which may be paths, to entries by name. */
  readonly datasets: ReadonlyMap<string, ReadonlyMap<string, Dictionary>>;
  /** Transactions of balances, the oldest first. */
  readonly transactions: readonly Dictionary[];
  /** File Storage, outer directories first. */
  readonly storage: readonly FoundFile[];
  /** Files and directories that are copied as they are, because they are the truth: mailboxes. */
  readonly copied: readonly string[];
  /** Files and directories that are not understood. */
  readonly unknown: readonly string[];
  /** Files that cannot be read, each as good as absent (ruling 26). */
  readonly aside: readonly string[];
  /** The settings are among them: nobody knows the password. */
  readonly lostSettings: boolean;
}

/** Documents that lie hidden in `account.settings`, by their keys there (ruling 10). */
const hidden: ReadonlyMap<string, DocumentName> = new Map(hiddenInAccount);

/** Documents that are arrays; the others are dictionaries. */
const arrays: ReadonlySet<DocumentName> = new Set([
  'fileSubscription',
  'signalRules',
  'subscription',
]);

/** Service files in an Account's own directory that are read or kept in a way of their own. */
const services: ReadonlySet<string> = new Set(
  ['settings', 'info', 'prefs', 'dst', 'web', 'files', 'balances', 'rpopids', 'roaming'].map(
    (extension) => `account.${extension}`,
  ),
);

/** The file in `account.balances`. */
const balancesFile = 'balances.data';

/** Relics of old versions: kept as files, because nothing here needs them (storage, section 7). */
const relics: readonly string[] = ['rpopids', 'roaming'];

/** Reads the files of an Account. `now` (milliseconds) is for what tells no time. */
export function readAccountFiles(
  tree: SourceTree,
  directory: string,
  account: FoundAccount,
  report: Report,
  now: number,
): AccountParts {
  const file = (extension: string): string => serviceFile(directory, account, extension);
  const aside: string[] = [];
  const read = <T>(work: () => T): T | undefined => report.tolerate(work, aside);
  const info = readAccountInfo(tree, file('info'), report);
  const given = read(() => readSettings(tree, file('settings'), report)) ?? noSettings;
  const documents = new Map(given.documents);
  const prefs = read(() => storable(tree, file('prefs')));
  if (prefs !== undefined || info.viewer.size > 0) {
    documents.set('prefs', new Map([...info.viewer, ...(prefs ?? [])]));
  }
  if (info.statistics.size > 0) documents.set('statistics', info.statistics);
  const boxes = mailboxesOf(tree, directory, account);
  const unknown = [...boxes.others, ...relics.map(file)];
  const balances = read(() => readBalances(tree, file('balances'), unknown)) ?? noBalances;
  if (balances.kept.size > 0) documents.set('balances', balances.kept);
  const metaData = read(() => tree.dictionary(file('files')));
  const storage = hasDirectory(account.type)
    ? scanStorage(tree, file('web'), metaData ?? new Map(), unknown)
    : [];
  const isThere = (path: string): boolean => tree.stat(path) !== undefined;
  return {
    settings: given.settings,
    documents,
    aliases: given.aliases,
    telnums: given.telnums,
    legacy: given.legacy,
    created: info.created ?? tree.stat(file('settings'))?.mtimeMs ?? now,
    info,
    mailboxes: boxes.mailboxes,
    datasets: read(() => readDatasets(tree, file('dst'), report)) ?? new Map(),
    transactions: balances.transactions,
    storage,
    copied: [...boxes.files, file('info')].filter(isThere),
    unknown: unknown.filter(isThere),
    aside,
    lostSettings: given === noSettings,
  };
}

/** A file that is one document, unless it is larger than a document may be. */
function storable(tree: SourceTree, path: string): Dictionary | undefined {
  const dictionary = tree.dictionary(path);
  if (dictionary !== undefined) tree.requireStorable(path, dictionary);
  return dictionary;
}

/** What `account.settings` holds. */
interface GivenSettings {
  readonly settings: Dictionary;
  readonly documents: ReadonlyMap<DocumentName, Value>;
  readonly aliases: readonly string[];
  readonly telnums: readonly string[];
  readonly legacy: boolean;
}

const noSettings: GivenSettings = {
  settings: new Map(),
  documents: new Map(),
  aliases: [],
  telnums: [],
  legacy: false,
};

function readSettings(tree: SourceTree, path: string, report: Report): GivenSettings {
  const settings = new Map<string, Value>();
  const documents = new Map<DocumentName, Value>();
  let aliases: readonly string[] = [];
  let telnums: readonly string[] = [];
  let legacy = false;
  for (const [key, value] of tree.dictionary(path) ?? []) {
    const document = hidden.get(key);
    if (key === 'Aliases') aliases = textsOf(value);
    else if (key === 'Telnums') telnums = textsOf(value);
    else if (key === 'Legacy') legacy = value === 'YES';
    else if (document === undefined) settings.set(key, value);
    else if (arrays.has(document) ? isArray(value) : isDictionary(value)) {
      tree.requireStorable(path, value);
      documents.set(document, value);
    } else report.add('dropped', path, `${key} has not the shape that it needs`);
  }
  tree.requireStorable(path, settings);
  return { settings, documents, aliases, telnums, legacy };
}

function mailboxesOf(tree: SourceTree, directory: string, account: FoundAccount): MailboxTree {
  const path = joined(directory, pathOf(account));
  if (hasDirectory(account.type)) return scanMailboxes(tree, path, (name) => services.has(name));
  const files = tree.stat(path) === undefined ? [] : [path];
  return { mailboxes: new Map(), files, others: [] };
}

/** `account.dst`: sets by their names, entries by theirs, each a dictionary of attributes. */
function readDatasets(
  tree: SourceTree,
  path: string,
  report: Report,
): ReadonlyMap<string, ReadonlyMap<string, Dictionary>> {
  const sets = new Map<string, ReadonlyMap<string, Dictionary>>();
  for (const [set, entries] of tree.dictionary(path) ?? []) {
    const kept = new Map<string, Dictionary>();
    for (const [name, attributes] of isDictionary(entries) ? entries : []) {
      tree.requireStorable(path, attributes);
      if (isDictionary(attributes)) kept.set(name, attributes);
      else report.add('dropped', path, `the entry ${name} of ${set} is no dictionary`);
    }
    if (isDictionary(entries)) sets.set(set, kept);
    else report.add('dropped', path, `${set} is no dataset`);
  }
  return sets;
}

/** Balances by name, and the history of their transactions. */
interface GivenBalances {
  readonly kept: Dictionary;
  readonly transactions: readonly Dictionary[];
}

const noBalances: GivenBalances = { kept: new Map(), transactions: [] };

/** `account.balances/balances.data`. */
function readBalances(tree: SourceTree, directory: string, unknown: string[]): GivenBalances {
  for (const { name } of tree.list(directory)) {
    if (name !== balancesFile) unknown.push(joined(directory, name));
  }
  const told = tree.dictionary(joined(directory, balancesFile));
  const [balances, history] = [told?.get('Balances'), told?.get('Transactions')];
  // Each transaction is a row of its own.
  for (const kept of [balances, ...(isArray(history) ? history : [])]) {
    if (isDictionary(kept)) tree.requireStorable(joined(directory, balancesFile), kept);
  }
  return {
    kept: isDictionary(balances) ? balances : new Map(),
    transactions: isArray(history) ? history.filter(isDictionary) : [],
  };
}

/** The strings of an array; a single one counts as an array of one. */
export function textsOf(value: Value | undefined): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value === 'bigint') return [String(value)];
  return isArray(value) ? value.flatMap((text) => textsOf(text)) : [];
}
