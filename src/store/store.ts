/**
 * What the engine asks of a store, and nothing more: consistent reads, atomic durable changes.
 * Knows no domain, no account, no file and no database; `tables.ts` has the row shapes.
 *
 * Transactions are synchronous functions. One may run more than once, so it
 * touches nothing but its transaction: time, ids and hashes are given to it. (A driver over a
 * remote database can run a transaction, fetch the rows it missed and run it again.)
 */

/**
 * A table's key: a whole number from 0 up, or a byte string of at most `keyBytesMax` (`keys.ts`)
 * whose parts are joined by `/`. A table has keys of one of the two kinds.
 */
export type Key = string | number;

/** A table: its name, and how its rows become texts. Rows are never modified in place. */
export interface Table<K extends Key, Row> {
  readonly name: string;
  /** Rows that are written once and hardly read again: they do not stay in memory. */
  readonly seldomRead?: boolean;
  encode(row: Row): string;
  decode(text: string): Row;
  /** Never used at run time: ties the key's type to the table. */
  readonly key?: K;
}

/**
 * A table whose rows are what the journal tells of. A change writes them only together with an
 * effect (`engine/core/change.ts`).
 */
export interface JournaledTable<K extends Key, Row> extends Table<K, Row> {
  readonly role: 'journaled';
}

/** A table that follows from journaled ones: names, indexes, counts. */
export interface DerivedTable<K extends Key, Row> extends Table<K, Row> {
  readonly role: 'derived';
}

/** A key range in ascending order of bytes (numbers: of value); `end` is excluded. */
export interface KeyRange<K extends Key> {
  readonly start?: K;
  readonly end?: K;
  /** At most so many rows. */
  readonly limit?: number;
  /** Descending order: from just below `end` down to `start`. */
  readonly reverse?: boolean;
}

/** Reads of one consistent state. */
export interface Reader {
  /** The row, or undefined when there is none. */
  get<K extends Key, Row>(table: Table<K, Row>, key: K): Row | undefined;
  /**
   * The rows of a key range, in order, as they are now: what the transaction writes afterwards does
   * not show. To be walked inside the transaction. Throws `RangeError` for a bound that can be no key.
   */
  range<K extends Key, Row>(table: Table<K, Row>, range: KeyRange<K>): Iterable<readonly [K, Row]>;
}

/** Reads that see the transaction's own writes, and writes. */
export interface Writer extends Reader {
  /** Throws `RangeError` for what can be no key, `TypeError` when the row is no byte string. */
  readonly put: <K extends Key, Row>(table: Table<K, Row>, key: K, row: Row) => void;
  readonly remove: <K extends Key>(table: Table<K, unknown>, key: K) => void;
}

/** Reads, and writes of what follows from journaled rows, but never of such rows themselves. */
export interface DerivedWriter extends Reader {
  readonly put: <K extends Key, Row>(table: DerivedTable<K, Row>, key: K, row: Row) => void;
  readonly remove: <K extends Key>(table: DerivedTable<K, unknown>, key: K) => void;
}

/** A transaction that yields wherever it may be interrupted: every hundred rows or so (`steps.ts`). */
export type LongTransaction<T> = (tx: Reader) => Generator<void, T>;

/** A store. Every driver keeps the same promises, which the suite in `test/store` states. */
export interface Store {
  /**
   * Runs `transaction` over a consistent state that includes every change accepted so far. The result is
   * given at once, or, when the transaction saw something that is not on disk yet (also that something is
   * gone), as a promise that is kept when it is, and broken with `StoreFailure` when the disk
   * refuses. What `transaction` throws takes the same way as a result. Just after a failed flush the transaction
   * may wait until the store has gone back to what the disk has.
   */
  view<T>(transaction: (tx: Reader) => T): T | Promise<T>;

  /**
   * As `view`, for a transaction that may take long. When it is not done in a few milliseconds it is begun
   * anew over a snapshot, and goes on over several turns of the event loop, so that
   * nobody waits for it. Long views follow each other. Rejects with `ViewTooLong` when a state is
   * kept for too long.
   */
  viewInSlices<T>(transaction: LongTransaction<T>): T | Promise<T>;

  /**
   * Runs `transaction` at once, after every change accepted so far; its writes are committed all or none.
   * Resolves with its result when they are on disk, in the order of acceptance. Rejects with what
   * `transaction` threw (nothing is written then; as soon as what it saw is on disk), or with
   * `StoreFailure` when the disk refused this change or one before it that was not on disk yet
   * (nothing of them is visible then).
   */
  update<T>(transaction: (tx: Writer) => T): Promise<T>;

  /** Waits for what was accepted, then lets go of the files. Refuses whatever comes afterwards. */
  close(): Promise<void>;
}

/** The store could not keep its promise: nothing of the change is there. `cause` has the reason. */
export class StoreFailure extends Error {}

/** The range of all keys that begin with `prefix`, which ends in `/`. */
export function keysUnder(prefix: string): { readonly start: string; readonly end: string } {
  return { start: prefix, end: `${prefix.slice(0, -1)}0` }; // '0' is the character after '/'
}
