/**
 * Rolls: how the members of Groups are kept (`tables/roll-tables.ts`), and the two indexes that find
 * them: `memberOf` leads from an object to its places in rolls, `awaitedNames` from a name that
 * nobody has to the places that await it. Every change costs by the members that it touches. What a
 * member means and how it is shown is in `group-members.ts`.
 */
import {
  keysUnder,
  type Reader,
  type DerivedWriter,
  type DerivedTable,
} from '../../store/store.js';
import { awaitedNames, inRoll, memberOf, rollMembers, rolls } from '../../tables/roll-tables.js';
import type { GroupId, DomainId, RollId, ObjectId } from '../../tables/tables.js';
import { foldedAddress } from '../../values/letters.js';
import { addToCounter, counter, countOf, newId } from './directory.js';
import { asObjectName } from '../core/names.js';

/** A member and where it is. */
export interface Member {
  readonly roll: RollId;
  readonly place: number;
  readonly token: string;
}

/** Where a member is found. */
type IndexRow = readonly [table: DerivedTable<string, ''>, key: string];

/** Makes an empty roll of a Group, or of nobody while `group` is 0. */
export function newRoll(tx: DerivedWriter, domain: DomainId, group: GroupId): RollId {
  const id = newId(tx);
  tx.put(rolls, id, { domain, group });
  return id;
}

/** The tokens of a roll, in order. */
export function* tokensOf(tx: Reader, roll: RollId): Generator<string, void> {
  for (const [, token] of tx.range(rollMembers, keysUnder(`${roll}/`))) yield token;
}

/**
 * Adds members at a place, which is behind all others, and at those that follow it. What is in the
 * roll already does not come in twice.
 */
export function addMembers(
  tx: DerivedWriter,
  roll: RollId,
  first: number,
  tokens: readonly string[],
): void {
  tokens.forEach((token, index) => putMember(tx, { roll, place: first + index, token }));
}

/** Puts another token in a member's place, or none; of two that are the same then the first stays. */
export function replaceMember(tx: DerivedWriter, member: Member, token: string | undefined): void {
  removeMember(tx, member);
  if (token !== undefined) putMember(tx, { ...member, token });
}

/** Removes members from the beginning of a roll, at most `limit`; returns how many. */
export function dropMembers(tx: DerivedWriter, roll: RollId, limit: number): number {
  const some = Array.from(tx.range(rollMembers, { ...keysUnder(`${roll}/`), limit }));
  for (const [key, token] of some) removeMember(tx, memberAt(key, token));
  return some.length;
}

/** The members that are bound to an object, at most `limit`. */
export function membersBoundTo(tx: Reader, object: ObjectId, limit?: number): readonly Member[] {
  return membersUnder(tx, memberOf, `${object}/`, limit);
}

/** The members that await a name of a Domain. */
export function membersAwaiting(tx: Reader, domain: DomainId, name: string): readonly Member[] {
  return membersUnder(tx, awaitedNames, `${domain}/${name}/`);
}

/** Whether an object is in a roll. */
export function isInRoll(tx: Reader, object: ObjectId, roll: RollId): boolean {
  return [...tx.range(memberOf, { ...keysUnder(`${object}/${roll}/`), limit: 1 })].length > 0;
}

/** The id that a token is bound to; undefined for text. */
export function boundTo(token: string): ObjectId | undefined {
  return token.startsWith('@') ? undefined : Number.parseInt(token.slice(2), 10);
}

/** The row in one of the indexes that a member asks for, if any. */
export function indexRow(domain: DomainId, { roll, place, token }: Member): IndexRow | undefined {
  const object = boundTo(token);
  if (object !== undefined) return [memberOf, `${object}/${inRoll(roll, place)}`];
  const name = awaitedName(token);
  return name === undefined
    ? undefined
    : [awaitedNames, `${domain}/${name}/${inRoll(roll, place)}`];
}

/** The member that a key of `rollMembers`, or the end of a key of an index, leads to. */
export function memberAt(key: string, token: string): Member {
  const [roll, place] = key.split('/').slice(-2);
  return { roll: Number(roll), place: Number(place), token };
}

/**
 * A text in the shape of a name is awaited whatever Domain it is given with, so that the key follows
 * from the member alone, also after the Domain was renamed; whoever binds it looks closer.
 */
function awaitedName(token: string): string | undefined {
  const at = token.lastIndexOf('@');
  return asObjectName(at === 0 ? token.slice(1) : token.slice(1, at));
}

function membersUnder(
  tx: Reader,
  table: DerivedTable<string, ''>,
  prefix: string,
  limit = Infinity,
): readonly Member[] {
  const found: Member[] = [];
  for (const [key] of tx.range(table, keysUnder(prefix))) {
    if (found.length >= limit) break;
    const token = tx.get(rollMembers, key.split('/').slice(-2).join('/'));
    if (token !== undefined) found.push(memberAt(key, token));
  }
  return found;
}

function putMember(tx: DerivedWriter, member: Member): void {
  const domain = domainOf(tx, member.roll);
  const row = indexRow(domain, member);
  if (row !== undefined && !isFirstOfItsKind(tx, row, member)) return;
  tx.put(rollMembers, inRoll(member.roll, member.place), member.token);
  if (row === undefined) return;
  const [table, key] = row;
  tx.put(table, key, '');
  if (table === awaitedNames) addToCounter(tx, countOf('awaited', domain), 1);
}

/**
 * Whether no earlier place of the roll has a member that differs in letter case only; one that has
 * a later place leaves it, for the first stays (ruling 25).
 */
function isFirstOfItsKind(tx: DerivedWriter, [table, key]: IndexRow, member: Member): boolean {
  const wanted = foldedAddress(member.token);
  const others = membersUnder(tx, table, key.slice(0, key.lastIndexOf('/') + 1));
  const same = others.find((other) => foldedAddress(other.token) === wanted);
  if (same === undefined) return true;
  if (same.place < member.place) return false;
  removeMember(tx, same);
  return true;
}

function removeMember(tx: DerivedWriter, member: Member): void {
  tx.remove(rollMembers, inRoll(member.roll, member.place));
  const domain = domainOf(tx, member.roll);
  const row = indexRow(domain, member);
  if (row === undefined) return;
  const [table, key] = row;
  tx.remove(table, key);
  // What is left of a Domain that is gone is not counted any more.
  const count = countOf('awaited', domain);
  if (table === awaitedNames && counter(tx, count) > 0) addToCounter(tx, count, -1);
}

function domainOf(tx: Reader, roll: RollId): DomainId {
  const row = tx.get(rolls, roll);
  if (row === undefined) throw new Error(`the roll ${roll} of a group is lost`);
  return row.domain;
}
