/**
 * Reads of the rows of a data file that nobody has audited yet: what is damaged is told, and a row is
 * missing only where its neighbours are right. Slower than LMDB, and never led astray.
 */
import type { Page } from '../storage-engine.js';
import { isWholeRow, keyBytesOf, readKey, rowText } from '../stored-form.js';
import { StoreFailure, type Key } from '../store.js';
import type { SoundPages } from './sound-pages.js';
import { byBytes } from './tree-page.js';
import { TreeWalk } from './tree-walk.js';

/** The text of a row, or undefined when there is none. Throws `StoreFailure` for damage. */
export function readRow(pages: SoundPages, table: string, key: Key): string | undefined {
  const rows = new CarefulRows(pages, table);
  return rows.seek(key) ? rows.text() : undefined;
}

/** The keys and texts of a page. Throws `StoreFailure` for damage. */
export function readRange(
  pages: SoundPages,
  table: string,
  { start, afterStart, end, limit, reverse }: Page,
): readonly (readonly [Key, string])[] {
  const rows = new CarefulRows(pages, table);
  const found: (readonly [Key, string])[] = [];
  const from = reverse ? end : start;
  const isThere = rows.begin(from, reverse);
  let more = rows.isAtRow;
  if (reverse ? from !== undefined : isThere && afterStart) more = rows.step(reverse);
  for (; more && found.length < limit; more = rows.step(reverse)) {
    const text = rows.text();
    const key = rows.key();
    if (reverse ? start !== undefined && key < start : end !== undefined && key >= end) break;
    found.push([key, text]);
  }
  return found;
}

/**
 * Looks at all pages that a write or a removal of this row would touch. A damaged row among them is
 * in nobody's way: it stays where it is.
 */
export function lookBeforeWriting(pages: SoundPages, table: string, key: Key): void {
  const walk = new TreeWalk(pages, pages.trees.get(table) ?? noTree, byBytes);
  walk.seek(keyBytesOf(key));
  walk.lookAround();
}

/** A walk through the rows of a table. */
class CarefulRows {
  readonly #pages: SoundPages;
  readonly #table: string;
  readonly #walk: TreeWalk;

  constructor(pages: SoundPages, table: string) {
    const facts = pages.trees.get(table);
    this.#pages = pages;
    this.#table = table;
    this.#walk = new TreeWalk(pages, facts ?? noTree, byBytes);
  }

  /** Whether it is at a row. */
  get isAtRow(): boolean {
    return this.#walk.isAtRow;
  }

  /** Goes to a key, or to where it would be; returns whether it is there. */
  seek(key: Key): boolean {
    if (this.#walk.seek(keyBytesOf(key))) return true;
    // A row whose key is damaged lies where it lay: here it would be missed.
    this.#requireWhole(this.#walk);
    const before = this.#walk.copy();
    if (before.previous()) this.#requireWhole(before);
    return false;
  }

  /** Goes to a bound; without one to the first row, or to the last one. */
  begin(bound: Key | undefined, reverse: boolean): boolean {
    if (bound !== undefined) return this.seek(bound);
    if (reverse) this.#walk.last();
    else this.#walk.first();
    return this.#walk.isAtRow;
  }

  step(reverse: boolean): boolean {
    return reverse ? this.#walk.previous() : this.#walk.next();
  }

  key(): Key {
    const { leaf, index } = this.#walk;
    return leaf === undefined ? '' : readKey(leaf.bytes, leaf.keyAt(index), leaf.keyEnd(index));
  }

  text(): string {
    return rowText(this.#requireWhole(this.#walk));
  }

  /** The bytes of the row that a walk is at; none when it is at no row. */
  #requireWhole(walk: TreeWalk): Buffer {
    const { leaf, index } = walk;
    if (leaf === undefined || index >= leaf.count) return nothing;
    const value = this.#pages.value(leaf, index);
    const key = leaf.bytes.subarray(leaf.keyAt(index), leaf.keyEnd(index));
    if (isWholeRow(key, value)) return value;
    throw new StoreFailure(`a row of table ${this.#table} in page ${leaf.number} is damaged`);
  }
}

const nothing = Buffer.alloc(0);

/** A table that a store, open for reading only, does not have. */
const noTree = {
  depth: 0,
  branchPages: 0,
  leafPages: 0,
  overflowPages: 0,
  entries: 0,
  root: undefined,
};
