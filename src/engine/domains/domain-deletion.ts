/**
 * Deleting a Domain, with FORCE together with everything in it (objects, sections 4 and 10.2).
 * References from elsewhere - Forwarders, Groups of other Domains, `AdminDomainName` - stay as they
 * are and point nowhere.
 *
 * However large the Domain is, the change itself is small: it takes its names away, so that nothing
 * leads into it, and a few of its objects. What is left is marked as gone and goes little by little
 * (see `remains.ts`); whoever holds an id of it finds nothing (`presentAccount`), and its telephone
 * numbers are free. The journal tells of each object when it goes.
 */
import { gone, goneKey, type GoneKind } from '../../tables/gone-tables.js';
import { lists, listNames } from '../../tables/list-tables.js';
import {
  keysUnder,
  type Reader,
  type Table,
  type DerivedWriter,
  type DerivedTable,
} from '../../store/store.js';
import {
  counters,
  domainNames,
  domains,
  forwarderNames,
  forwarders,
  groupNames,
  names,
  type DomainId,
  type Id,
} from '../../tables/tables.js';
import { namedTasks, taskNames } from '../../tables/task-tables.js';
import { removeAccount } from '../accounts/accounts.js';
import type { Change } from '../core/change.js';
import {
  accountOf,
  accountRow,
  countOf,
  namedTaskOf,
  listOf,
  forwarderOf,
} from '../directory/directory.js';
import { dictionaryOf } from '../core/documents.js';
import { findSecondaryDomain } from './domains.js';
import { forwarderObjects } from '../groups/forwarders.js';
import { leaveGroups } from '../directory/group-following.js';
import { removeGroups } from '../groups/groups.js';
import { listObjects } from '../lists/lists.js';
import type { DomainName } from '../core/names.js';
import { taskObjects } from '../lists/named-tasks.js';
import { refuse } from '../core/refusal.js';
import { discard, removeUnder, rowsAtOnce, sweepRows } from '../directory/remains.js';
import { maskedText } from '../core/secrets.js';
import { effectOn } from '../core/effects.js';
import { domainSubject } from '../directory/subjects.js';
import { domainTables, domainSets, counted } from '../directory/belongings.js';

/** About how many rows an object is, besides what it has of its own. */
const rowsOfObject = 10;

/** How many objects are looked up at once. */
const objectsAtOnce = 30;

/**
 * Deletes a secondary Domain, which must be given by its real name. Refuses with `unknown-domain`,
 * `main-domain`, or, unless `force` is given, `domain-not-empty`.
 */
export function deleteDomain(change: Change, name: DomainName, force: boolean): void {
  const { tx } = change;
  const { id, row } = findSecondaryDomain(tx, name);
  if (!force && some(tx, names, id, 1).length > 0) refuse('domain-not-empty');
  for (const own of [row.name, ...row.aliases]) tx.remove(domainNames, own);
  tx.put(gone, goneKey('domain', id), { from: 0, name: row.name });
  change.afterCommit({ kind: 'close sessions of domain', domain: id });
  sweepDomain(change, id);
  const told = { before: maskedText(dictionaryOf(row.settings), row.settings), after: undefined };
  change.remove(domains, id, effectOn(domainSubject(id, row), 'deleted', told));
}

/**
 * Takes away a little of what is gone and may go now; tells of which kind it was, or undefined when
 * there is nothing. The effects tell of objects of Domains that were deleted, and of Groups that
 * deleted objects leave.
 */
export function sweepRemains(change: Change): GoneKind | undefined {
  const { tx, now } = change;
  for (const [key, { from }] of tx.range(gone, {})) {
    if (from > now) continue;
    const [kind, id] = key.split('/') as [GoneKind, string];
    if (kind === 'domain') sweepDomain(change, Number(id));
    else if (kind === 'places') leaveGroups(change, Number(id));
    else sweepRows(change, kind, Number(id));
    return kind;
  }
  return undefined;
}

/**
 * Removes some objects of a Domain that is gone, and its mark after the last one. Groups go first,
 * so that nobody edits them for every member that goes, and then what Accounts own.
 */
function sweepDomain(change: Change, id: DomainId): void {
  const { tx } = change;
  let left = rowsAtOnce;
  for (const remove of kinds) {
    for (let removed = 1; removed > 0; left -= removed) {
      if (left <= 0) return;
      removed = remove(change, id);
    }
  }
  for (const table of domainTables) {
    left -= removeUnder(change, table, id, Math.max(1, left));
    if (left <= 0) return;
  }
  for (const [key, set] of some(tx, domainSets, id, Math.max(1, left))) {
    change.removeUntold(domainSets, key);
    left -= 1 + discard(change, 'fileSet', set.id, Math.max(0, left - 1));
  }
  if (left <= 0) return;
  for (const kind of counted) tx.remove(counters, countOf(kind, id));
  tx.remove(gone, goneKey('domain', id));
}

/** Removes some objects of a kind; returns how many rows that were, about. */
type RemovalOfSome = (change: Change, domain: DomainId) => number;

const kinds: readonly RemovalOfSome[] = [
  (change, domain) => {
    const ids = some(change.tx, groupNames, domain, objectsAtOnce).map(([, id]) => id);
    removeGroups(change, ids);
    return ids.length * rowsOfObject;
  },
  (change, domain) =>
    removeSome(change.tx, listNames, domain, lists, (id) =>
      listObjects.delete(change, listOf(change.tx, id)),
    ),
  (change, domain) =>
    removeSome(change.tx, taskNames, domain, namedTasks, (id) =>
      taskObjects.delete(change, namedTaskOf(change.tx, id)),
    ),
  (change, domain) =>
    removeSome(change.tx, forwarderNames, domain, forwarders, (id) =>
      forwarderObjects.delete(change, forwarderOf(change.tx, id)),
    ),
  (change, domain) => {
    let rows = 0;
    for (const [key, entry] of some(change.tx, names, domain, objectsAtOnce)) {
      // An alias goes with its Account, of which it is as good a name as any other.
      if (entry.kind === 'account' || entry.kind === 'alias') {
        const isHere = accountRow(change.tx, entry.id)?.domain === domain;
        if (isHere) rows += removeAccount(change, accountOf(change.tx, entry.id));
      }
      change.tx.remove(names, key);
      rows += rowsOfObject;
    }
    return rows;
  },
];

function removeSome<Key extends Id>(
  tx: DerivedWriter,
  index: DerivedTable<string, Key>,
  domain: DomainId,
  objects: Table<Key, unknown>,
  remove: (id: Key) => void,
): number {
  const found = some(tx, index, domain, objectsAtOnce);
  for (const [key, id] of found) {
    if (tx.get(objects, id) === undefined) tx.remove(index, key);
    else remove(id);
  }
  return found.length * rowsOfObject;
}

function some<Row>(
  tx: Reader,
  table: Table<string, Row>,
  domain: DomainId,
  limit: number,
): readonly (readonly [string, Row])[] {
  return [...tx.range(table, { ...keysUnder(`${domain}/`), limit })];
}
