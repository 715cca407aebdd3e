/**
 * The service files of an Account but for `.info` (storage, section 4.1; ruling 10): settings with
 * what is hidden in them, preferences, datasets, balances, and what is known of stored files beyond
 * their bytes. Only makes texts from the store; knows no file.
 */
import { entriesOf } from '../engine/services/datasets.js';
import {
  dictionaryOf,
  documentsOf,
  readDocument,
  valueOf,
  type DocumentName,
} from '../engine/core/documents.js';
import type { FoundAccount } from '../engine/directory/directory.js';
import { transactions } from '../tables/balance-tables.js';
import { datasets } from '../tables/dataset-tables.js';
import { storageFiles, type StorageFileRow } from '../tables/storage-file-tables.js';
import { keysUnder, type Reader } from '../store/store.js';
import type { Id } from '../tables/tables.js';
import { print } from '../values/print.js';
import { printFile, printFileLines } from '../values/print-file.js';
import { TimeStamp, type Dictionary, type Value } from '../values/value.js';
import type { DocumentFile } from './document-file.js';
import { hasDirectory, serviceFile } from './layout.js';

/** Documents that lie hidden in `account.settings`, by their keys there (ruling 10). */
export const hiddenInAccount: readonly (readonly [key: string, document: DocumentName])[] = [
  ['ACL', 'acl'],
  ['Alerts', 'alerts'],
  ['FileSubscription', 'fileSubscription'],
  ['MailboxAliases', 'mailboxAliases'],
  ['Passwords', 'passwords'],
  ['Roster', 'roster'],
  ['RPOP', 'rpops'],
  ['RSIP', 'rsips'],
  ['Schedules', 'scheduledTasks'],
  ['SignalRules', 'signalRules'],
  ['Subscription', 'subscription'],
];

/** The service files of an Account, relative to its Domain's directory. */
export function accountDocuments(tx: Reader, account: FoundAccount): readonly DocumentFile[] {
  const { id, row } = account;
  const file = (extension: string, text: Iterable<string> | undefined): DocumentFile => ({
    path: serviceFile(row, extension),
    text,
  });
  // Most Accounts have no documents: one look at all of them instead of one for each.
  const kept = documentsOf(tx, id);
  const prefs = kept.get('prefs');
  return [
    file('settings', printFile(settingsOf(account, kept))),
    file('prefs', prefs === undefined ? undefined : printFile(dictionaryOf(prefs))),
    file('dst', datasetsText(tx, id)),
    ...(hasDirectory(row.type) ? [file('files', storedFilesText(tx, id))] : []),
    { path: `${serviceFile(row, 'balances')}/balances.data`, text: balancesText(tx, id) },
  ];
}

/** All that stands in `account.settings`. */
function settingsOf({ row }: FoundAccount, kept: ReadonlyMap<string, string>): Dictionary {
  const settings = new Map(dictionaryOf(row.settings));
  for (const [key, document] of hiddenInAccount) {
    const text = kept.get(document);
    if (text !== undefined) settings.set(key, valueOf(text));
  }
  // `Aliases.data` has them all; only their order, where it is not that of the names, is kept here.
  if (!isSorted(row.aliases)) settings.set('Aliases', row.aliases);
  if (row.telnums.length > 0) settings.set('Telnums', row.telnums);
  if (row.legacy) settings.set('Legacy', 'YES');
  return settings;
}

function isSorted(texts: readonly string[]): boolean {
  return texts.every((text, index) => index === 0 || (texts[index - 1] ?? '') < text);
}

/** Datasets by their names; a nested set has its path as its name. */
function datasetsText(tx: Reader, account: Id): Iterable<string> | undefined {
  const prefix = `${account}/`;
  const sets = [...tx.range(datasets, keysUnder(prefix))];
  if (sets.length === 0) return undefined;
  return printFileLines(
    sets.map(([key, set]) => [
      key.slice(prefix.length),
      print(new Map<string, Value>(entriesOf(tx, set))),
    ]),
  );
}

/** Balances, and the history of their transactions. */
function balancesText(tx: Reader, account: Id): string | undefined {
  const balances = readDocument(tx, account, 'balances');
  const history = Array.from(tx.range(transactions, keysUnder(`${account}/`)), ([, text]) =>
    valueOf(text),
  );
  if (balances.size === 0 && history.length === 0) return undefined;
  return printFile(
    new Map<string, Value>([
      ['Balances', balances],
      ['Transactions', history],
    ]),
  );
}

/** What of stored files a file system does not keep: the times of creation, and attributes. */
function storedFilesText(tx: Reader, account: Id): string | undefined {
  const prefix = `${account}/`;
  const told = new Map<string, Value>();
  for (const [key, row] of tx.range(storageFiles, keysUnder(prefix))) {
    const beyond = beyondBytes(row);
    if (beyond.size > 0) told.set(key.slice(prefix.length), beyond);
  }
  return told.size === 0 ? undefined : printFile(told);
}

function beyondBytes({ created, modified, metaModified, attributes }: StorageFileRow): Dictionary {
  const beyond = new Map<string, Value>();
  if (created !== modified) beyond.set('Created', new TimeStamp('time', created));
  if (metaModified > 0) beyond.set('MetaModified', new TimeStamp('time', metaModified));
  if (attributes !== '()') beyond.set('Attributes', valueOf(attributes));
  return beyond;
}
