/**
 * Rules of what belongs to somebody: documents, Mailboxes, datasets, billing histories, sets of
 * files and subscribers have an owner, and their texts can be read (objects, sections 7.2, 9, 13).
 */
import { addressKey, emailAttribute } from '../../engine/services/datasets.js';
import {
  accountSets,
  accountTables,
  domainSets,
  domainTables,
  ownTables,
} from '../../engine/directory/belongings.js';
import { newId } from '../../engine/directory/directory.js';
import type { Subject } from '../../engine/core/effects.js';
import { outerPaths, type MailboxPath } from '../../engine/mailboxes/mailbox-names.js';
import { blank } from '../../engine/mailboxes/mailboxes.js';
import { theServer } from '../../engine/directory/subjects.js';
import { transactions } from '../../tables/balance-tables.js';
import { datasetAddresses, datasetEntries, datasets } from '../../tables/dataset-tables.js';
import { fileContents, files, fileSets } from '../../tables/file-tables.js';
import { lists, subscribers } from '../../tables/list-tables.js';
import { inAccount, mailboxes } from '../../tables/mailbox-tables.js';
import { keysUnder, type Reader, type Table } from '../../store/store.js';
import { accounts, documents, domains, groups, type Id } from '../../tables/tables.js';
import { storageFiles } from '../../tables/storage-file-tables.js';
import { namedTasks } from '../../tables/task-tables.js';
import { readValue } from '../../values/read.js';
import { isDictionary, type Dictionary } from '../../values/value.js';
import {
  domainSubject,
  notFixable,
  repairable,
  splitKey,
  subjectOf,
  type Findings,
} from './finding.js';

/** What contradicts the rules of belongings. */
export function* belongingFindings(tx: Reader): Findings {
  for (const table of ownTables) {
    yield* ownerless(tx, table, nouns.get(table) ?? table.name, (id) => isOwner(tx, table, id));
  }
  yield* ownerless(tx, subscribers, 'subscriber', (id) => tx.get(lists, id) !== undefined);
  yield* texts(tx);
  yield* mailboxTrees(tx);
  yield* datasetRules(tx);
  yield* fileSetRules(tx);
}

/** What one row of a table is called. */
const nouns = new Map<Table<string, unknown>, string>([
  [documents, 'document'],
  [mailboxes, 'mailbox'],
  [storageFiles, 'file'],
  [transactions, 'transaction'],
  [datasets, 'dataset'],
  [fileSets, 'set of files'],
]);

/** Whether rows of a table can belong to what has an id; the server has 0. */
function isOwner(tx: Reader, table: Table<string, unknown>, id: Id): boolean {
  const isOfAccounts = table === accountSets || accountTables.includes(table);
  if (isOfAccounts && tx.get(accounts, id) !== undefined) return true;
  const isOfDomains = table === domainSets || domainTables.includes(table);
  return isOfDomains && (id === 0 || tx.get(domains, id) !== undefined);
}

function* ownerless(
  tx: Reader,
  table: Table<string, unknown>,
  what: string,
  isThere: (id: Id) => boolean,
): Findings {
  let last: Id | undefined;
  let known = false;
  for (const [key] of tx.range(table, {})) {
    const [id, name] = splitKey(key);
    if (id !== last) known = isThere(id);
    last = id;
    if (known) continue;
    yield repairable(theServer, `has a ${what} ${name} of nobody (${id})`, 'remove it', (writer) =>
      writer.remove(table, key),
    );
  }
}

/** An object with settings of its own. */
interface SettingsRow {
  readonly domain: Id;
  readonly name: string;
  readonly settings: string;
}

const withSettings: readonly (readonly [
  'account' | 'group' | 'list' | 'task',
  Table<Id, SettingsRow>,
])[] = [
  ['account', accounts],
  ['group', groups],
  ['list', lists],
  ['task', namedTasks],
];

/** Texts of the data language that cannot be read; nobody but a person knows what they meant. */
function* texts(tx: Reader): Findings {
  const wrong = 'has settings that cannot be read';
  for (const [id, row] of tx.range(domains, {})) {
    if (!isText(row.settings)) yield notFixable(domainSubject(tx, id), wrong);
  }
  for (const [kind, table] of withSettings) {
    for (const [id, row] of tx.range(table, {})) {
      if (!isText(row.settings)) yield notFixable(subjectOf(tx, kind, id, row), wrong);
    }
  }
  for (const [key, text] of tx.range(documents, {})) {
    if (!isText(text)) yield notFixable(theServer, `has a document ${key} that cannot be read`);
  }
}

