/**
 * What a batch writes to one table, in two orders: that of the writing, for the medium, and that of
 * the keys, for stretches. Knows no medium and no work.
 *
 * The order of keys is made when a stretch is first asked for, and kept from then on: what was
 * written since is put in its place, so a stretch costs by its own rows and by what is new. (A work
 * that asks for a stretch and writes, again and again, costs no more than its rows.)
 */
import { createRequire } from 'node:module';
import type { Entry } from './row-cache.js';
import type { Key, Span } from './store.js';

// The package is CommonJS with a member `default`, which loaders import in two ways.
const { default: BTree } = createRequire(import.meta.url)(
  'sorted-btree',
) as typeof import('sorted-btree');

type Ordered = InstanceType<typeof BTree<Key, Entry>>;

/** The written rows and removals of a table, one entry for each key. */
export class Pending {
  readonly #entries: Entry[];
  #ordered: Ordered | undefined;
  /** How many of the entries are in order; those behind follow when a stretch is asked for. */
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

  /** Takes back the entry that was added last. */
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

  /** The entries in a stretch, in its order and without regard to its limit, as they are now. */
  between({ start, end, reverse = false }: Span<Key>): Iterator<Entry> {
    if (this.size === 0) return none;
    const ordered = this.#order();
    const first = start === undefined ? ordered.minKey() : ordered.getPairOrNextHigher(start)?.[0];
    if (first === undefined || (end !== undefined && first >= end)) return none;
    // A copy costs nothing by itself; what is written later goes to parts of its own.
    return walk(ordered.clone(), start, end, reverse);
  }

  /** The rows as they are now, whatever is written later. */
  copy(): Pending {
    const copy = new Pending(this.#entries.slice());
    copy.#ordered = this.#ordered?.clone();
    copy.#inOrder = this.#inOrder;
    return copy;
  }

  #order(): Ordered {
    const ordered = (this.#ordered ??= new BTree<Key, Entry>(undefined, byKey));
    for (; this.#inOrder < this.#entries.length; this.#inOrder += 1) {
      const entry = this.#entries[this.#inOrder];
      if (entry !== undefined) ordered.set(entry.key, entry);
    }
    return ordered;
  }
}

const none: Iterator<Entry> = [][Symbol.iterator]();

function byKey(one: Key, other: Key): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

function* walk(
  ordered: Ordered,
  start: Key | undefined,
  end: Key | undefined,
  reverse: boolean,
): Generator<Entry, void, undefined> {
  const reused: (Key | Entry)[] = [];
  const pairs = reverse
    ? ordered.entriesReversed(end, reused, true)
    : ordered.entries(start, reused);
  for (const [key, entry] of pairs) {
    if (reverse ? start !== undefined && key < start : end !== undefined && key >= end) return;
    yield entry;
  }
}
