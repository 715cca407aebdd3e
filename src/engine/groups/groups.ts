/**
 * Groups: create, rename, delete, read and replace (objects, section 6 and the matrix of section
 * 10). `rolls.ts` knows how members are kept, `group-members.ts` what they mean, and
 * `group-following.ts` what happens to them when other objects appear, move or go.
 */
import { goneKey, gone } from '../../tables/gone-tables.js';
import { rolls } from '../../tables/roll-tables.js';
import type { Reader, DerivedWriter } from '../../store/store.js';
import {
  groupNames,
  groups,
  type DomainId,
  type GroupId,
  type GroupRow,
  type RollId,
} from '../../tables/tables.js';
import { asciiLower } from '../../values/letters.js';
import { print } from '../../values/print.js';
import { isArray, type Dictionary } from '../../values/value.js';
import type { Change } from '../core/change.js';
import { type FoundGroup, domainOf, groupOf, requireFreeName } from '../directory/directory.js';
import { asksForDefault, replaced } from '../core/documents.js';
import { groupText } from '../directory/group-following.js';
import { distinctMembers, memberTokens } from '../directory/group-members.js';
import { NamedObjects } from '../directory/named-objects.js';
import type { ObjectName } from '../core/names.js';
import { refuse } from '../core/refusal.js';
import { discard } from '../directory/remains.js';
import { addMembers, newRoll, tokensOf } from '../directory/rolls.js';

/** The Groups. */
export const groupObjects = new NamedObjects<GroupId, GroupRow>({
  kind: 'group',
  index: groupNames,
  table: groups,
  attach: (tx, id, row) => tx.put(rolls, row.roll, { domain: row.domain, group: id }),
  detach: (change, _id, row) => giveUpRoll(change, row),
  textOf: groupText,
});

/**
 * How long members that are written aside wait for their Group before they are swept, in ms. The
 * longest Group is written in seconds, so nobody needs another time.
 */
const asideMs = 600_000;

/**
 * Creates a Group from its dictionary. Refuses with `...-exists` when an object has the name, and
 * with `illegal-value` when `Members` cannot be read. `roll` has the members when they were written
 * aside.
 */
export function createGroup(
  change: Change,
  domain: DomainId,
  name: ObjectName,
  given: Dictionary,
  roll?: RollId,
): GroupId {
  const { tx } = change;
  requireFreeName(tx, domain, name);
  const settings = print(settingsOf(given));
  const own = roll === undefined ? writtenRoll(tx, domain, given) : takenRoll(tx, roll, domain);
  return groupObjects.add(change, { domain, name, roll: own, settings });
}

/**
 * Replaces a Group's whole dictionary, its members included. Refuses with `illegal-value`. `roll` has
 * the members when they were written aside.
 */
export function setGroup(
  change: Change,
  found: FoundGroup,
  given: Dictionary,
  roll?: RollId,
): void {
  const { tx } = change;
  const { id, row } = found;
  const settings = print(settingsOf(given));
  const own = roll === undefined ? rollOf(tx, row, given) : takenRoll(tx, roll, row.domain);
  if (own === row.roll && settings === row.settings) return;
  groupObjects.edit(change, found, (present) => ({ ...present, roll: own, settings }));
  tx.put(rolls, own, { domain: row.domain, group: id });
  if (own !== row.roll) giveUpRoll(change, row);
}

/** Removes Groups whose Domain goes. The journal is told of all of them before any of them goes. */
export function removeGroups(change: Change, ids: readonly GroupId[]): void {
  const { tx } = change;
  const doomed = ids
    .filter((id) => tx.get(groups, id) !== undefined)
    .map((id) => groupOf(tx, id))
    .map((found) => ({ found, told: groupObjects.deleted(change, found) }));
  for (const { found, told } of doomed) groupObjects.remove(change, found, told);
}

/**
 * Begins to write members aside, for a Group with so many that they would hold up everyone else:
 * gives the roll for `continueRoll` and then for `createGroup` or `setGroup`. Members in it follow
 * their objects from the beginning. A roll that no Group takes is swept.
 */
export function beginRoll(tx: DerivedWriter, domain: DomainId, now: number): RollId {
  const roll = newRoll(tx, domain, 0);
  tx.put(gone, goneKey('roll', roll), { from: now + asideMs, name: '' });
  return roll;
}

/** Writes further members of a roll, from a place on. Refuses with `illegal-value`. */
export function continueRoll(
  tx: DerivedWriter,
  roll: RollId,
  first: number,
  texts: readonly string[],
): void {
  const domain = tx.get(rolls, roll)?.domain ?? refuse('unknown-group');
  addMembers(tx, roll, first, memberTokens(tx, domainOf(tx, domain), texts));
}

/** A dictionary without the members. */
function settingsOf(given: Dictionary): Dictionary {
  const settings = new Map(replaced(given));
  settings.delete('Members');
  return settings;
}

/** The roll of a Group that shall have the given members: the one that it has, if it has them. */
function rollOf(tx: DerivedWriter, row: GroupRow, given: Dictionary): RollId {
  const tokens = tokensGiven(tx, row.domain, given);
  let index = 0;
  for (const token of tokensOf(tx, row.roll)) {
    if (token !== tokens[index]) return newRollOf(tx, row.domain, tokens);
    index += 1;
  }
  return index === tokens.length ? row.roll : newRollOf(tx, row.domain, tokens);
}

function writtenRoll(tx: DerivedWriter, domain: DomainId, given: Dictionary): RollId {
  return newRollOf(tx, domain, tokensGiven(tx, domain, given));
}

function tokensGiven(tx: Reader, domain: DomainId, given: Dictionary): readonly string[] {
  const texts = distinctMembers(givenMembers(given), new Set());
  return memberTokens(tx, domainOf(tx, domain), texts);
}

function newRollOf(tx: DerivedWriter, domain: DomainId, tokens: readonly string[]): RollId {
  const roll = newRoll(tx, domain, 0);
  addMembers(tx, roll, 0, tokens);
  return roll;
}

/** A roll that was written aside is nobody's rest any more. */
function takenRoll(tx: DerivedWriter, roll: RollId, domain: DomainId): RollId {
  if (tx.get(rolls, roll)?.domain !== domain) refuse('unknown-domain');
  if (tx.get(gone, goneKey('roll', roll)) === undefined) {
    throw new Error(`the roll ${roll}, written aside, was swept`);
  }
  tx.remove(gone, goneKey('roll', roll));
  return roll;
}

function giveUpRoll(change: Change, { domain, roll }: GroupRow): void {
  change.tx.put(rolls, roll, { domain, group: 0 });
  discard(change, 'roll', roll);
}

/** The members that a client gives; one sends the string `NO` for none. Refuses with `illegal-value`. */
export function givenMembers(given: Dictionary): readonly string[] {
  const members = given.get('Members');
  if (members === undefined || asksForDefault(members)) return [];
  if (typeof members === 'string' && asciiLower(members) === 'no') return [];
  if (isArray(members) && members.every((member) => typeof member === 'string')) return members;
  return refuse('illegal-value', 'group members must be an array of strings');
}
