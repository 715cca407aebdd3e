/**
 * Deleting a Domain, with FORCE together with everything in it (objects, sections 4 and 10.2).
 * References from elsewhere - Forwarders, Groups of other Domains, `AdminDomainName` - stay as they
 * are and point nowhere.
 */
import { lists } from '../store/list-tables.js';
import { keysUnder, type Table, type Writer } from '../store/store.js';
import {
  counters,
  documents,
  domainNames,
  domains,
  forwarders,
  groupNames,
  groups,
  names,
  type Id,
  type NameRow,
  type ObjectKind,
} from '../store/tables.js';
import { namedTasks } from '../store/task-tables.js';
import { removeAccount } from './accounts.js';
import type { Change } from './change.js';
import { accountById, countOf, fullName } from './directory.js';
import { dictionaryOf } from './documents.js';
import { findSecondaryDomain } from './domains.js';
import { removeSetsOf } from './file-sets.js';
import { deleteForwarder } from './forwarders.js';
import { groupText } from './group-following.js';
import { deleteList } from './lists.js';
import type { DomainName } from './names.js';
import { deleteNamedTask } from './named-tasks.js';
import { refuse } from './refusal.js';
import { discard } from './remains.js';
import { maskedText } from './secrets.js';

type Counted = Parameters<typeof countOf>[0];

const counted: readonly Counted[] = [
  'account',
  'grade AGrade',
  'grade BGrade',
  'grade CGrade',
  'alias',
  'group',
  'forwarder',
  'list',
  'task',
  'telnum',
  'awaited',
];

/**
 * Deletes a secondary Domain, which must be given by its real name. Refuses with `unknown-domain`,
 * `main-domain`, or, unless `force` is given, `domain-not-empty`.
 */
export function deleteDomain(change: Change, name: DomainName, force: boolean): void {
  const { tx } = change;
  const { id, row } = findSecondaryDomain(tx, name);
  const objects = namesIn(tx, id, force ? Infinity : 1);
  if (objects.length > 0) {
    if (!force) refuse('domain-not-empty');
    removeObjects(change, objects);
  }
  for (const own of [row.name, ...row.aliases]) tx.remove(domainNames, own);
  removeAllUnder(tx, names, id);
  removeAllUnder(tx, groupNames, id);
  removeAllUnder(tx, documents, id);
  removeSetsOf(tx, id);
  for (const kind of counted) tx.remove(counters, countOf(kind, id));
  tx.remove(domains, id);
  change.effects.push({
    kind: 'domain',
    id,
    name: row.name,
    field: 'deleted',
    before: maskedText(dictionaryOf(row.settings)),
    after: undefined,
  });
}

function namesIn(tx: Writer, domain: Id, limit: number): readonly NameRow[] {
  const span = keysUnder(`${domain}/`);
  const found = tx.range(names, limit === Infinity ? span : { ...span, limit });
  return Array.from(found, ([, row]) => row);
}

/**
 * Groups go first and all together: nobody shall rewrite a long Group once for every member that
 * goes, and the journal tells the members of each Group by their names.
 */
function removeObjects(change: Change, objects: readonly NameRow[]): void {
  const { tx } = change;
  const idsOf = (kind: ObjectKind): readonly Id[] =>
    objects.filter((object) => object.kind === kind).map(({ id }) => id);
  const groupIds = idsOf('group');
  if (groupIds.length > 0) {
    removeGroups(change, groupIds);
  }
  for (const id of idsOf('forwarder')) {
    const row = tx.get(forwarders, id);
    if (row) deleteForwarder(change, { id, row });
  }
  for (const id of idsOf('list')) {
    const row = tx.get(lists, id);
    if (row) deleteList(change, { id, row });
  }
  for (const id of idsOf('task')) {
    const row = tx.get(namedTasks, id);
    if (row) deleteNamedTask(change, { id, row });
  }
  for (const id of idsOf('account')) removeAccount(change, { id, row: accountById(tx, id) });
}

function removeGroups({ tx, effects }: Change, ids: readonly Id[]): void {
  for (const id of ids) {
    const row = tx.get(groups, id);
    if (row === undefined) continue;
    const name = fullName(tx, row.domain, row.name);
    const before = groupText(tx, row);
    effects.push({ kind: 'group', id, name, field: 'deleted', before, after: undefined });
  }
  for (const id of ids) {
    const row = tx.get(groups, id);
    tx.remove(groups, id);
    if (row !== undefined) discard(tx, 'roll', row.roll);
  }
}

/** Removes the rows whose keys begin with an id. */
function removeAllUnder<Row>(tx: Writer, table: Table<string, Row>, id: Id): void {
  const doomed = Array.from(tx.range(table, keysUnder(`${id}/`)), ([key]) => key);
  for (const key of doomed) tx.remove(table, key);
}
