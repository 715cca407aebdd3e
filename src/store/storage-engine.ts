/**
 * What `BatchingStore` needs of the thing that really stores the rows: reads of the last committed
 * state, and one way to commit many changes at once. Rows are texts here; a storage engine knows no row
 * shapes, no transactions and no callers.
 */
import type { Key } from './store.js';

/** A page of a table: from `start` up to and without `end`. */
export interface Page {
  readonly start: Key | undefined;
  /** Without `start` itself. */
  readonly afterStart: boolean;
  readonly end: Key | undefined;
  /** At most so many rows, the first ones in the order that is asked for. */
  readonly limit: number;
  /** Descending order. */
  readonly reverse: boolean;
}

/** The rows of a table in one state. */
export interface Rows {
  /** The text of a row, or undefined when there is none. */
  read(key: Key): string | undefined;
  /** The keys and texts of a page, in order. */
  list(page: Page): readonly (readonly [Key, string])[];
}

/** One table on the storage engine. Reads give the last committed state. */
export interface EngineTable extends Rows {
  readonly name: string;
  /** Writes a row, or removes it when `text` is undefined. Only while `StorageEngine.keep` calls. */
  write(key: Key, text: string | undefined): void;
}

/** A write failed, and not for want of room; `cause` has the reason. */
export class DiskFailure extends Error {}

/** What is going to be written to a table: a row, or its removal. */
export interface Writing {
  readonly table: EngineTable;
  readonly key: Key;
  readonly text: string | undefined;
}

/** One state that can be read however much is committed meanwhile. */
export interface EngineSnapshot {
  /** The table of that name. Throws when the storage engine has none. */
  table(name: string): Rows;
  /** Nothing more is read of it. Called once. */
  release(): void;
}

/** The keeper of rows under a store. */
export interface StorageEngine {
  /** The table of that name. Throws when this storage engine has none. */
  table(name: string): EngineTable;
  /**
   * Looks whether all of this can be written, before anything is. When it throws or rejects, the
   * storage engine is as it was, and may be asked again; unless it does so with `DiskFailure`, after which it
   * is as it is after a failure of `keep`.
   */
  prepare(writings: Iterable<Writing>): Promise<void> | void;
  /**
   * Calls `fill` at once, and keeps what it writes to the tables all or none. Resolves when it is
   * committed (and reads see it). When it rejects nobody knows what the disk has: nothing may be asked of
   * the storage engine any more but to be closed. Never called again before it has resolved.
   */
  commit(fill: () => void): Promise<void>;
  /** A snapshot of the last committed state. To be released before the storage engine is closed. */
  snapshot(): EngineSnapshot;
  /** Makes sure that the next read sees what other processes committed meanwhile. */
  refresh(): void;
  close(): Promise<void>;
}
