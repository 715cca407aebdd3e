/**
 * A store over a storage engine: runs the transactions, and commits what many of them write with one flush. Fulfils
 * the promises of `store.ts` for every storage engine alike; knows no file and no database.
 *
 * Transactions run at once, one after another, over the storage engine's last committed state, the row cache, and what
 * is pending. At the end of the turn of the event loop the collected writes are handed to the
 * storage engine as one batch. While that is under way the next batch is collected, over the first one; it
 * is handed over as soon as the first one is committed. So at most two batches are pending, and when the
 * first one fails the second one, which may rest on it, fails with it. A batch that was refused
 * before anything of it was written is forgotten, and the store goes on; one that failed while it
 * was written breaks the store for good, because nobody knows what the disk has then.
 *
 * What a transaction writes lands in the row cache with the number of its batch, and is rolled back when
 * the transaction throws. Once that batch is committed, the rows in the cache simply count as committed.
 */
import { Batch } from './batch.js';
import { Snapshot } from './snapshot.js';
import { LongViews, usualLongViews, type LongViewLimits } from './long-views.js';
import { DiskFailure, type StorageEngine, type Writing } from './storage-engine.js';
import { Pending } from './pending.js';
import { RowCache, type TableRows } from './row-cache.js';
import {
  StoreFailure,
  type Key,
  type LongTransaction,
  type Reader,
  type Store,
  type Table,
  type Writer,
} from './store.js';
import { Transaction, type Accepted } from './transaction.js';

/** How a store over a storage engine behaves. */
export interface BatchingOptions {
  /** How many rows stay in memory, beside those that are pending. */
  readonly cacheRows: number;
  /** Another process writes: nothing is written here, and every view looks at the storage engine anew. */
  readonly readOnly?: boolean;
  /** For tests: awaited before each batch is committed. When it rejects, the batch is refused. */
  readonly flush?: (() => Promise<void>) | undefined;
  /** How long views may take. */
  readonly longViews?: LongViewLimits | undefined;
  /**
   * Called when a write failed and the store is broken for good. Whoever waits for the batches that
   * were pending is not answered then, because nobody knows the answer: it ends the process. Without
   * it they hear the failure.
   */
  readonly broken?: ((failure: StoreFailure) => void) | undefined;
}

/** A store over a storage engine. */
export class BatchingStore implements Store, Accepted {
  readonly cache: RowCache;
  open = new Batch(1);
  committed = 0;
  readonly #engine: StorageEngine;
  readonly #options: BatchingOptions;
  readonly #longViews: LongViews;
  readonly #tables = new Map<string, TableRows>();
  #inFlight: Batch | undefined;
  #handOverIsDue = false;
  #running = false;
  #broken: StoreFailure | undefined;
  #closed: Promise<void> | undefined;

  constructor(engine: StorageEngine, options: BatchingOptions) {
    this.#engine = engine;
    this.#options = options;
    this.cache = new RowCache(options.cacheRows);
    this.#longViews = new LongViews(() => this.#snapshot(), options.longViews ?? usualLongViews);
  }

  view<T>(transaction: (tx: Reader) => T): T | Promise<T> {
    if (this.#closed !== undefined) throw closed();
    return this.#look(transaction);
  }

  viewInSlices<T>(transaction: LongTransaction<T>): T | Promise<T> {
    if (this.#closed !== undefined) throw closed();
    const first = { goesOn: false };
    const outcome = this.#look((tx) => {
      const step = this.#longViews.first(transaction(tx));
      first.goesOn = step.done !== true;
      return step.value as T;
    });
    if (!first.goesOn) return outcome;
    // It is nothing yet, whether it was to wait for the disk or not.
    if (outcome instanceof Promise) outcome.catch(() => undefined);
    return this.#longViews.run(transaction);
  }

