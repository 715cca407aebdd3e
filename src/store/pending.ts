/**
 * What a batch writes to one table, in two orders: that of the writing, for the storage engine, and that of
 * the keys, for ranges. Knows no storage engine and no transaction.
 *
 * The order of keys is made when a range is first asked for, and kept from then on: what was
 * written since is put in its place, so a range costs by its own rows and by what is new. (A transaction
 * that asks for a range and writes, again and again, costs no more than its rows.)
 */
import { ordered, pairsBetween, type Ordered } from './ordered.js';
import type { Entry } from './entry.js';
import type { Key, KeyRange } from './store.js';

/** The written rows and removals of a table, one entry for each key. */
export class Pending {
  readonly #entries: Entry[];
  #ordered: Ordered<Entry> | undefined;
  /** How many of the entries are in order; those behind follow when a range is asked for. */
  #inOrder = 0;

  constructor(entries: Entry[] = []) {
    this.#entries = entries;
  }

  get size(): number {
    return this.#entries.length;
  }

  [Symbol.iterator](): Iterator<Entry> {
    return this.#entries[Symbol.iterator]();
  }

  /** Adds an entry with a key that has none yet, and whose place is the next one. */
  add(entry: Entry): void {
    this.#entries.push(entry);
  }

  /** Puts an entry in the place of the one with its key. */
  replace(entry: Entry): void {
    this.#entries[entry.place] = entry;
    if (entry.place < this.#inOrder) this.#ordered?.set(entry.key, entry);
  }

  /** Rolls back the entry that was added last. */
  pop(): void {
    const entry = this.#entries.pop();
    if (entry === undefined || this.#entries.length >= this.#inOrder) return;
    this.#ordered?.delete(entry.key);
    this.#inOrder -= 1;
  }

  /** The entry with a key. For copies that live on; who writes asks the row cache. */
  find(key: Key): Entry | undefined {
    return this.size === 0 ? undefined : this.#order().get(key);
  }

  /** The entries in a range, in its order and without regard to its limit, as they are now. */
  between(range: KeyRange<Key>): Iterator<Entry> {
    // A copy costs nothing by itself; what is written later goes to parts of its own.
    return this.size === 0 ? none : entriesOf(pairsBetween(this.#order().clone(), range));
  }

  /** The rows as they are now, whatever is written later. */
  copy(): Pending {
    const copy = new Pending(this.#entries.slice());
    copy.#ordered = this.#ordered?.clone();
    copy.#inOrder = this.#inOrder;
    return copy;
  }

  #order(): Ordered<Entry> {
    const tree = (this.#ordered ??= ordered<Entry>());
    for (; this.#inOrder < this.#entries.length; this.#inOrder += 1) {
      const entry = this.#entries[this.#inOrder];
      if (entry !== undefined) tree.set(entry.key, entry);
    }
    return tree;
  }
}

const none: Iterator<Entry> = [][Symbol.iterator]();

function* entriesOf(pairs: Iterable<readonly [Key, Entry]>): Generator<Entry, void, undefined> {
  for (const [, entry] of pairs) yield entry;
}
