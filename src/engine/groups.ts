/**
 * Groups: create, rename, delete, read and replace (objects, section 6 and the matrix of section
 * 10). `group-members.ts` knows how members are kept, `group-following.ts` what happens to them when
 * other objects appear, move or go.
 */
import type { Reader } from '../store/store.js';
import { groupNames, groups, type GroupRow, type Id } from '../store/tables.js';
import { asciiLower } from '../values/letters.js';
import { print } from '../values/print.js';
import { isArray, type Dictionary } from '../values/value.js';
import type { Change } from './change.js';
import { domainById, requireFreeName, type Found } from './directory.js';
import { asksForDefault, replaced } from './documents.js';
import { groupText, replaceGroup } from './group-following.js';
import { forgetMembers, keepMembers, memberTokens } from './group-members.js';
import { NamedObjects } from './named-objects.js';
import type { ObjectName } from './names.js';
import { refuse } from './refusal.js';

const groupObjects = new NamedObjects<GroupRow>({
  kind: 'group',
  index: groupNames,
  put: (tx, id, row) => keepMembers(tx, id, tx.get(groups, id)?.members ?? [], row),
  remove: forgetMembers,
  textOf: groupText,
});

/** The names of a Domain's Groups, sorted. */
export function listGroups(tx: Reader, domain: Id): readonly string[] {
  return Array.from(groupObjects.namesAndIds(tx, domain), ([name]) => name);
}

/**
 * Creates a Group from its dictionary. Refuses with `...-exists` when an object has the name, and
 * with `illegal-value` when `Members` cannot be read.
 */
export function createGroup(change: Change, domain: Id, name: ObjectName, given: Dictionary): Id {
  requireFreeName(change.tx, domain, name);
  return groupObjects.add(change, rowOf(change.tx, { domain, name }, given));
}

/** Replaces a Group's whole dictionary, its members included. Refuses with `illegal-value`. */
export function setGroup(change: Change, { id, row }: Found<GroupRow>, given: Dictionary): void {
  replaceGroup(change, { id, row }, rowOf(change.tx, row, given));
}

/** Gives a Group a new name in its Domain. Refuses as `NamedObjects.rename`. */
export function renameGroup(change: Change, found: Found<GroupRow>, name: ObjectName): void {
  groupObjects.rename(change, found, name);
}

/** Deletes a Group; its members stay what they are. */
export function deleteGroup(change: Change, found: Found<GroupRow>): void {
  groupObjects.delete(change, found);
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
  if (typeof members === 'string' && asciiLower(members) === 'no') return [];
  if (isArray(members) && members.every((member) => typeof member === 'string')) return members;
  return refuse('illegal-value', 'group members must be an array of strings');
}
