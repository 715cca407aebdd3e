/**
 * Stretches of keys: the medium's rows and the pending ones, merged in the order of keys. Knows no
 * works and no batches beyond their numbers.
 */
import type { MediumTable } from './medium.js';
import type { TableRows } from './row-cache.js';
import type { Key, Span, Table } from './store.js';

/** Rows are read in pieces, so that a long stretch left early costs little: first so many, */
const firstPiece = 32;
/** and each next piece four times as many, up to so many (larger ones gain nothing). */
const largestPiece = 2048;

/** A pending row as it was when the stretch was asked for. */
interface PendingRow {
  readonly key: Key;
  readonly row: unknown;
  readonly batch: number;
}

/** What is told while a stretch is walked. */
export interface Step {
  /** Before the medium is read. */
  before(): void;
  /** Something of this batch decided what the caller sees. */
  saw(batch: number): void;
}

const none: readonly PendingRow[] = [];

/** The pending rows and removals in a stretch, in its order. */
export function pendingIn(rows: TableRows, span: Span<Key>): readonly PendingRow[] {
  if (rows.flying.length === 0 && rows.collecting.length === 0) return none;
  const { start, end, reverse } = span;
  const found = new Map<Key, PendingRow>();
  for (const { key, row, batch } of [...rows.flying, ...rows.collecting]) {
    if ((start === undefined || key >= start) && (end === undefined || key < end)) {
      found.set(key, { key, row, batch });
    }
  }
  if (found.size === 0) return none;
  const sorted = [...found.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
  return reverse === true ? sorted.reverse() : sorted;
}

/** The rows of a stretch, with the pending ones in place of the medium's. */
export function* walk<K extends Key, Row>(
  table: Table<K, Row>,
  medium: MediumTable,
  span: Span<K>,
  pending: readonly PendingRow[],
  step: Step,
): Generator<readonly [K, Row], void, undefined> {
  const reverse = span.reverse === true;
  let left = span.limit ?? Infinity;
  let next = 0;
  for (const [key, text] of pieces(medium, span, step)) {
    let replaced = false;
    for (let over = pending[next]; over !== undefined; over = pending[next]) {
      if (over.key !== key && over.key < key === reverse) break;
      if (left <= 0) return;
      next += 1;
      step.saw(over.batch);
      replaced = over.key === key;
      if (over.row !== undefined) {
        yield [over.key as K, over.row as Row];
        left -= 1;
      }
      if (replaced) break;
    }
    if (left <= 0) return;
    if (replaced) continue;
    yield [key as K, table.decode(text)];
    left -= 1;
    if (left <= 0) return;
  }
  for (; left > 0 && next < pending.length; next += 1) {
    const over = pending[next];
    if (over === undefined) return;
    step.saw(over.batch);
    if (over.row === undefined) continue;
    yield [over.key as K, over.row as Row];
    left -= 1;
  }
}

/** The medium's rows of a stretch, without regard to its limit beyond the size of the pieces. */
function* pieces(
  medium: MediumTable,
  span: Span<Key>,
  step: Step,
): Generator<readonly [Key, string], void, undefined> {
  let { start, end } = span;
  const reverse = span.reverse === true;
  let afterStart = false;
  let limit = Math.min(Math.max(span.limit ?? firstPiece, 1), largestPiece);
  for (;;) {
    step.before();
    const piece = medium.list({ start, afterStart, end, limit, reverse });
    yield* piece;
    const last = piece.at(-1);
    if (last === undefined || piece.length < limit) return;
    if (reverse) end = last[0];
    else {
      start = last[0];
      afterStart = true;
    }
    limit = Math.min(limit * 4, largestPiece);
  }
}
