/**
 * The store in memory, for tests and for programs that embed the server: keeps the promises of
 * `store.ts`, save that nothing outlives the process. Serves no part of the reference.
 */
import { BatchingStore } from './batching-store.js';
import type { Medium, MediumTable, Piece } from './medium.js';
import type { Key, Store } from './store.js';

/** How a store in memory behaves. */
export interface MemoryOptions {
  /** Awaited before each batch counts as kept; when it rejects, the batch fails. */
  readonly flush?: () => Promise<void>;
}

/** Opens an empty store. */
export function openMemoryStore(options: MemoryOptions = {}): Store {
  // Without a cache each row takes the way through its encoding, as it does after a restart.
  return new BatchingStore(new MemoryMedium(), { cacheRows: 0, flush: options.flush });
}

class MemoryMedium implements Medium {
  readonly #tables = new Map<string, MemoryTable>();

  table(name: string): MediumTable {
    let table = this.#tables.get(name);
    if (table === undefined) {
      table = new MemoryTable(name);
      this.#tables.set(name, table);
    }
    return table;
  }

  keep(fill: () => void): Promise<void> {
    fill();
    return Promise.resolve();
  }

  prepare(): void {
    // There is room, or there is no process any more.
  }

  refresh(): void {
    // Nobody else writes here.
  }

  close(): Promise<void> {
    this.#tables.clear();
    return Promise.resolve();
  }
}

/** A table: texts by key, and the keys in order. */
class MemoryTable implements MediumTable {
  readonly #texts = new Map<Key, string>();
  #keys: Key[] = [];
  /** Keys that are not among the others yet; they are sorted in when an order is asked for. */
  #added: Key[] = [];

  constructor(readonly name: string) {}

  read(key: Key): string | undefined {
    return this.#texts.get(key);
  }

  list({ start, afterStart, end, limit, reverse }: Piece): readonly (readonly [Key, string])[] {
    this.#sort();
    let from = start === undefined ? 0 : this.#place(start);
    if (afterStart && this.#keys[from] === start) from += 1;
    const to = Math.max(from, end === undefined ? this.#keys.length : this.#place(end));
    const keys = reverse
      ? this.#keys.slice(Math.max(from, to - limit), to).reverse()
      : this.#keys.slice(from, Math.min(to, from + limit));
    return keys.map((key) => [key, this.#texts.get(key) ?? '']);
  }

  write(key: Key, text: string | undefined): void {
    const known = this.#texts.has(key);
    if (text !== undefined) {
      this.#texts.set(key, text);
      if (!known) this.#added.push(key);
    } else if (known) {
      this.#sort();
      this.#texts.delete(key);
      this.#keys.splice(this.#place(key), 1);
    }
  }

  #sort(): void {
    if (this.#added.length === 0) return;
    const added = this.#added.sort((a, b) => (a < b ? -1 : 1));
    this.#added = [];
    const [first] = added;
    const from = first === undefined ? 0 : this.#place(first);
    const after = this.#keys.splice(from);
    let next = 0;
    for (const key of after) {
      for (let new_ = added[next]; new_ !== undefined && new_ < key; new_ = added[next]) {
        this.#keys.push(new_);
        next += 1;
      }
      this.#keys.push(key);
    }
    for (; next < added.length; next += 1) this.#keys.push(added[next] as Key);
  }

  /** The place of the first key that is not below `key`. */
  #place(key: Key): number {
    let low = 0;
    let high = this.#keys.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const there = this.#keys[middle];
      if (there !== undefined && there < key) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
