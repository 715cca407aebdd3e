/**
 * The store in memory, for tests and for programs that embed the server: keeps the promises of
 * `store.ts`, save that nothing outlives the process. Serves no part of the reference.
 */
import { BatchingStore } from './batching-store.js';
import type { LongViewLimits } from './long-views.js';
import type { EngineSnapshot, StorageEngine, EngineTable, Page } from './storage-engine.js';
import { ordered, pairsBetween, type Ordered } from './ordered.js';
import type { Key, Store } from './store.js';

/** How a store in memory behaves. */
export interface MemoryOptions {
  /** Awaited before each batch counts as committed; when it rejects, the batch fails. */
  readonly flush?: () => Promise<void>;
  /** See `BatchingOptions.longViews`. */
  readonly longViews?: LongViewLimits;
}

/** Opens an empty store. */
export function openMemoryStore(options: MemoryOptions = {}): Store {
  // Without a cache each row takes the way through its encoding, as it does after a restart.
  return new BatchingStore(new MemoryEngine(), {
    cacheRows: 0,
    flush: options.flush,
    longViews: options.longViews,
  });
}

class MemoryEngine implements StorageEngine {
  readonly #tables = new Map<string, MemoryTable>();

  table(name: string): EngineTable {
    let table = this.#tables.get(name);
    if (table === undefined) {
      table = new MemoryTable(name);
      this.#tables.set(name, table);
    }
    return table;
  }

  commit(fill: () => void): Promise<void> {
    fill();
    return Promise.resolve();
  }

  prepare(): void {
    // There is room, or there is no process any more.
  }

  snapshot(): EngineSnapshot {
    const tables = new Map([...this.#tables].map(([name, table]) => [name, table.copy()]));
    return {
      table: (name) => tables.get(name) ?? new MemoryTable(name),
      release: () => tables.clear(),
    };
  }

  refresh(): void {
    // Nobody else writes here.
  }

  close(): Promise<void> {
    this.#tables.clear();
    return Promise.resolve();
  }
}

/** A table: texts in the order of their keys. */
class MemoryTable implements EngineTable {
  readonly #texts: Ordered<string>;

  constructor(
    readonly name: string,
    texts = ordered<string>(),
  ) {
    this.#texts = texts;
  }

  read(key: Key): string | undefined {
    return this.#texts.get(key);
  }

  list({ start, afterStart, end, limit, reverse }: Page): readonly (readonly [Key, string])[] {
    const found: (readonly [Key, string])[] = [];
    if (limit <= 0) return found;
    for (const [key, text] of pairsBetween(this.#texts, { start, end, reverse })) {
      if (afterStart && key === start) continue;
      found.push([key, text]);
      if (found.length === limit) break;
    }
    return found;
  }

  write(key: Key, text: string | undefined): void {
    if (text === undefined) this.#texts.delete(key);
    else this.#texts.set(key, text);
  }

  /** The table as it is now, whatever is written later. */
  copy(): MemoryTable {
    return new MemoryTable(this.name, this.#texts.clone());
  }
}
