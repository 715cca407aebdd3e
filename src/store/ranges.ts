/**
 * Key ranges: the storage engine's rows and the pending ones, merged in the order of keys. Knows no
 * transactions and no batches beyond their numbers.
 */
import type { Rows } from './storage-engine.js';
import type { Entry } from './entry.js';
import type { Key, KeyRange, Table } from './store.js';

/** Rows are read in pages, so that a long range left early costs little: first so many, */
const firstPage = 32;
/** and each next page four times as many, up to so many (larger ones gain nothing). */
const largestPage = 2048;

/** What is told while a range is walked. */
export interface Step {
  /** Before the storage engine is read. */
  before(): void;
  /** Something of this batch decided what the caller sees. */
  saw(batch: number): void;
}

/**
 * The entries of two batches in the order of a range: where both have a key, the later one counts.
 */
export function* overlaid(
  earlier: Iterator<Entry>,
  later: Iterator<Entry>,
  { reverse = false }: Pick<KeyRange<Key>, 'reverse'>,
): Generator<Entry, void, undefined> {
  let under = next(earlier);
  for (let over = next(later); over !== undefined; over = next(later)) {
    for (; under !== undefined && isBefore(under.key, over.key, reverse); under = next(earlier)) {
      yield under;
    }
    if (under?.key === over.key) under = next(earlier);
    yield over;
  }
  for (; under !== undefined; under = next(earlier)) yield under;
}

/** The rows of a range, with the pending ones, which are in its order, in place of the storage engine's. */
export function* walk<K extends Key, Row>(
  table: Table<K, Row>,
  engine: Rows,
  range: KeyRange<K>,
  pending: Iterator<Entry>,
  step: Step,
): Generator<readonly [K, Row], void, undefined> {
  const reverse = range.reverse === true;
  let left = range.limit ?? Infinity;
  const committed = pages(engine, range, step);
  let row = next(committed);
  let over = next(pending);
  while (left > 0) {
    if (row !== undefined && (over === undefined || isBefore(row[0], over.key, reverse))) {
      yield [row[0] as K, table.decode(row[1])];
      left -= 1;
      if (left > 0) row = next(committed);
    } else if (over !== undefined) {
      step.saw(over.batch);
      if (row?.[0] === over.key) row = next(committed);
      if (over.row !== undefined) {
        yield [over.key as K, over.row as Row];
        left -= 1;
      }
      over = next(pending);
    } else {
      return;
    }
  }
}

function next<Item>(iterator: Iterator<Item>): Item | undefined {
  const step = iterator.next();
  return step.done === true ? undefined : step.value;
}

function isBefore(one: Key, other: Key, reverse: boolean): boolean {
  return reverse ? one > other : one < other;
}

/** The storage engine's rows of a range, without regard to its limit beyond the size of the pages. */
function* pages(
  engine: Rows,
  range: KeyRange<Key>,
  step: Step,
): Generator<readonly [Key, string], void, undefined> {
  let { start, end } = range;
  const reverse = range.reverse === true;
  let afterStart = false;
  let limit = Math.min(Math.max(range.limit ?? firstPage, 1), largestPage);
  for (;;) {
    step.before();
    const page = engine.list({ start, afterStart, end, limit, reverse });
    yield* page;
    const last = page.at(-1);
    if (last === undefined || page.length < limit) return;
    if (reverse) end = last[0];
    else {
      start = last[0];
      afterStart = true;
    }
    limit = Math.min(limit * 4, largestPage);
  }
}
