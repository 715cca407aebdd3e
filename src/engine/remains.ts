/**
 * What is left of things that are gone. Whatever can have many rows is taken away in two steps: in
 * the change itself it loses all that leads to it, and as many of its rows as fit in a small
 * transaction; a mark (`store/gone-tables.ts`) keeps what is left for a sweeper, which goes on little
 * by little, also after a crash. Marked rows are nobody's: no answer shows them, no count has them.
 */
import { gone, goneKey, type GoneKind } from '../store/gone-tables.js';
import { rolls } from '../store/roll-tables.js';
import type { Reader, Writer } from '../store/store.js';
import type { Id } from '../store/tables.js';
import { dropMembers } from './rolls.js';

/** How many rows go at once; some two milliseconds of work. */
export const rowsAtOnce = 300;

/** Removes at most so many rows of what is gone; tells how many. Fewer than asked for: it was all. */
type Removal = (tx: Writer, id: Id, limit: number) => number;

const removals: Readonly<Record<GoneKind, Removal>> = {
  roll: (tx, id, limit) => {
    const removed = dropMembers(tx, id, limit);
    if (removed < limit) tx.remove(rolls, id);
    return removed;
  },
};

/** Takes away what nothing leads to any more, at once when it is small. */
export function discard(tx: Writer, kind: GoneKind, id: Id): void {
  if (removals[kind](tx, id, rowsAtOnce) >= rowsAtOnce) tx.put(gone, goneKey(kind, id), 0);
}

/** Whether what is gone under this id still has rows. */
export function isGone(tx: Reader, kind: GoneKind, id: Id): boolean {
  return tx.get(gone, goneKey(kind, id)) !== undefined;
}

/**
 * Takes away a little of what is gone and may go at `now`, in milliseconds since 1970; tells whether
 * there may be more.
 */
export function sweepRemains(tx: Writer, now: number): boolean {
  for (const [key, from] of tx.range(gone, {})) {
    if (from > now) continue;
    const [kind, id] = key.split('/');
    if (removals[kind as GoneKind](tx, Number(id), rowsAtOnce) < rowsAtOnce) tx.remove(gone, key);
    return true;
  }
  return false;
}
