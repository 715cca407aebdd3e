/**
 * Groups: create, rename, delete, read and replace (objects, section 6 and the matrix of section
 * 10), and what happens to their members when other objects appear, move or go. `group-members.ts`
 * knows how members are kept.
 */
import { keysUnder, type Reader } from '../store/store.js';
import {
  groupNames,
  inDomain,
  names,
  type GroupRow,
  type Id,
  type ObjectKind,
} from '../store/tables.js';
import { print } from '../values/print.js';
import { isArray, type Dictionary, type Value } from '../values/value.js';
import type { Change } from './change.js';
import {
  addToCounter,
  countOf,
  domainById,
  fullName,
  newId,
  requireFreeName,
  type Found,
} from './directory.js';
import { asksForDefault, dictionaryOf, replaced } from './documents.js';
import {
  bindAwaited,
  forgetMembers,
  groupsHolding,
  keepMembers,
  memberTexts,
  memberTokens,
  withText,
  withoutObject,
} from './group-members.js';
import type { ObjectName } from './names.js';
import { refuse } from './refusal.js';
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
    replaceRow(change, { id, row }, { ...row, members: edit(row.members) });
  }
}

/** The names of a Domain's Groups, sorted. */
export function listGroups(tx: Reader, domain: Id): readonly string[] {
  const prefix = inDomain(domain, '');
  return Array.from(tx.range(groupNames, keysUnder(prefix)), ([key]) => key.slice(prefix.length));
}

/** A Group as one dictionary: its settings, and `Members`, which is always there. */
export function groupDictionary(tx: Reader, row: GroupRow): Dictionary {
  return new Map<string, Value>(dictionaryOf(row.settings)).set('Members', memberTexts(tx, row));
}

/**
 * Creates a Group from its dictionary. Refuses with `...-exists` when an object has the name, and
 * with `illegal-value` when `Members` cannot be read.
 */
export function createGroup(change: Change, domain: Id, name: ObjectName, given: Dictionary): Id {
  const { tx } = change;
  requireFreeName(tx, domain, name);
  const id = newId(tx);
  tx.put(names, inDomain(domain, name), { kind: 'group', id, type: '' });
  tx.put(groupNames, inDomain(domain, name), id);
  addToCounter(tx, countOf('group', domain), 1);
  const row = rowOf(tx, { domain, name }, given);
  keepMembers(tx, id, [], row);
  change.effects.push({
    kind: 'group',
    id,
    name: fullName(tx, domain, name),
    field: 'created',
    before: undefined,
    after: describe(tx, row),
  });
  nameAppeared(change, domain, name, 'group', id);
  return id;
}

/** Replaces a Group's whole dictionary, its members included. Refuses with `illegal-value`. */
export function setGroup(change: Change, group: Found<GroupRow>, given: Dictionary): void {
  replaceRow(change, group, rowOf(change.tx, group.row, given));
}

/**
 * Gives a Group a new name in its Domain. Refuses with `...-exists` when an object has the name,
 * the Group itself not excepted.
 */
export function renameGroup(change: Change, { id, row }: Found<GroupRow>, name: ObjectName): void {
  const { tx } = change;
  const { domain } = row;
  requireFreeName(tx, domain, name);
  tx.remove(names, inDomain(domain, row.name));
  tx.remove(groupNames, inDomain(domain, row.name));
  tx.put(names, inDomain(domain, name), { kind: 'group', id, type: '' });
  tx.put(groupNames, inDomain(domain, name), id);
  keepMembers(tx, id, row.members, { ...row, name });
  const [before, after] = [fullName(tx, domain, row.name), fullName(tx, domain, name)];
  change.effects.push({
    kind: 'group',
    id,
    name: after,
    field: 'name',
    before: print(before),
    after: print(after),
  });
  nameAppeared(change, domain, name, 'group', id);
}

/** Deletes a Group; its members stay what they are. */
export function deleteGroup(change: Change, { id, row }: Found<GroupRow>): void {
  const { tx } = change;
  const { domain } = row;
  const before = describe(tx, row);
  const members = withoutObject(row.members, id);
  keepMembers(tx, id, row.members, { ...row, members });
  objectGone(change, id);
  forgetMembers(tx, { id, row: { ...row, members } });
  tx.remove(names, inDomain(domain, row.name));
  tx.remove(groupNames, inDomain(domain, row.name));
  addToCounter(tx, countOf('group', domain), -1);
  const name = fullName(tx, domain, row.name);
  change.effects.push({ kind: 'group', id, name, field: 'deleted', before, after: undefined });
}

/** The row that a dictionary makes. */
function rowOf(
  tx: Reader,
  { domain, name }: { readonly domain: Id; readonly name: string },
  given: Dictionary,
): GroupRow {
  const settings = new Map(replaced(given));
  settings.delete('Members');
  const owner = { id: domain, row: domainById(tx, domain) };
  const members = memberTokens(tx, owner, givenMembers(given));
  return { domain, name, members, settings: print(settings) };
}

/** The members that a client gives; one sends the string `NO` for none. */
function givenMembers(given: Dictionary): readonly string[] {
  const members = given.get('Members');
  if (members === undefined || asksForDefault(members)) return [];
  if (typeof members === 'string' && members.toLowerCase() === 'no') return [];
  if (isArray(members) && members.every((member) => typeof member === 'string')) return members;
  return refuse('illegal-value', 'group members must be an array of strings');
}

/** Keeps a Group's row, and tells the journal what of it changed. */
function replaceRow(change: Change, { id, row }: Found<GroupRow>, next: GroupRow): void {
  const { tx, effects } = change;
  const before = describe(tx, row);
  keepMembers(tx, id, row.members, next);
  const after = describe(tx, next);
  if (before === after) return;
  const name = fullName(tx, row.domain, row.name);
  effects.push({ kind: 'group', id, name, field: 'settings', before, after });
}

/** A Group's whole dictionary as the journal tells of it. */
function describe(tx: Reader, row: GroupRow): string {
  return maskedText(groupDictionary(tx, row));
}
