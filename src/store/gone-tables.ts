/**
 * The table of what is gone while rows of it are still there: nothing leads to them any more, and a
 * sweeper takes them away little by little (`engine/remains.ts`).
 */
import type { Table } from './store.js';
import type { Id } from './tables.js';

/** What can be gone with rows of it left. */
export type GoneKind = 'roll';

/** Key `kind/id` to the time from which the rows may go, in milliseconds since 1970. */
export const gone: Table<string, number> = { name: 'gone', encode: String, decode: Number };

/** The key of what is gone. */
export function goneKey(kind: GoneKind, id: Id): string {
  return `${kind}/${id}`;
}
