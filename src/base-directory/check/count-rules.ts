/**
 * Rules of counters: each says how many there are (objects, sections 4, 5 and 7; the counters'
 * keys are made where they are counted). Looked at last, because other repairs change the numbers.
 */
import { countOf, counter } from '../../engine/directory/directory.js';
import type { Subject } from '../../engine/core/effects.js';
import { lastPosition } from '../../engine/core/journal.js';
import { ownedBy } from '../../engine/directory/ownership.js';
import { theServer } from '../../engine/directory/subjects.js';
import { addressBlocks } from '../../tables/address-tables.js';
import { transactions } from '../../tables/balance-tables.js';
import { datasetEntries, datasets } from '../../tables/dataset-tables.js';
import { fileSets } from '../../tables/file-tables.js';
import { lists, ownedLists, subscribers } from '../../tables/list-tables.js';
import { mailboxes } from '../../tables/mailbox-tables.js';
import { awaitedNames, rolls } from '../../tables/roll-tables.js';
import { statElements } from '../../tables/statistics-tables.js';
import { keysUnder, type Key, type Reader, type Table } from '../../store/store.js';
import {
  accounts,
  counters,
  domains,
  domainTelnums,
  forwarders,
  groups,
  journal,
  names,
  type Id,
} from '../../tables/tables.js';
import { namedTasks, ownedTasks } from '../../tables/task-tables.js';
import {
  domainSubject,
  repairable,
  splitKey,
  subjectOf,
  type Finding,
  type Findings,
} from './finding.js';

const kindsCounted = ['account', 'alias', 'group', 'forwarder', 'list', 'task'] as const;
const grades = ['AGrade', 'BGrade', 'CGrade'] as const;

/**
 * What contradicts the counters. `all` sees what is gone, too: awaited names are counted until their
 * rows go.
 */
export function* countFindings(tx: Reader, all: Reader): Findings {
  yield* lastNumbers(tx);
  for (const [id] of tx.range(domains, {})) {
    const subject = domainSubject(tx, id);
    for (const [key, count] of countsOf(tx, all, id)) yield* compared(tx, subject, key, count);
  }
  yield* countedUnder(tx, subscribers, 'subscribers', lists);
  yield* countedUnder(tx, datasetEntries, 'dataset', undefined);
  yield* compared(tx, theServer, 'statElements', rowsIn(tx.range(statElements, {})));
  yield* compared(tx, theServer, 'addressBlocks', rowsIn(tx.range(addressBlocks, {})));
  yield* ownedCounts(tx);
  yield* countersOfNothing(tx);
}

/** How many of each kind a Domain has, by the counter's key. */
function countsOf(tx: Reader, all: Reader, domain: Id): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const kind of kindsCounted) counts.set(countOf(kind, domain), 0);
  for (const grade of grades) counts.set(countOf(`grade ${grade}`, domain), 0);
  const add = (key: string): void => void counts.set(key, (counts.get(key) ?? 0) + 1);
  for (const [, { kind, type }] of tx.range(names, keysUnder(`${domain}/`))) {
    add(countOf(kind, domain));
    const grade = grades.find((each) => each === type);
    if (kind === 'account' && grade) add(countOf(`grade ${grade}`, domain));
  }
  counts.set(countOf('telnum', domain), rowsUnder(tx, domainTelnums, domain));
  counts.set(countOf('awaited', domain), rowsUnder(all, awaitedNames, domain));
  return counts;
}

function rowsUnder(tx: Reader, table: Table<string, unknown>, id: Id): number {
  return rowsIn(tx.range(table, keysUnder(`${id}/`)));
}

function rowsIn(rows: Iterable<unknown>): number {
  const walk = rows[Symbol.iterator]();
  let count = 0;
  while (walk.next().done !== true) count += 1;
  return count;
}

function* compared(tx: Reader, subject: Subject, key: string, count: number): Findings {
  if (counter(tx, key) !== count) yield wrongCount(tx, subject, key, count);
}

function wrongCount(tx: Reader, subject: Subject, key: string, count: number): Finding {
  const what = key.replace(/\/\d+$/, '');
  return repairable(
    subject,
    `counts ${counter(tx, key)} of ${what}, and there are ${count}`,
    `set the count to ${count}`,
    (writer) => {
      if (count === 0) writer.remove(counters, key);
      else writer.put(counters, key, count);
    },
  );
}