  update<T>(transaction: (tx: Writer) => T): Promise<T> {
    if (this.#closed !== undefined) return Promise.reject(closed());
    return this.#change(transaction);
  }

  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  tableRows(table: Table<Key, unknown>): TableRows {
    let rows = this.#tables.get(table.name);
    if (rows === undefined) {
      rows = this.cache.add(this.#engine.table(table.name), table.seldomRead === true);
      this.#tables.set(table.name, rows);
    }
    return rows;
  }

  #look<T>(transaction: (tx: Reader) => T): T | Promise<T> {
    this.#beforeReading();
    const tx = new Transaction(this);
    try {
      const result = this.#run(transaction, tx);
      const batch = this.#pending(tx.seen);
      return batch === undefined ? result : batch.whenCommitted(result, false);
    } catch (error) {
      // What was seen may never have been: the error waits for it as a result does.
      const batch = this.#pending(tx.seen);
      if (batch === undefined) throw error;
      return batch.whenCommitted(error as T, true);
    }
  }

  #beforeReading(): void {
    if (this.#broken !== undefined) throw this.#broken;
    if (this.#options.readOnly !== true) return;
    this.cache.clear();
    this.#engine.refresh();
  }

  #snapshot(): Snapshot {
    if (this.#closed !== undefined) throw closed();
    this.#beforeReading();
    const batch = this.#pending(this.open.number);
    const committed = batch?.whenCommitted(undefined, false) ?? Promise.resolve();
    return new Snapshot(this.#engine.snapshot(), this.cache, committed);
  }

  #change<T>(transaction: (tx: Writer) => T): Promise<T> {
    if (this.#broken !== undefined) return Promise.reject(this.#broken);
    if (this.#options.readOnly === true) {
      return Promise.reject(new StoreFailure('the store is open for reading only'));
    }
    const tx = new Transaction(this);
    try {
      const result = this.#run(transaction, tx);
      if (tx.wrote) this.#schedule();
      // Without writes it waits for all that was accepted: answers keep the order of the transactions.
      const batch = this.#pending(this.open.number);
      return batch === undefined ? Promise.resolve(result) : batch.whenCommitted(result, false);
    } catch (error) {
      tx.undo();
      const batch = this.#pending(tx.seen);
      // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- see Refusal
      return batch === undefined ? Promise.reject(error) : batch.whenCommitted(error as T, true);
    }
  }

  #run<T>(transaction: (tx: Writer) => T, tx: Transaction): T {
    if (this.#running) throw new Error('a transaction may not ask its store for another one');
    this.#running = true;
    try {
      return transaction(tx);
    } finally {
      this.#running = false;
      tx.end();
    }
  }

  /** The batch to wait for, for one who saw something of the batch of that number. */
  #pending(seen: number): Batch | undefined {
    if (seen <= this.committed) return undefined;
    return seen >= this.open.number && this.open.rows > 0 ? this.open : this.#inFlight;
  }

  #schedule(): void {
    if (this.#inFlight !== undefined || this.#handOverIsDue) return;
    this.#handOverIsDue = true;
    setImmediate(() => {
      this.#handOverIsDue = false;
      this.#handOver();
    });
  }

  #handOver(): void {
    const batch = this.open;
    if (batch.rows === 0) return;
    this.#inFlight = batch;
    this.open = new Batch(batch.number + 1);
    for (const rows of this.cache.tables) {
      if (rows.open.size === 0) continue;
      rows.inFlight = rows.open;
      rows.open = new Pending();
    }
    void this.#write(batch);
  }

  async #write(batch: Batch): Promise<void> {
    try {
      if (this.#options.flush !== undefined) await this.#options.flush();
      await this.#engine.prepare(this.#writings());
    } catch (cause) {
      if (cause instanceof DiskFailure) this.#break(cause.cause);
      else this.#refuse(cause);
      return;
    }
    try {
      await this.#engine.commit(() => this.#fill());
    } catch (cause) {
      this.#break(cause);
      return;
    }
    this.#isKept(batch);
  }

  *#writings(): Iterable<Writing> {
    for (const { engine, inFlight } of this.cache.tables) {
      for (const { key, text } of inFlight) yield { table: engine, key, text };
    }
  }

  #fill(): void {
    for (const rows of this.cache.tables) {
      for (const entry of rows.inFlight) {
        rows.engine.write(entry.key, entry.text);
        entry.text = undefined;
      }
    }
  }

  #isKept(batch: Batch): void {
    this.committed = batch.number;
    this.#inFlight = undefined;
    for (const rows of this.cache.tables) {
      if (rows.inFlight.size === 0) continue;
      if (rows.seldomRead) this.cache.drop(rows, rows.inFlight);
      rows.inFlight = new Pending();
    }
    this.#handOver();
    batch.commit();
  }

  /** Forgets both pending batches; tells those who wait for them, when there is a failure. */
  #forgetPending(failure: StoreFailure | undefined): void {
    const pending = [this.#inFlight, this.open];
    this.#inFlight = undefined;
    this.open = new Batch(this.open.number + 1);
    for (const rows of this.cache.tables) {
      for (const entry of [...rows.inFlight, ...rows.open]) this.cache.forget(rows, entry.key);
      rows.inFlight = new Pending();
      rows.open = new Pending();
    }
    if (failure !== undefined) for (const batch of pending) batch?.fail(failure);
  }

  /** Nothing of the pending batches was written: it is as if they had never been. */
  #refuse(cause: unknown): void {
    this.#forgetPending(new StoreFailure('the change could not be written to disk', { cause }));
  }

  /** A write failed: nothing is written any more, and nothing is read of what it may have left. */
  #break(cause: unknown): void {
    const failure = new StoreFailure('the disk failed while a change was written to it', { cause });
    this.#broken = new StoreFailure('the store must be opened again', { cause: failure });
    this.#forgetPending(this.#options.broken === undefined ? failure : undefined);
    this.#options.broken?.(failure);
  }

  async #close(): Promise<void> {
    this.#longViews.end();
    for (;;) {
      const batch = this.#pending(this.open.number);
      if (batch === undefined) break;
      await batch.whenCommitted(undefined, false).catch(() => undefined);
    }
    await this.#engine.close();
  }
}

function closed(): StoreFailure {
  return new StoreFailure('the store is closed');
}
