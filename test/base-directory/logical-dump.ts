/**
 * What a store says, without the accidents of how it came to be: names in place of inner ids,
 * passwords as plain texts, times in seconds, and no journal. Two stores that say the same have the
 * same dump.
 */
import { allMailboxes } from '../../src/engine/mailboxes/mailboxes.js';
import { dictionaryOf } from '../../src/engine/core/documents.js';
import { groupDictionary } from '../../src/engine/directory/group-following.js';
import { openPasswords } from '../../src/passwords/open-passwords.js';
import { transactions } from '../../src/tables/balance-tables.js';
import { datasetEntries, datasets } from '../../src/tables/dataset-tables.js';
import { openEmbeddedStore } from '../../src/tables/open-store.js';
import { fileContents, files, fileSets } from '../../src/tables/file-tables.js';
import { lists, subscribers } from '../../src/tables/list-tables.js';
import { mailboxes } from '../../src/tables/mailbox-tables.js';
import { statElements } from '../../src/tables/statistics-tables.js';
import { storageFiles } from '../../src/tables/storage-file-tables.js';
import { keysUnder, type Reader } from '../../src/store/store.js';
import {
  accounts,
  documents,
  domains,
  forwarders,
  groups,
  type AccountRow,
  type Id,
} from '../../src/tables/tables.js';
import { namedTasks } from '../../src/tables/task-tables.js';
import { print } from '../../src/values/print.js';
import type { Value } from '../../src/values/value.js';
import { basePlaces } from '../../src/base-directory/base-places.js';
import { accountOf } from '../../src/engine/directory/directory.js';

/** Everything that the store of a base directory says, a line for each thing, sorted. */
export async function logicalDump(base: string): Promise<readonly string[]> {
  const places = basePlaces(base);
  const passwords = await openPasswords({ keyFile: places.key, mayCreateKey: false });
  const store = await openEmbeddedStore(places.store, { readOnly: true });
  try {
    const reveal = (stored: string): string => passwords.reveal(stored) ?? stored;
    return await store.view((tx) => [...linesOf(tx, reveal)].sort());
  } finally {
    await store.close();
    await passwords.close();
  }
}

type Reveal = (stored: string) => string;

function* linesOf(tx: Reader, reveal: Reveal): Generator<string> {
  const domainOf = (id: Id): string => tx.get(domains, id)?.name ?? `?${id}`;
  const full = ({ domain, name }: { domain: Id; name: string }) => `${name}@${domainOf(domain)}`;
  const owner = (id: Id): string => {
    if (id === 0) return 'server';
    const account = tx.get(accounts, id);
    return account ? full(account) : domainOf(id);
  };
  for (const [, { adminDomain, aliases, ...row }] of tx.range(domains, {})) {
    yield `domain ${JSON.stringify({ ...row, aliases })} ${adminDomain}`;
  }
  for (const [id, row] of tx.range(accounts, {})) {
    yield `account ${full(row)} ${accountText(row, reveal)}`;
    yield* belongings(tx, id, full(row));
  }
  for (const [, row] of tx.range(groups, {})) {
    yield `group ${full(row)} ${print(groupDictionary(tx, row))}`;
  }
  for (const [, row] of tx.range(forwarders, {})) yield `forwarder ${full(row)} ${row.target}`;
  for (const [id, row] of tx.range(lists, {})) {
    yield `list ${full(row)} ${owner(row.owner)} ${row.settings}`;
    for (const [key, each] of tx.range(subscribers, keysUnder(`${id}/`))) {
      const times = { subscribed: seconds(each.subscribed), lastBounce: seconds(each.lastBounce) };
      yield `subscriber ${full(row)} ${rest(key)} ${JSON.stringify({ ...each, ...times })}`;
    }
  }
  for (const [, row] of tx.range(namedTasks, {})) {
    yield `task ${full(row)} ${owner(row.owner)} ${row.settings}`;
  }
  for (const [key, text] of tx.range(documents, {})) {
    const open = text.replace(/\{AES\}[A-Za-z0-9+/=]+/g, reveal);
    yield `document ${owner(Number(key.split('/')[0]))} ${rest(key)} ${open}`;
  }
  for (const [key, { id }] of tx.range(fileSets, {})) {
    const set = `${owner(Number(key.split('/')[0]))} ${rest(key)}`;
    yield `set of files ${set}`;
    for (const [file, { size, modified }] of tx.range(files, keysUnder(`${id}/`))) {
      const content = JSON.stringify(tx.get(fileContents, file));
      yield `file ${set} ${rest(file)} ${size} ${modified} ${content}`;
    }
  }
  for (const [, { name, value }] of tx.range(statElements, {})) yield `element ${name} ${value}`;
}

function accountText(row: AccountRow, reveal: Reveal): string {
  const settings = new Map<string, Value>(dictionaryOf(row.settings));
  const password = settings.get('Password');
  if (typeof password === 'string') settings.set('Password', reveal(password));
  const { type, place, legacy, aliases, telnums, rights } = row;
  return JSON.stringify({
    ...{ type, place, legacy, telnums, rights },
    aliases,
    created: seconds(row.created),
    settings: print(settings),
  });
}

function* belongings(tx: Reader, id: Id, name: string): Generator<string> {
  for (const mailbox of allMailboxes(tx, accountOf(tx, id))) {
    const text = mailboxes.encode({
      ...mailbox.row,
      id: 0,
      created: seconds(mailbox.row.created),
    });
    yield `mailbox ${name} ${mailbox.path} ${JSON.stringify(text)}`;
  }
  for (const [key, { extents: chunks, ...file }] of tx.range(storageFiles, keysUnder(`${id}/`))) {
    const bytes = chunks.reduce((sum, { length }) => sum + length, 0);
    yield `stored file ${name} ${rest(key)} ${JSON.stringify(file)} ${bytes}`;
  }
  for (const [key, set] of tx.range(datasets, keysUnder(`${id}/`))) {
    yield `dataset ${name} ${rest(key)}`;
    for (const [entry, text] of tx.range(datasetEntries, keysUnder(`${set}/`))) {
      yield `entry ${name} ${rest(key)}: ${rest(entry)} ${text}`;
    }
  }
  const history = Array.from(tx.range(transactions, keysUnder(`${id}/`)), ([, text]) => text);
  if (history.length > 0) yield `history ${name} ${history.join()}`;
}

function seconds(milliseconds: number): number {
  return Math.floor(milliseconds / 1000);
}

/** What stands behind the first `/` of a key. */
function rest(key: string): string {
  return key.slice(key.indexOf('/') + 1);
}
