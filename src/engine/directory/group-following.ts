/**
 * What happens to Groups when other objects of their Domain appear, move or go (objects, section 6
 * and the matrix of section 10), and how they are told of. `group-members.ts` knows how members are
 * kept.
 */
import { gone, goneKey } from '../../tables/gone-tables.js';
import { rolls } from '../../tables/roll-tables.js';
import { mapInSteps } from '../../store/steps.js';
import type { Reader } from '../../store/store.js';
import {
  groups,
  type GroupId,
  type DomainId,
  type AccountId,
  type GroupRow,
  type ObjectId,
  type ObjectKind,
} from '../../tables/tables.js';
import { asciiLower } from '../../values/letters.js';
import { print } from '../../values/print.js';
import type { Dictionary, Value } from '../../values/value.js';
import type { Change } from '../core/change.js';
import { dictionaryOf } from '../core/documents.js';
import { effectOn } from '../core/effects.js';
import { aliasIn, bindAwaited, memberText, memberTexts } from './group-members.js';
import type { ObjectName } from '../core/names.js';
import { membersBoundTo, replaceMember } from './rolls.js';
import { maskedText } from '../core/secrets.js';
import { subjectOf } from './subjects.js';

/** How many places in Groups an object that is deleted leaves at once; some four milliseconds. */
const placesAtOnce = 200;

/** How many members of a Group the journal tells by name. */
const membersTold = 1000;

/**
 * Tells the Groups of a Domain that a new object, or an old one under a new name, answers to `name`
 * there: members that awaited the name follow the object from now on. Call it when the name is
 * taken. Costs one read of a counter when the Domain's Groups await nothing.
 */
export function nameAppeared(
  change: Change,
  domain: DomainId,
  name: ObjectName,
  kind: ObjectKind,
  id: ObjectId,
): void {
  bindAwaited(change.tx, domain, name, kind, id);
}

/**
 * Removes an object that is deleted, and had this name, from all Groups of its Domain. Where they are
 * many it leaves a few of them at once and the others little by little (`leaveGroups`); no answer
 * shows it there any more.
 */
export function objectGone(change: Change, id: ObjectId, name: string): void {
  const left = replaceInGroups(change, id, () => undefined, {
    limit: placesAtOnce,
    nameThen: name,
  });
  if (left >= placesAtOnce) change.tx.put(gone, goneKey('places', id), { from: 0, name });
}

/** Goes on with an object that is gone and leaves its Groups. */
export function leaveGroups(change: Change, id: ObjectId): void {
  const { tx } = change;
  const nameThen = tx.get(gone, goneKey('places', id))?.name ?? '';
  const left = replaceInGroups(change, id, () => undefined, { limit: placesAtOnce, nameThen });
  if (left < placesAtOnce) tx.remove(gone, goneKey('places', id));
}

/** Removes aliases that an Account gives up from all Groups of its Domain (ruling 24). */
export function aliasesGone(
  change: Change,
  account: AccountId,
  aliases: ReadonlySet<string>,
): void {
  if (aliases.size === 0) return;
  replaceInGroups(change, account, (token) => {
    const held = aliasIn(token);
    return held !== undefined && aliases.has(asciiLower(held)) ? undefined : token;
  });
}

/**
 * Writes the full new address of an object that is about to leave its Domain into the Groups of the
 * Domain that it leaves; its aliases go with it. Call it while the object's row still has the old name.
 */
export function objectMoved(change: Change, id: ObjectId, newAddress: string): void {
  const domain = newAddress.slice(newAddress.lastIndexOf('@'));
  replaceInGroups(change, id, (token) => {
    const alias = aliasIn(token);
    return `@${alias === undefined ? newAddress : alias + domain}`;
  });
}

/**
 * Puts another token, or none, in the place of each member that is bound to an object, or of the first
 * `limit`; returns how many those were. `nameThen` is the name that an object had that is gone.
 */
function replaceInGroups(
  change: Change,
  object: ObjectId,
  edit: (token: string) => string | undefined,
  { limit, nameThen }: { readonly limit?: number; readonly nameThen?: string } = {},
): number {
  const { tx } = change;
  const replaced = new Map<GroupId, { readonly before: string[]; readonly after: string[] }>();
  const members = membersBoundTo(tx, object, limit);
  for (const member of members) {
    const { domain = 0, group = 0 } = tx.get(rolls, member.roll) ?? {};
    const token = edit(member.token);
    // A Group that holds itself goes as it is.
    if (group === object || token === member.token) continue;
    const isShown = tx.get(groups, group) !== undefined;
    if (isShown) {
      const { before, after } = replaced.get(group) ?? { before: [], after: [] };
      before.push(memberText(tx, domain, member.token, nameThen));
      if (token !== undefined) after.push(memberText(tx, domain, token));
      replaced.set(group, { before, after });
    }
    replaceMember(tx, member, token);
  }
  for (const [group, { before, after }] of replaced) noteMembers(change, group, before, after);
  return members.length;
}

/** Tells the journal which members of a Group others took the place of. */
function noteMembers(
  change: Change,
  id: GroupId,
  before: readonly string[],
  after: readonly string[],
): void {
  const row = change.tx.get(groups, id);
  if (row === undefined) return;
  const told = { before: print(before), after: print(after) };
  change.tell(effectOn(subjectOf(change.tx, 'group', id, row), 'members', told));
}

/**
 * A Group as one dictionary: its settings, and `Members`, which is always there. Costs by the number
 * of members.
 */
export function groupDictionary(tx: Reader, row: GroupRow): Dictionary {
  return withMembers(row, [...memberTexts(tx, row)]);
}

/** As `groupDictionary`, in steps. */
export function* groupDictionaryInSteps(tx: Reader, row: GroupRow): Generator<void, Dictionary> {
  return withMembers(row, yield* mapInSteps(memberTexts(tx, row), (text) => text));
}

/** A Group's settings with these members. */
export function withMembers(row: GroupRow, members: readonly string[]): Dictionary {
  return new Map<string, Value>(dictionaryOf(row.settings)).set('Members', members);
}

/**
 * A Group's dictionary as the journal tells of it. Of a long Group it tells the first members only,
 * and `MoreMembers`.
 */
export function groupText(tx: Reader, row: GroupRow): string {
  const told: string[] = [];
  for (const text of memberTexts(tx, row)) {
    if (told.length === membersTold) {
      return maskedText(new Map(withMembers(row, told)).set('MoreMembers', 'YES'));
    }
    told.push(text);
  }
  return maskedText(withMembers(row, told));
}
