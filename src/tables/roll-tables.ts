/**
 * The tables of Groups' members. A roll is all members of one Group, one row each, so that a change
 * of one member costs by that member however long the roll is. A Group that gets other members gets
 * another roll: a long one is written aside, and the Group changes over in one small step.
 *
 * A member is a token: `@` and text for anything that is not an object of the Domain; `#`, a kind
 * letter (a, g, f, l, t) and an id for an object of the Domain given by its bare name; `%`, letter
 * and id for one given with its Domain. Tokens with an id print the current name. A member that names
 * an alias has the letter n, its Account's id, `/` and the alias as it was given, which it prints.
 */
import { derivedKeys, derivedTable, derivedValues, id, key, text } from './columns.js';
import type { DomainId, GroupId, RollId } from './tables.js';

/** Whose members a roll has, by its id. */
export const rolls = derivedTable('rolls', key<RollId>(), {
  domain: id<DomainId>(),
  /** 0 while it is being written, and when the Group is gone or has another roll. */
  group: id<GroupId>(),
});

/** Members: key `rollId/place` to a token; places are in the order of the members, with gaps. */
export const rollMembers = derivedValues('rollMembers', key<string>(), text());

/** Where an object is a member: key `objectId/rollId/place`. */
export const memberOf = derivedKeys('memberOf');

/** Where a bare name is a member that no object has yet: key `domainId/name/rollId/place`. */
export const awaitedNames = derivedKeys('awaitedNames');

/** The most members that a roll can have places for. */
export const placesMax = 1_000_000_000;

/** The key of a member. */
export function inRoll(roll: RollId, place: number): string {
  return `${roll}/${String(place).padStart(9, '0')}`;
}
