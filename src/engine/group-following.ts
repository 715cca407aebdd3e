/**
 * What happens to Groups when other objects of their Domain appear, move or go (objects, section 6
 * and the matrix of section 10), and how they are told of. `group-members.ts` knows how members are
 * kept.
 */
import type { Reader } from '../store/store.js';
import type { GroupRow, Id, ObjectKind } from '../store/tables.js';
import type { Dictionary, Value } from '../values/value.js';
import type { Change } from './change.js';
import { fullName, type Found } from './directory.js';
import { dictionaryOf } from './documents.js';
import {
  bindAwaited,
  groupsHolding,
  keepMembers,
  memberTexts,
  withText,
  withoutObject,
} from './group-members.js';
import type { ObjectName } from './names.js';
import { maskedText } from './secrets.js';

/**
 * Tells the Groups of a Domain that a new object, or an old one under a new name, answers to `name`
 * there: members that awaited the name follow the object from now on. Call it when the name is
 * taken. Costs one read of a counter when the Domain's Groups await nothing.
 */
export function nameAppeared(
  change: Change,
  domain: Id,
  name: ObjectName,
  kind: ObjectKind,
  id: Id,
): void {
  bindAwaited(change.tx, domain, name, kind, id);
}

/**
 * Removes an object that is about to be deleted from all Groups of its Domain. Call it while the
 * object's row is still there: the journal tells the members by name.
 */
export function objectGone(change: Change, id: Id): void {
  replaceInGroups(change, id, (members) => withoutObject(members, id));
}

/**
 * Writes the full new address of an object that is about to leave its Domain into the Groups of the
 * Domain that it leaves. Call it while the object's row still has the old name.
 */
export function objectMoved(change: Change, id: Id, newAddress: string): void {
  replaceInGroups(change, id, (members) => withText(members, id, newAddress));
}

function replaceInGroups(
  change: Change,
  object: Id,
  edit: (members: readonly string[]) => readonly string[],
): void {
  for (const { id, row } of groupsHolding(change.tx, object)) {
    // A Group that holds itself goes as it is.
    if (id === object) continue;
    replaceGroup(change, { id, row }, { ...row, members: edit(row.members) });
  }
}

/** Keeps a Group's row, and tells the journal what of it changed. */
export function replaceGroup(change: Change, { id, row }: Found<GroupRow>, next: GroupRow): void {
  const { tx, effects } = change;
  const before = groupText(tx, row);
  keepMembers(tx, id, row.members, next);
  const after = groupText(tx, next);
  if (before === after) return;
  const name = fullName(tx, row.domain, row.name);
  effects.push({ kind: 'group', id, name, field: 'settings', before, after });
}

/** A Group as one dictionary: its settings, and `Members`, which is always there. */
export function groupDictionary(tx: Reader, row: GroupRow): Dictionary {
  return new Map<string, Value>(dictionaryOf(row.settings)).set('Members', memberTexts(tx, row));
}

/** A Group's whole dictionary as the journal tells of it. */
export function groupText(tx: Reader, row: GroupRow): string {
  return maskedText(groupDictionary(tx, row));
}
