/**
 * Rules of what refers to what: members of Groups, owners of Mailing Lists and Named Tasks, and
 * telephone numbers, each in both directions (objects, sections 5.4, 6, 7.1 and 10; rulings 4, 7).
 */
import { indexKeys, isHeld } from '../../engine/group-members.js';
import { telnumKey } from '../../engine/telnums.js';
import { lists, ownedLists } from '../../store/list-tables.js';
import { keysUnder, type Reader, type Table } from '../../store/store.js';
import {
  accounts,
  awaitedNames,
  domainTelnums,
  groups,
  inDomain,
  memberOf,
  names,
  telnums,
  type AccountRow,
  type GroupRow,
  type Id,
} from '../../store/tables.js';
import { namedTasks, ownedTasks } from '../../store/task-tables.js';
import {
  domainSubject,
  hopeless,
  repairable,
  splitKey,
  subjectOf,
  theServer,
  type Findings,
} from './finding.js';

/** What contradicts the rules of references. */
export function* referenceFindings(tx: Reader): Findings {
  for (const [id, row] of tx.range(groups, {})) yield* members(tx, id, row);
  yield* memberIndex(tx, memberOf, 'held');
  yield* memberIndex(tx, awaitedNames, 'awaited');
  yield* owners(tx, 'list', lists, ownedLists);
  yield* owners(tx, 'task', namedTasks, ownedTasks);
  for (const [id, row] of tx.range(accounts, {})) yield* numbers(tx, id, row);
  yield* numberIndexes(tx);
}

function* members(tx: Reader, id: Id, row: GroupRow): Findings {
  const subject = subjectOf(tx, 'group', id, row);
  if (!row.members.every((token) => isHeld(tx, row.domain, token))) {
    yield repairable(subject, 'has members that are not there', 'they are dropped', (writer) => {
      const known = writer.get(groups, id);
      if (!known) return;
      const present = known.members.filter((token) => isHeld(writer, known.domain, token));
      writer.put(groups, id, { ...known, members: present });
    });
    return;
  }
  const { held, awaited } = indexKeys(id, row);
  for (const [table, keys] of [
    [memberOf, held],
    [awaitedNames, awaited],
  ] as const) {
    for (const key of keys) {
      if (tx.get(table, key) !== undefined) continue;
      yield repairable(subject, 'is not found by one of its members', 'it is', (writer) =>
        writer.put(table, key, ''),
      );
    }
  }
}

function* memberIndex(tx: Reader, table: Table<string, ''>, which: 'held' | 'awaited'): Findings {
  let last: { id: Id; keys: ReadonlySet<string> } = { id: -1, keys: new Set() };
  for (const [key] of tx.range(table, {})) {
    const id = Number(key.slice(key.lastIndexOf('/') + 1));
    const row = tx.get(groups, id);
    // Many members of one Group may follow each other, and a Group may be long.
    if (last.id !== id) last = { id, keys: row ? indexKeys(id, row)[which] : new Set() };
    if (last.keys.has(key)) continue;
    yield repairable(
      row ? subjectOf(tx, 'group', id, row) : theServer,
      'is found by a member that it does not have',
      'it is not any more',
      (writer) => writer.remove(table, key),
    );
  }
}

/** What has an owner. */
interface Owned {
  readonly domain: Id;
  readonly name: string;
  readonly owner: Id;
}

function* owners<Row extends Owned>(
  tx: Reader,
  kind: 'list' | 'task',
  objects: Table<Id, Row>,
  index: Table<string, ''>,
): Findings {
  for (const [id, row] of tx.range(objects, {})) {
    const subject = subjectOf(tx, kind, id, row);
    if (tx.get(accounts, row.owner)?.domain !== row.domain) {
      const heir = heirIn(tx, row.domain);
      if (heir === undefined) {
        yield hopeless(subject, 'has no owner, and its domain has no accounts');
        continue;
      }
      const heirName = tx.get(accounts, heir)?.name ?? '';
      yield repairable(subject, 'has no owner', `${heirName} owns it`, (writer) => {
        const present = writer.get(objects, id);
        if (present) writer.put(objects, id, { ...present, owner: heir });
      });
    } else if (tx.get(index, `${row.owner}/${id}`) === undefined) {
      yield repairable(subject, 'is not listed with its owner', 'it is listed', (writer) =>
        writer.put(index, `${row.owner}/${id}`, ''),
      );
    }
  }
  for (const [key] of tx.range(index, {})) {
    const [owner, id] = splitKey(key);
    if (tx.get(objects, Number(id))?.owner === owner) continue;
    const row = tx.get(accounts, owner);
    yield repairable(
      row ? subjectOf(tx, 'account', owner, row) : theServer,
      `is listed as owner of a ${kind} that is not its own`,
      'it is not any more',
      (writer) => writer.remove(index, key),
    );
  }
}

/** Who gets what has lost its owner: the postmaster of the Domain, else its first Account. */
function heirIn(tx: Reader, domain: Id): Id | undefined {
  const postmaster = tx.get(names, inDomain(domain, 'postmaster'));
  if (postmaster?.kind === 'account') return postmaster.id;
  for (const [, { kind, id }] of tx.range(names, keysUnder(`${domain}/`))) {
    if (kind === 'account') return id;
  }
  return undefined;
}

function* numbers(tx: Reader, id: Id, row: AccountRow): Findings {
  for (const number of row.telnums) {
    const key = telnumKey(number);
    const subject = subjectOf(tx, 'account', id, row);
    const holder = tx.get(telnums, key);
    const rightful = holder === undefined ? undefined : tx.get(accounts, holder);
    if (holder !== undefined && holder !== id && rightful && hasNumber(rightful, key)) {
      yield repairable(
        subject,
        `has the number ${number} of another account`,
        'it is dropped',
        (writer) => {
          const present = writer.get(accounts, id);
          if (!present) return;
          const rest = present.telnums.filter((other) => telnumKey(other) !== key);
          writer.put(accounts, id, { ...present, telnums: rest });
        },
      );
      continue;
    }
    const inOwnDomain = inDomain(row.domain, key);
    if (holder === id && tx.get(domainTelnums, inOwnDomain) === id) continue;
    yield repairable(subject, `is not found by its number ${number}`, 'it is', (writer) => {
      writer.put(telnums, key, id);
      writer.put(domainTelnums, inOwnDomain, id);
    });
  }
}

function* numberIndexes(tx: Reader): Findings {
  for (const [key, id] of tx.range(telnums, {})) {
    const row = tx.get(accounts, id);
    if (row && hasNumber(row, key)) continue;
    yield repairable(
      theServer,
      `has the number ${key} that no account has`,
      'it is given up',
      (writer) => writer.remove(telnums, key),
    );
  }
  for (const [key, id] of tx.range(domainTelnums, {})) {
    const [domain, number] = splitKey(key);
    const row = tx.get(accounts, id);
    if (row?.domain === domain && hasNumber(row, number)) continue;
    yield repairable(
      domainSubject(tx, domain),
      `has the number ${number} that none of its accounts has`,
      'it is given up',
      (writer) => writer.remove(domainTelnums, key),
    );
  }
}

function hasNumber({ telnums: own }: AccountRow, key: string): boolean {
  return own.some((number) => telnumKey(number) === key);
}
