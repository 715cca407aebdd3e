/**
 * One state of a store that is read over several turns of the event loop: the storage engine's, held, and
 * what was pending then. Knows no works and no batches.
 */
import { badKey, isKey } from './keys.js';
import type { HeldEngine } from './storage-engine.js';
import { Pending } from './pending.js';
import { overlaid, walk, type Step } from './ranges.js';
import type { RowCache } from './row-cache.js';
import { StoreFailure, type Key, type Reader, type KeyRange, type Table } from './store.js';

interface HeldPending {
  readonly flying: Pending;
  readonly collecting: Pending;
}

/** A state that is held until it is released. */
export class HeldState implements Reader {
  /** Settles with the batches that were pending; rejects when they are refused. */
  readonly kept: Promise<void>;
  readonly #engine: HeldEngine;
  readonly #pending: ReadonlyMap<string, HeldPending>;
  #isReleased = false;

  /** Holds what the storage engine has now, and what the cache has pending, which is kept with `kept`. */
  constructor(engine: HeldEngine, cache: RowCache, kept: Promise<void>) {
    this.kept = kept;
    this.#engine = engine;
    this.#pending = new Map(
      // A batch under way changes no more.
      cache.tables.map(({ engine: { name }, inFlight: flying, open: collecting }) => [
        name,
        { flying, collecting: collecting.copy() },
      ]),
    );
    // Nobody may be waiting for it yet when it is refused.
    kept.catch(() => undefined);
  }

  get<K extends Key, Row>(table: Table<K, Row>, key: K): Row | undefined {
    this.#check();
    if (!isKey(key)) return undefined;
    const { flying, collecting } = this.#pendingOf(table);
    const entry = collecting.find(key) ?? flying.find(key);
    if (entry !== undefined) return entry.row as Row | undefined;
    const text = this.#engine.table(table.name).read(key);
    return text === undefined ? undefined : table.decode(text);
  }

  range<K extends Key, Row>(table: Table<K, Row>, span: KeyRange<K>): Iterable<readonly [K, Row]> {
    this.#check();
    for (const bound of [span.start, span.end]) {
      if (bound !== undefined && !isKey(bound)) throw badKey(table.name, bound);
    }
    const { flying, collecting } = this.#pendingOf(table);
    const step: Step = { before: () => this.#check(), saw: () => undefined };
    const pending = overlaid(flying.between(span), collecting.between(span), span);
    return walk(table, this.#engine.table(table.name), span, pending, step);
  }

  /** Lets go of it; what is read afterwards fails. May be called again. */
  release(): void {
    if (this.#isReleased) return;
    this.#isReleased = true;
    this.#engine.release();
  }

  #pendingOf({ name }: Pick<Table<Key, unknown>, 'name'>): HeldPending {
    return this.#pending.get(name) ?? nothingPending;
  }

  #check(): void {
    if (this.#isReleased) throw new StoreFailure('the state is held no more');
  }
}

const nothingPending: HeldPending = { flying: new Pending(), collecting: new Pending() };
