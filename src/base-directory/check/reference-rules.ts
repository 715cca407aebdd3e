/**
 * Rules of what refers to what: members of Groups, owners of Mailing Lists and Named Tasks, and
 * telephone numbers, each in both directions (objects, sections 5.4, 6, 7.1 and 10; rulings 4, 7).
 */
import { Change } from '../../engine/core/change.js';
import { isHeld } from '../../engine/directory/group-members.js';
import { discard } from '../../engine/directory/remains.js';
import { indexRow, memberAt } from '../../engine/directory/rolls.js';
import { theServer } from '../../engine/directory/subjects.js';
import { telnumKey } from '../../engine/accounts/telnums.js';
import { lists, ownedLists } from '../../tables/list-tables.js';
import { awaitedNames, inRoll, memberOf, rollMembers, rolls } from '../../tables/roll-tables.js';
import { keysUnder, type Reader, type Table } from '../../store/store.js';
import {
  accounts,
  domainTelnums,
  groups,
  inDomain,
  names,
  telnums,
  type AccountRow,
  type Id,
} from '../../tables/tables.js';
import { namedTasks, ownedTasks } from '../../tables/task-tables.js';
import {
  domainSubject,
  notFixable,
  repairable,
  splitKey,
  subjectOf,
  type Findings,
} from './finding.js';

/** What contradicts the rules of references. */
export function* referenceFindings(tx: Reader): Findings {
  yield* rollRules(tx);
  yield* members(tx);
  yield* memberIndex(tx, memberOf);
  yield* memberIndex(tx, awaitedNames);
  yield* owners(tx, 'list', lists, ownedLists);
  yield* owners(tx, 'task', namedTasks, ownedTasks);
  for (const [id, row] of tx.range(accounts, {})) yield* numbers(tx, id, row);
  yield* numberIndexes(tx);
}

/** Every Group has its roll, and every roll is of its Group. */
function* rollRules(tx: Reader): Findings {
  for (const [id, row] of tx.range(groups, {})) {
    if (tx.get(rolls, row.roll)?.group === id) continue;
    const subject = subjectOf(tx, 'group', id, row);
    yield repairable(subject, 'has lost its members', 'keep those that are left', (writer) =>
      writer.put(rolls, row.roll, { domain: row.domain, group: id }),
    );
  }
  for (const [roll, { group }] of tx.range(rolls, {})) {
    if (tx.get(groups, group)?.roll === roll) continue;
    yield repairable(theServer, `has members of no group (${roll})`, 'remove them', (writer) =>
      discard(new Change(writer, 0), 'roll', roll),
    );
  }
}

function* members(tx: Reader): Findings {
  for (const [key, token] of tx.range(rollMembers, {})) {
    const member = memberAt(key, token);
    const roll = tx.get(rolls, member.roll);
    const group = roll && tx.get(groups, roll.group);
    const subject = group ? subjectOf(tx, 'group', roll.group, group) : theServer;
    if (roll === undefined) {
      yield repairable(subject, `has a member ${key} of nothing`, 'remove it', (writer) => {
        if (writer.get(rolls, member.roll) === undefined) writer.remove(rollMembers, key);
      });
      continue;
    }
    if (!isHeld(tx, roll.domain, token)) {
      yield repairable(subject, 'has a member that is not there', 'drop it', (writer) =>
        writer.remove(rollMembers, key),
      );
      continue;
    }
    const found = indexRow(roll.domain, member);
    if (found === undefined) continue;
    const [table, at] = found;
    if (tx.get(table, at) !== undefined) continue;
    yield repairable(subject, 'is not found by one of its members', 'add the member', (writer) =>
      writer.put(table, at, ''),
    );
  }
}

function* memberIndex(tx: Reader, table: Table<string, ''>): Findings {
  for (const [key] of tx.range(table, {})) {
    const { roll, place } = memberAt(key, '');
    const token = tx.get(rollMembers, inRoll(roll, place));
    const row = tx.get(rolls, roll);
    const [asked, at] = (token && row && indexRow(row.domain, { roll, place, token })) || [];
    if (asked === table && at === key) continue;
    const group = row && tx.get(groups, row.group);
    yield repairable(
      group ? subjectOf(tx, 'group', row.group, group) : theServer,
      'is found by a member that it does not have',
      'remove the entry',
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
        yield notFixable(subject, 'has no owner, and its domain has no accounts');
        continue;
      }
      const heirName = tx.get(accounts, heir)?.name ?? '';
      yield repairable(subject, 'has no owner', `${heirName} owns it`, (writer) => {
        const present = writer.get(objects, id);
        if (present) writer.put(objects, id, { ...present, owner: heir });
      });
    } else if (tx.get(index, `${row.owner}/${id}`) === undefined) {
      yield repairable(subject, 'is not listed with its owner', 'list it', (writer) =>
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
      'take it off the list',
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
        'drop it',
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
    yield repairable(
      subject,
      `is not found by its number ${number}`,
      'add the number',
      (writer) => {
        writer.put(telnums, key, id);
        writer.put(domainTelnums, inOwnDomain, id);
      },
    );
  }
}

function* numberIndexes(tx: Reader): Findings {
  for (const [key, id] of tx.range(telnums, {})) {
    const row = tx.get(accounts, id);
    if (row && hasNumber(row, key)) continue;
    yield repairable(
      theServer,
      `has the number ${key} that no account has`,
      'give it up',
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
      'give it up',
      (writer) => writer.remove(domainTelnums, key),
    );
  }
}

function hasNumber({ telnums: own }: AccountRow, key: string): boolean {
  return own.some((number) => telnumKey(number) === key);
}