/** Rows that lie together under an id, which a counter of that id counts. */
function* countedUnder(
  tx: Reader,
  table: Table<string, unknown>,
  word: string,
  owners: Table<Id, { readonly domain: Id; readonly name: string }> | undefined,
): Findings {
  let id: Id | undefined;
  let rows = 0;
  const subject = (of: Id): Subject => {
    const row = owners && tx.get(owners, of);
    return row ? subjectOf(tx, 'list', of, row) : theServer;
  };
  for (const [key] of tx.range(table, {})) {
    const [next] = splitKey(key);
    if (next !== id) {
      if (id !== undefined) yield* compared(tx, subject(id), `${word}/${id}`, rows);
      id = next;
      rows = 0;
    }
    rows += 1;
  }
  if (id !== undefined) yield* compared(tx, subject(id), `${word}/${id}`, rows);
}

function* ownedCounts(tx: Reader): Findings {
  for (const index of [ownedLists, ownedTasks]) {
    let last: Id | undefined;
    for (const [key] of tx.range(index, {})) {
      const [owner] = splitKey(key);
      if (owner === last) continue;
      last = owner;
      // Those that are counted, rightly or not, are compared with the counters below.
      if (counter(tx, ownedBy(owner)) !== 0) continue;
      if (index === ownedTasks && rowsUnder(tx, ownedLists, owner) > 0) continue;
      yield wrongCount(tx, ownerSubject(tx, owner), ownedBy(owner), owned(tx, owner));
    }
  }
}

function owned(tx: Reader, account: Id): number {
  return rowsUnder(tx, ownedLists, account) + rowsUnder(tx, ownedTasks, account);
}

function ownerSubject(tx: Reader, account: Id): Subject {
  const row = tx.get(accounts, account);
  return row ? subjectOf(tx, 'account', account, row) : theServer;
}

/** Counters that count nothing, or what belongs to nobody. */
function* countersOfNothing(tx: Reader): Findings {
  const ofDomains = new Set<string>([
    ...kindsCounted,
    ...grades.map((grade) => `grade ${grade}`),
    'telnum',
    'awaited',
  ]);
  for (const [key] of tx.range(counters, {})) {
    const slash = key.lastIndexOf('/');
    if (slash < 0) continue;
    const word = key.slice(0, slash);
    const id = Number(key.slice(slash + 1));
    if (word === 'owned') yield* compared(tx, ownerSubject(tx, id), key, owned(tx, id));
    else if (word === 'subscribers' && rowsUnder(tx, subscribers, id) === 0) {
      yield* compared(tx, theServer, key, 0);
    } else if (word === 'dataset' && rowsUnder(tx, datasetEntries, id) === 0) {
      yield* compared(tx, theServer, key, 0);
    } else if (ofDomains.has(word) && tx.get(domains, id) === undefined) {
      yield* compared(tx, theServer, key, 0);
    }
  }
}

/** The last id that was given away, and the last position of the journal. */
function* lastNumbers(tx: Reader): Findings {
  let highest = 0;
  const tables = [domains, accounts, groups, forwarders, lists, namedTasks, rolls];
  for (const table of tables) highest = Math.max(highest, lastKey(tx, table as Table<Id, unknown>));
  for (const [, id] of tx.range(datasets, {})) highest = Math.max(highest, id);
  for (const [, { id }] of tx.range(fileSets, {})) highest = Math.max(highest, id);
  for (const [key] of tx.range(transactions, {})) {
    highest = Math.max(highest, Number(splitKey(key)[1]));
  }
  for (const [, { id }] of tx.range(mailboxes, {})) highest = Math.max(highest, id);
  for (const [key, least, is, what] of [
    ['ids', highest, counter(tx, 'ids'), 'ids'],
    ['journal', lastKey(tx, journal), lastPosition(tx), 'positions of the journal'],
  ] as const) {
    if (is >= least) continue;
    yield repairable(
      theServer,
      `would give ${what} away twice`,
      `go on behind ${least}`,
      (writer) => writer.put(counters, key, least),
    );
  }
}

function lastKey<K extends Key>(tx: Reader, table: Table<K, unknown>): number {
  for (const [key] of tx.range(table, { reverse: true, limit: 1 })) return Number(key);
  return 0;
}
