/**
 * The table of what is gone while rows of it are still there: nothing leads to them any more, and a
 * sweeper takes them away little by little (`engine/directory/remains.ts`).
 */
import { column, table, type Id } from './tables.js';

/**
 * What can be gone with rows of it left; a roll is the members of a Group, and `places` are those of
 * an object that was deleted in the Groups that held it.
 */
export type GoneKind = 'domain' | 'account' | 'list' | 'roll' | 'places' | 'dataset' | 'fileSet';

/** What is known of something that is gone. */
export interface GoneRow {
  /** The time from which the rows may go, in milliseconds since 1970. */
  readonly from: number;
  /** The name that a Domain, or the object of places, had, for the journal; else empty. */
  readonly name: string;
}

/** Key `kind/id`. */
export const gone = table<string, GoneRow>(
  'gone',
  ({ from, name }) => `${from}${column}${name}`,
  ([from, name = '']) => ({ from: Number(from), name }),
);

/** The key of what is gone. */
export function goneKey(kind: GoneKind, id: Id): string {
  return `${kind}/${id}`;
}
