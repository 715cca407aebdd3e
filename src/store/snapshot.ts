/**
 * One state of a store that is read over several turns of the event loop: the storage engine's, and
 * what was pending then. Knows no transactions and no batches.
 */
import { badKey, isKey } from './keys.js';
import type { EngineSnapshot } from './storage-engine.js';
import { Pending } from './pending.js';
import { overlaid, walk, type Step } from './ranges.js';
import type { RowCache } from './row-cache.js';
import { StoreFailure, type Key, type Reader, type KeyRange, type Table } from './store.js';

interface PendingRows {
  readonly inFlight: Pending;
  readonly open: Pending;
}

/** A snapshot, which keeps its pages until it is released. */
export class Snapshot implements Reader {
  /** Settles with the batches that were pending; rejects when they are refused. */
  readonly committed: Promise<void>;
  readonly #engine: EngineSnapshot;
  readonly #pending: ReadonlyMap<string, PendingRows>;
  #isReleased = false;

  /** Holds what the storage engine has now, and what the cache has pending, which is committed with `committed`. */
  constructor(engine: EngineSnapshot, cache: RowCache, committed: Promise<void>) {
    this.committed = committed;
    this.#engine = engine;
    this.#pending = new Map(
      // A batch under way changes no more.
      cache.tables.map(({ engine: { name }, inFlight, open }) => [
        name,
        { inFlight, open: open.copy() },
      ]),
    );
    // Nobody may be waiting for it yet when it is refused.
    committed.catch(() => undefined);
  }

  get<K extends Key, Row>(table: Table<K, Row>, key: K): Row | undefined {
    this.#check();
    if (!isKey(key)) return undefined;
    const { inFlight, open } = this.#pendingOf(table);
    const entry = open.find(key) ?? inFlight.find(key);
    if (entry !== undefined) return entry.row as Row | undefined;
    const text = this.#engine.table(table.name).read(key);
    return text === undefined ? undefined : table.decode(text);
  }

  range<K extends Key, Row>(table: Table<K, Row>, range: KeyRange<K>): Iterable<readonly [K, Row]> {
    this.#check();
    for (const bound of [range.start, range.end]) {
      if (bound !== undefined && !isKey(bound)) throw badKey(table.name, bound);
    }
    const { inFlight, open } = this.#pendingOf(table);
    const step: Step = { before: () => this.#check(), saw: () => undefined };
    const pending = overlaid(inFlight.between(range), open.between(range), range);
    return walk(table, this.#engine.table(table.name), range, pending, step);
  }

  /** Lets go of it; what is read afterwards fails. May be called again. */
  release(): void {
    if (this.#isReleased) return;
    this.#isReleased = true;
    this.#engine.release();
  }

  #pendingOf({ name }: Pick<Table<Key, unknown>, 'name'>): PendingRows {
    return this.#pending.get(name) ?? nothingPending;
  }

  #check(): void {
    if (this.#isReleased) throw new StoreFailure('the snapshot was released');
  }
}

const nothingPending: PendingRows = { inFlight: new Pending(), open: new Pending() };
