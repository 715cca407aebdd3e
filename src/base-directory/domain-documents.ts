/**
 * The files in the `Settings` directory of a Domain (storage, section 3; ruling 9). Large ones are
 * made line by line from the store's order of names. Only makes texts; knows no file.
 */
import { domainById } from '../engine/directory/directory.js';
import {
  documentText,
  readDocument,
  valueOf,
  dictionaryOf,
  type DocumentName,
} from '../engine/core/documents.js';
import { domainSettingsForFile } from '../engine/settings/domain-settings.js';
import { groupDictionary } from '../engine/directory/group-following.js';
import { ownedDictionary } from '../engine/lists/owned-objects.js';
import { listNames, subscribers, type SubscriberRow } from '../tables/list-tables.js';
import { keysUnder, type Reader } from '../store/store.js';
import {
  accounts,
  domainTelnums,
  forwarderNames,
  forwarders,
  groupNames,
  groups,
  names,
  type Id,
  type NameRow,
  type OwnedRow,
} from '../tables/tables.js';
import { namedTasks, taskNames } from '../tables/task-tables.js';
import { print, printString } from '../values/print.js';
import { printFile, printFileLines } from '../values/print-file.js';
import { TimeStamp, type Dictionary, type Value } from '../values/value.js';
import type { DocumentFile } from './document-file.js';

/** Documents that lie hidden in `Domain.settings`, by their keys there (ruling 9). */
export const hiddenInDomain: readonly (readonly [key: string, document: DocumentName])[] = [
  ['AccountDefaults', 'accountDefaults'],
  ['DirectoryIntegration', 'directoryIntegration'],
  ['Rules', 'mailRules'],
  ['SignalRules', 'signalRules'],
  ['Statistics', 'statistics'],
  ['TrustedCerts', 'trustedCerts'],
  ['WebUserDefaults', 'defaultPrefs'],
];

/** Files in `Settings` by name, and what makes the text of each. */
type Making<Made> = readonly (readonly [
  name: string,
  make: (tx: Reader, domain: Id) => Made | undefined,
])[];

const small: Making<string> = [
  ['Domain.settings', (tx, domain) => printFile(settingsOf(tx, domain))],
  ['Template.settings', (tx, domain) => unlessEmpty(readDocument(tx, domain, 'template'))],
  ['Alerts.data', (tx, domain) => unlessEmpty(readDocument(tx, domain, 'alerts'))],
];

const indexes: Making<Iterable<Entry>> = [
  ['Access.settings', rightsOf],
  ['Aliases.data', aliasesOf],
  ['Telnums.data', telnumsOf],
  ['Groups.data', groupsOf],
  ['Forwarders.data', forwardersOf],
  ['NamedTasks.data', tasksOf],
];

/** The names of all files in the `Settings` directory of a Domain; what else is there are directories. */
export const domainFileNames: readonly string[] = [...small, ...indexes].map(([name]) => name);

/** The small files of a Domain, relative to its directory. */
export function domainSettings(tx: Reader, domain: Id): readonly DocumentFile[] {
  return small.map(([name, make]) => ({ path: `Settings/${name}`, text: make(tx, domain) }));
}

function unlessEmpty(dictionary: Dictionary): string | undefined {
  return dictionary.size === 0 ? undefined : printFile(dictionary);
}

function settingsOf(tx: Reader, domain: Id): Dictionary {
  const row = domainById(tx, domain);
  const settings = domainSettingsForFile(dictionaryOf(row.settings));
  for (const [key, document] of hiddenInDomain) {
    const text = documentText(tx, domain, document);
    if (text !== undefined) settings.set(key, valueOf(text));
  }
  if (row.aliases.length > 0) settings.set('DomainAliases', row.aliases);
  if (row.suspended) settings.set('Suspended', 'YES');
  return settings;
}

/** The files of a Domain that tell of all its objects of a kind, relative to its directory. */
export function domainIndexes(tx: Reader, domain: Id): readonly DocumentFile[] {
  return indexes.map(([name, make]) => ({
    path: `Settings/${name}`,
    text: linesOf(make(tx, domain) ?? []),
  }));
}

/** The names of a Domain's Mailing Lists. */
export function listNamesOf(tx: Reader, domain: Id): ReadonlySet<string> {
  return new Set(Array.from(tx.range(listNames, keysUnder(`${domain}/`)), ([key]) => nameIn(key)));
}

