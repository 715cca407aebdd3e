/**
 * What of a state of the store the projector has not written yet: nothing of that is wrong on the
 * disk, it is only to come (storage, section 6).
 */
import { lastPosition, recordsAfter } from '../../engine/core/journal.js';
import { journal, type Id } from '../../tables/tables.js';
import type { Reader } from '../../store/store.js';
import { changedBy } from '../projection/changed.js';
import { deferredTasks, cursorOf, positionOf } from '../projection/state.js';

/** How many changes are looked at one by one; when more wait, nothing is compared. */
const recordsMax = 20_000;

/** What is written. */
export interface Written {
  /** Undefined when the files are being written from the beginning, or very far behind. */
  readonly isKnown: boolean;
  /** How many changes are to come; unknown ones do not count. */
  readonly toCome: number;
  account(id: Id): boolean;
  domain(id: Id): boolean;
  /** Whether the files of a deferred task are written; `key` as in `changed.ts`. */
  deferredTask(key: string): boolean;
}

/** What is written of the state that `tx` reads, by the projector's state. */
export function writtenOf(tx: Reader, placed: Reader): Written {
  const position = positionOf(placed);
  const last = lastPosition(tx);
  const waiting = new Set(Array.from(placed.range(deferredTasks, {}), ([key]) => key));
  const nothing: Written = {
    isKnown: false,
    toCome: position === undefined ? last : Math.max(0, last - position),
    account: () => false,
    domain: () => false,
    deferredTask: () => false,
  };
  if (position === undefined || cursorOf(placed) !== undefined || position > last) return nothing;
  if (last - position > recordsMax) return nothing;
  const [first] = tx.range(journal, { limit: 1 });
  if (position < last && (first === undefined || first[0] > position + 1)) return nothing;
  const changed = changedBy(tx, recordsAfter(tx, position, recordsMax));
  if (changed.everything) return nothing;
  return {
    isKnown: true,
    toCome: last - position,
    account: (id) => !changed.accounts.has(id) && !changed.documents.has(id),
    domain: (id) => !changed.domains.has(id),
    deferredTask: (key) => !changed.deferredTasks.has(key) && !waiting.has(key),
  };
}
