/**
 * Rows in an LMDB environment, one sub-database for each table. The only file that knows the
 * package `lmdb`; knows nothing of transactions and of what rows mean.
 *
 * What matters of the package (its documentation is silent or vague on some of it):
 * - `batch` writes one block of instructions, which a thread of the package puts into one
 *   transaction. Puts inside it make no promise of their own; the batch's promise is fulfilled after
 *   data and meta page are on disk, because `overlappingSync` is off.
 * - Reads share a transaction that the package ends at the next turn of the event loop or after a
 *   commit. `keep` ends it too, so that coherence does not hang on the order of callbacks.
 * - The reason of a failed commit is a promise inside the error.
 * - A write that fails makes the package write its message over the end of the memory it took for
 *   it, and an environment whose meta page could not be written hangs at the next write. So there is
 *   no next write, and no closing either: the process that hears of a failure is at its end.
 */
import {
  open,
  type Database,
  type RootDatabase,
  type RootDatabaseOptions,
  type Transaction,
} from 'lmdb';
import type {
  EngineSnapshot,
  StorageEngine,
  EngineTable,
  Page,
  Rows,
  Writing,
} from './storage-engine.js';
import { readRange, readRow } from './pages/careful-rows.js';
import { DataFile, type Audited } from './pages/data-file.js';
import { SoundPages } from './pages/sound-pages.js';
import { highest, keyMark, lowest, markOfRow, readKey, rowBytes } from './stored-form.js';
import { rowText, writeKey, type KeyOrBound } from './stored-form.js';
import { StoreFailure, type Key } from './store.js';

/** How many tables there can ever be in an environment; each costs a few bytes when unused. */
const tablesMax = 64;

type Texts = Database<string, KeyOrBound>;

/** A state that is read of a table: where its pages are read carefully, and in which transaction. */
interface State {
  readonly pages?: SoundPages | undefined;
  /** Without one, that of this turn of the event loop. */
  readonly transaction?: Transaction;
}

/** How a storage engine is opened. */
export interface LmdbOptions {
  readonly readOnly: boolean;
  /** How much room the disk must have before anything is written. */
  readonly reserveBytes: number;
  /** The pages of the data file, when it is to be read carefully: not audited yet. */
  readonly pages: SoundPages | undefined;
}

/** The rows of the environment in a directory. */
export class LmdbEngine implements StorageEngine {
  readonly #directory: string;
  readonly #readOnly: boolean;
  readonly #tables = new Map<string, LmdbTable>();
  readonly #afterClose: () => void;
  readonly #root: RootDatabase<string, KeyOrBound>;
  /** Undefined when it is open for reading only. */
  readonly #file: DataFile | undefined;
  /** The pages that are read carefully when it is open for reading only. */
  readonly #pages: SoundPages | undefined;
  #failed = false;

  /** Opens the environment, and makes it when it is not there. Throws what the package throws. */
  constructor(
    directory: string,
    { readOnly, reserveBytes, pages }: LmdbOptions,
    afterClose: () => void,
  ) {
    this.#directory = directory;
    this.#readOnly = readOnly;
    this.#afterClose = afterClose;
    this.#pages = pages;
    this.#root = this.#open();
    this.#file = readOnly ? undefined : new DataFile(directory, reserveBytes, pages);
  }

  /** How many tables the environment has. */
  get size(): number {
    return this.#root.getKeysCount({});
  }

  /** Opens tables, and makes those that are not there. Not while `keep` is under way. */
  openTables(names: readonly string[]): void {
    const pages = (): SoundPages | undefined => this.#carefulPages();
    for (const name of names) {
      if (this.#tables.has(name)) continue;
      this.#tables.set(name, new LmdbTable(name, this.#root, pages));
    }
    this.#file?.goOn();
  }

  /** Audits a data file that is read carefully, in the background. Not while `keep` is under way. */
  startAudit(audited: Audited): void {
    if (this.#file?.pages === undefined) return;
    // Pages of the state that is audited are not written over as long as somebody reads it.
    const state = this.#root.useReadTransaction();
    this.#file.startAudit(audited, () => state.done());
  }

  table(name: string): EngineTable {
    return this.#table(name);
  }

  snapshot(): EngineSnapshot {
    const careful = this.#carefulPages();
    const transaction = this.#root.useReadTransaction();
    // The transaction keeps all pages that this state has, also where they are read without it.
    const pages = careful && new SoundPages(careful.file, careful.state);
    return {
      table: (name) => this.#table(name).inState({ pages, transaction }),
      release: () => transaction.done(),
    };
  }

  #carefulPages(): SoundPages | undefined {
    return this.#file === undefined ? this.#pages : this.#file.pages;
  }

  #table(name: string): LmdbTable {
    const table = this.#tables.get(name);
    if (table === undefined) throw new Error(`table ${name} is not among those that were opened`);
    return table;
  }