/** The files of a Mailing List, relative to its Domain's directory. */
export function listFiles(tx: Reader, id: Id, row: OwnedRow): readonly DocumentFile[] {
  const path = `Settings/LISTS/${row.name}`;
  return [
    { path: `${path}.settings`, text: printFile(ownedDictionary(tx, row)) },
    { path: `${path}.subs`, text: linesOf(subscribersOf(tx, id)) },
  ];
}

type Entry = readonly [key: string, printed: string];

/** Lines as soon as there is an entry; undefined when there is none. */
function linesOf(entries: Iterable<Entry>): Iterable<string> | undefined {
  const iterator = entries[Symbol.iterator]();
  const first = iterator.next();
  if (first.done === true) return undefined;
  return printFileLines(
    (function* () {
      yield first.value;
      for (let next = iterator.next(); next.done !== true; next = iterator.next()) yield next.value;
    })(),
  );
}

/** The names of a Domain that stand for one kind of object, in order. */
function* namesOf(
  tx: Reader,
  domain: Id,
  kind: NameRow['kind'],
): Generator<readonly [string, Id], void> {
  for (const [key, row] of tx.range(names, keysUnder(`${domain}/`))) {
    if (row.kind === kind) yield [nameIn(key), row.id];
  }
}

function* rightsOf(tx: Reader, domain: Id): Generator<Entry, void> {
  for (const [name, id] of namesOf(tx, domain, 'account')) {
    const rights = tx.get(accounts, id)?.rights ?? [];
    if (rights.length > 0) yield [name, print(rights)];
  }
}

function* aliasesOf(tx: Reader, domain: Id): Generator<Entry, void> {
  for (const [alias, id] of namesOf(tx, domain, 'alias')) {
    yield [alias, printString(tx.get(accounts, id)?.name ?? '')];
  }
}

function* telnumsOf(tx: Reader, domain: Id): Generator<Entry, void> {
  for (const [key, id] of tx.range(domainTelnums, keysUnder(`${domain}/`))) {
    yield [nameIn(key), printString(tx.get(accounts, id)?.name ?? '')];
  }
}

function* groupsOf(tx: Reader, domain: Id): Generator<Entry, void> {
  for (const [key, id] of tx.range(groupNames, keysUnder(`${domain}/`))) {
    const row = tx.get(groups, id);
    if (row !== undefined) yield [nameIn(key), print(groupDictionary(tx, row))];
  }
}

function* forwardersOf(tx: Reader, domain: Id): Generator<Entry, void> {
  for (const [key, id] of tx.range(forwarderNames, keysUnder(`${domain}/`))) {
    yield [nameIn(key), printString(tx.get(forwarders, id)?.target ?? '')];
  }
}

function* tasksOf(tx: Reader, domain: Id): Generator<Entry, void> {
  for (const [key, id] of tx.range(taskNames, keysUnder(`${domain}/`))) {
    const row = tx.get(namedTasks, id);
    if (row !== undefined) yield [nameIn(key), print(ownedDictionary(tx, row))];
  }
}

function* subscribersOf(tx: Reader, list: Id): Generator<Entry, void> {
  for (const [key, row] of tx.range(subscribers, keysUnder(`${list}/`))) {
    yield [nameIn(key), print(subscriberDictionary(row))];
  }
}

/** A subscriber as the file keeps one: what is empty or 0 is absent. */
function subscriberDictionary(row: SubscriberRow): Dictionary {
  const told = new Map<string, Value>([
    ['Address', row.address],
    ['Mode', row.mode],
    ['Subscribed', new TimeStamp('time', Math.floor(row.subscribed / 1000))],
  ]);
  if (row.realName !== '') told.set('RealName', row.realName);
  if (row.waiting) told.set('Waiting', 'YES');
  if (row.confirmationId !== '') told.set('ConfirmationID', row.confirmationId);
  if (row.posts > 0) told.set('Posts', BigInt(row.posts));
  if (row.moderation !== '') told.set('Moderation', row.moderation);
  if (row.bounces > 0) told.set('Bounces', BigInt(row.bounces));
  if (row.lastBounce > 0) {
    told.set('LastBounce', new TimeStamp('time', Math.floor(row.lastBounce / 1000)));
  }
  return told;
}

/** What stands behind the first `/` of a key. */
function nameIn(key: string): string {
  return key.slice(key.indexOf('/') + 1);
}
