/**
 * Writes the members of long Groups aside, a few in each transaction, so that nobody waits: the
 * Group takes them over in one small step (see `src/engine/groups/groups/groups.ts`).
 */
import { distinctMembers } from '../engine/directory/group-members.js';
import { beginRoll, continueRoll } from '../engine/groups/groups.js';
import type { Store } from '../store/store.js';
import type { Id } from '../tables/tables.js';
import type { Folded } from '../values/letters.js';

/** How many members one transaction writes; some two milliseconds of work. */
const membersAtOnce = 250;

/** What the writer needs of the running server. */
export interface RollWriterParts {
  readonly store: Store;
  /** The clock: milliseconds since 1970. */
  readonly now: () => number;
}

/**
 * Writes members of a Domain's Group, given as texts, into a roll of nobody and gives it. Rejects
 * with the refusals of `continueRoll`; what is written then is swept.
 */
export async function writeRoll(
  { store, now }: RollWriterParts,
  domain: Id,
  texts: readonly string[],
): Promise<Id> {
  await Promise.resolve(); // a command asks for it inside a transaction, which cannot have another one
  const roll = await store.update((tx) => beginRoll(tx, domain, now()));
  const seen = new Set<Folded>();
  for (let at = 0; at < texts.length; at += membersAtOnce) {
    const some = distinctMembers(texts.slice(at, at + membersAtOnce), seen);
    await store.update((tx) => continueRoll(tx, roll, at, some));
  }
  return roll;
}