function isText(text: string): boolean {
  try {
    readValue(text);
    return true;
  } catch {
    return false;
  }
}

function* mailboxTrees(tx: Reader): Findings {
  for (const [key, row] of tx.range(mailboxes, {})) {
    const [id, path] = splitKey(key);
    const account = tx.get(accounts, id);
    if (account === undefined) continue;
    const subject = subjectOf(tx, 'account', id, account);
    if (!row.folder && !row.store) {
      yield repairable(subject, `has ${path}, which is nothing`, 'remove it', (writer) =>
        writer.remove(mailboxes, key),
      );
    }
    for (const outer of outerPaths(path as MailboxPath)) {
      const around = tx.get(mailboxes, inAccount(id, outer));
      if (around?.folder) continue;
      yield repairable(subject, `has ${path} in no folder`, `${outer} is a folder`, (writer) => {
        const present = writer.get(mailboxes, inAccount(id, outer));
        const made = present ?? { ...blank, acl: row.acl };
        writer.put(mailboxes, inAccount(id, outer), { ...made, folder: true });
      });
    }
  }
}

function* datasetRules(tx: Reader): Findings {
  const sets = new Map<Id, Id>();
  for (const [key, set] of tx.range(datasets, {})) {
    sets.set(set, splitKey(key)[0]);
    const outer = key.slice(0, key.lastIndexOf('/'));
    if (!outer.includes('/') || tx.get(datasets, outer) !== undefined) continue;
    const wrong = `has a dataset ${key} in no dataset`;
    yield repairable(theServer, wrong, 'make the outer one', (writer) =>
      writer.put(datasets, outer, newId(writer)),
    );
  }
  const ownerOf = (set: Id): Subject => {
    const id = sets.get(set) ?? 0;
    const row = tx.get(accounts, id);
    return row ? subjectOf(tx, 'account', id, row) : theServer;
  };
  for (const table of [datasetEntries, datasetAddresses]) {
    yield* ownerless(tx, table, 'dataset entry', (id) => sets.has(id));
  }
  for (const [key, text] of tx.range(datasetEntries, {})) {
    const [set, name] = splitKey(key);
    const address = addressKey(set, dictionaryIn(text)?.get(emailAttribute));
    if (address === undefined || tx.get(datasetAddresses, address)?.includes(name)) continue;
    yield repairable(
      ownerOf(set),
      `does not find ${name} by its address`,
      'add the address',
      (writer) =>
        writer.put(datasetAddresses, address, [
          ...(writer.get(datasetAddresses, address) ?? []),
          name,
        ]),
    );
  }
  for (const [key, found] of tx.range(datasetAddresses, {})) {
    const [set] = splitKey(key);
    const rest = found.filter((name) => {
      const entry = dictionaryIn(tx.get(datasetEntries, `${set}/${name}`));
      return addressKey(set, entry?.get(emailAttribute)) === key;
    });
    if (rest.length === found.length && rest.length > 0) continue;
    yield repairable(
      ownerOf(set),
      'finds entries of a dataset by an address that they do not have',
      'remove the address',
      (writer) => {
        if (rest.length === 0) writer.remove(datasetAddresses, key);
        else writer.put(datasetAddresses, key, rest);
      },
    );
  }
}

function dictionaryIn(text: string | undefined): Dictionary | undefined {
  if (text === undefined || !isText(text)) return undefined;
  const value = readValue(text);
  return isDictionary(value) ? value : undefined;
}

function* fileSetRules(tx: Reader): Findings {
  const sets = new Set<Id>();
  for (const [key, row] of tx.range(fileSets, {})) {
    sets.add(row.id);
    let count = 0;
    for (const [file, { size }] of tx.range(files, keysUnder(`${row.id}/`))) {
      count += 1;
      if (tx.get(fileContents, file)?.length === size) continue;
      yield notFixable(theServer, `has lost the content of ${key}: ${splitKey(file)[1]}`);
    }
    if (count === row.files) continue;
    const wrong = `counts ${row.files} files of ${key}, and there are ${count}`;
    yield repairable(theServer, wrong, `set the count to ${count}`, (writer) =>
      writer.put(fileSets, key, { ...row, files: count }),
    );
  }
  yield* ownerless(tx, files, 'file', (id) => sets.has(id));
  for (const [key] of tx.range(fileContents, {})) {
    if (tx.get(files, key) !== undefined) continue;
    yield repairable(theServer, `has a content ${key} of no file`, 'remove it', (writer) =>
      writer.remove(fileContents, key),
    );
  }
}