  async prepare(writings: Iterable<Writing>): Promise<void> {
    await this.#file?.prepare(writings);
  }

  async commit(fill: () => void): Promise<void> {
    const committed = this.#root.batch(fill);
    // A second, empty batch makes the package start now instead of at the next turn.
    void this.#root.batch(() => undefined).catch(() => undefined);
    try {
      await committed;
    } catch (error) {
      this.#failed = true;
      throw await reasonOf(error);
    }
    this.#root.resetReadTxn();
    this.#file?.goOn();
  }

  refresh(): void {
    this.#root.resetReadTxn();
    this.#pages?.goOn(this.#pages.file.newest());
  }

  async close(): Promise<void> {
    if (this.#readOnly) this.#pages?.file.close();
    await this.#file?.close();
    if (!this.#failed) await this.#root.close();
    this.#afterClose();
  }

  #open(): RootDatabase<string, KeyOrBound> {
    const options = {
      path: this.#directory,
      noSubdir: false,
      readOnly: this.#readOnly,
      maxDbs: tablesMax,
      overlappingSync: false,
      eventTurnBatching: false,
      // A batch is started when it is complete, and by the one that follows it.
      batchStartThreshold: Infinity,
      txnStartThreshold: 1,
      permissionsMode: 0o600,
    };
    return open<string, KeyOrBound>(options);
  }
}

/** A table in the environment. */
class LmdbTable implements EngineTable {
  readonly name: string;
  /** Undefined when the environment, open for reading only, does not have it. */
  readonly #rows: Texts | undefined;
  /** The pages of the data file as long as they are to be read carefully. */
  readonly #pages: () => SoundPages | undefined;
  /** The key of the row that is being encoded. */
  #key: Key = 0;
  /** The mark of the row that was decoded last. */
  #mark = 0;

  constructor(
    name: string,
    root: RootDatabase<string, KeyOrBound>,
    pages: () => SoundPages | undefined,
  ) {
    const options: RootDatabaseOptions = {
      keyEncoder: { writeKey, readKey },
      encoder: {
        encode: (text: string) => rowBytes(this.#key, text),
        decode: (bytes: Uint8Array) => this.#decode(bytes),
      },
    };
    this.name = name;
    this.#rows = root.openDB<string, KeyOrBound>(name, options);
    this.#pages = pages;
  }

  read(key: Key): string | undefined {
    return this.#read(key, { pages: this.#pages() });
  }

  list(page: Page): readonly (readonly [Key, string])[] {
    return this.#list(page, { pages: this.#pages() });
  }

  /** The rows that it had in a state. */
  inState(state: State): Rows {
    return {
      read: (key) => this.#read(key, state),
      list: (page) => this.#list(page, state),
    };
  }

  write(key: Key, text: string | undefined): void {
    if (text === undefined) void this.#rows?.remove(key);
    else {
      this.#key = key;
      void this.#rows?.put(key, text);
    }
  }

  #read(key: Key, { pages, ...state }: State): string | undefined {
    if (pages !== undefined) return this.#asking(() => readRow(pages, this.name, key));
    const text = this.#asking(() => this.#rows?.get(key, state));
    return text === undefined ? undefined : this.#whole(key, text);
  }

  #list(page: Page, { pages, ...state }: State): readonly (readonly [Key, string])[] {
    if (pages !== undefined) return this.#asking(() => readRange(pages, this.name, page));
    const { start, afterStart, end, limit, reverse } = page;
    const low = start ?? lowest;
    const high = end ?? highest;
    const range = reverse
      ? { start: high, end: low, exclusiveStart: true, inclusiveEnd: true, reverse, limit }
      : { start: low, end: high, exclusiveStart: afterStart, limit };
    return this.#asking(() => {
      const found: (readonly [Key, string])[] = [];
      for (const { key, value } of this.#rows?.getRange({ ...range, ...state }) ?? []) {
        found.push([key as Key, this.#whole(key as Key, value)]);
      }
      return found;
    });
  }

  #decode(bytes: Uint8Array): string {
    const buffer = Buffer.isBuffer(bytes)
      ? bytes
      : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    this.#mark = markOfRow(buffer);
    return rowText(buffer);
  }

  #whole(key: Key, text: string): string {
    if (this.#mark === keyMark(key)) return text;
    throw new StoreFailure(`row ${key} of table ${this.name} is damaged`);
  }

  #asking<T>(ask: () => T): T {
    try {
      return ask();
    } catch (error) {
      if (error instanceof StoreFailure) throw error;
      throw new StoreFailure(`table ${this.name} cannot be read`, { cause: error });
    }
  }
}

/** The reason of a failed commit. */
async function reasonOf(error: unknown): Promise<unknown> {
  if (!(error instanceof Error) || !('commitError' in error)) return error;
  return Promise.resolve(error.commitError).then(
    () => error,
    (reason: unknown) => reason,
  );
}
