/**
 * The table of what is gone while rows of it are still there: nothing leads to them any more, and a
 * sweeper takes them away little by little (`engine/directory/remains.ts`).
 */
import { derivedTable, key, number, text } from './columns.js';
import type { Id } from './tables.js';

/**
 * What can be gone with rows of it left; a roll is the members of a Group, and `places` are those of
 * an object that was deleted in the Groups that held it.
 */
export type GoneKind = 'domain' | 'account' | 'list' | 'roll' | 'places' | 'dataset' | 'fileSet';

/** What is known of something that is gone: key `kind/id`. */
export const gone = derivedTable('gone', key<string>(), {
  /** The time from which the rows may go, in milliseconds since 1970. */
  from: number(),
  /** The name that a Domain, or the object of places, had, for the journal; else empty. */
  name: text(),
});

/** The key of what is gone. */
export function goneKey(kind: GoneKind, id: Id): string {
  return `${kind}/${id}`;
}
