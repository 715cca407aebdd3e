/**
 * The embedded store: the default driver, LMDB in a directory of its own. Opens and checks the
 * directory; `batching-store.ts` keeps the promises, `lmdb-engine.ts` the rows.
 */
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { BatchingStore } from './batching-store.js';
import { lockDirectory, StoreInUse } from './directory-lock.js';
import type { LongViewLimits } from './long-views.js';
import { LmdbEngine } from './lmdb-engine.js';
import { dataFileName, lookAtDataFile, type Audited } from './pages/data-file.js';
import { requireRoom } from './room.js';
import { StoreFailure, type Key, type Store, type Table } from './store.js';
import { metadata } from './metadata.js';

export { StoreInUse };

/**
 * How many rows stay in memory. An Account needs about three (its name, its row, its settings), so
 * these are some 15,000 Accounts in steady use, in about 50 MB; a row that is not among them costs
 * a few microseconds more.
 */
export const cacheRowsDefault = 50_000;

/**
 * How much room the disk must have before something is written. LMDB does not stand a full disk:
 * files that are mapped without room behind them end the process, and its message of a failed write
 * is longer than the memory that it takes for it. So it never gets there: this is more than what a
 * change of a whole large Domain writes, and little on any disk that a mail server has.
 */
export const reserveBytesDefault = 32 * 1024 * 1024;

/** What is in a store. */
export interface StoreShape {
  /** The tables that will be asked for. */
  readonly tables: readonly Pick<Table<Key, unknown>, 'name'>[];
  /** The format of their rows; a store of a later one is refused. */
  readonly format: number;
}

/** How an embedded store behaves. */
export interface EmbeddedOptions {
  /** How many rows stay in memory, beside those that are on their way to the disk. */
  readonly cacheRows?: number;
  /** How much room the disk must have before something is written. */
  readonly reserveBytes?: number;
  /** Reads a store that may be in use by another process, and writes nothing. */
  readonly readOnly?: boolean;
  /** What is empty becomes a store (the usual, unless it is for reading); else it is refused. */
  readonly mayBegin?: boolean;
  /** For tests: awaited before each batch is written; when it rejects, the batch is refused. */
  readonly flush?: () => Promise<void>;
  /**
   * Told of what of the data file is damaged, which may be nothing, when all of it was looked at: at
   * once or, when it is large, some time later. Not told of a new store, nor of one open for reading.
   */
  readonly audited?: Audited | undefined;
  /** The data file is read carefully as long as it is open: for a short look, and for tests. */
  readonly neverAudited?: boolean;
  /** See `BatchingOptions.longViews`. */
  readonly longViews?: LongViewLimits | undefined;
  /** See `BatchingOptions.broken`. */
  readonly broken?: ((failure: StoreFailure) => void) | undefined;
}

/** The store was written by a version that this one does not know, or by another program. */
export class UnknownFormat extends Error {}

/** There is nothing in the store, not even its format, and it may not be begun. */
export class StoreEmpty extends UnknownFormat {}

/**
 * Opens the store in `directory`, and makes it (mode 0700, files 0600) when it is not there. No
 * repair is ever needed. Rejects with `StoreInUse` when a process has it open for writing, with
 * `UnknownFormat`, with `StoreEmpty`, or with `StoreFailure` when the files are damaged or cannot be read, or when a
 * new store has no room.
 */
export async function openStoreOf(
  { tables, format }: StoreShape,
  directory: string,
  options: EmbeddedOptions = {},
): Promise<Store> {
  const { readOnly = false, cacheRows = cacheRowsDefault } = options;
  const { reserveBytes = reserveBytesDefault, mayBegin = !readOnly } = options;
  const { flush, broken, longViews, neverAudited = false, audited = () => undefined } = options;
  try {
    if (!readOnly) mkdirSync(directory, { recursive: true, mode: 0o700 });
    const unlock = readOnly ? () => undefined : lockDirectory(directory);
    try {
      const opening = { format, readOnly, reserveBytes, mayBegin, neverAudited, audited };
      const engine = await openEngine(directory, opening, unlock);
      engine.openTables(tables.map(({ name }) => name));
      if (!neverAudited) engine.startAudit(audited);
      return new BatchingStore(engine, { cacheRows, readOnly, flush, broken, longViews });
    } catch (error) {
      unlock();
      throw error;
    }
  } catch (error) {
    if (error instanceof StoreInUse || error instanceof UnknownFormat) throw error;
    if (error instanceof StoreFailure) throw error;
    throw new StoreFailure(`the store in ${directory} cannot be opened`, { cause: error });
  }
}

interface Opening extends Pick<StoreShape, 'format'> {
  readonly readOnly: boolean;
  readonly reserveBytes: number;
  readonly mayBegin: boolean;
  readonly neverAudited: boolean;
  readonly audited: Audited;
}

async function openEngine(
  directory: string,
  { format, readOnly, reserveBytes, mayBegin, neverAudited, audited }: Opening,
  unlock: () => void,
): Promise<LmdbEngine> {
  const dataFile = join(directory, dataFileName);
  const isNew = !existsSync(dataFile);
  const looked = { audited: neverAudited ? undefined : audited, readOnly };
  const pages = lookAtDataFile(directory, looked);
  if (!readOnly && (isNew || !existsSync(join(directory, 'lock.mdb')))) {
    requireRoom(directory, reserveBytes);
  }
  const engine = new LmdbEngine(directory, { readOnly, reserveBytes, pages }, unlock);
  try {
    await checkFormat(engine, directory, { format, mayBegin });
    if (isNew) for (const place of [directory, dirname(resolve(directory))]) syncDirectory(place);
    return engine;
  } catch (error) {
    await engine.close();
    throw error;
  }
}

/** Reads the format's number; gives a new store its own. */
async function checkFormat(
  engine: LmdbEngine,
  directory: string,
  { format: known, mayBegin }: Pick<Opening, 'format' | 'mayBegin'>,
): Promise<void> {
  engine.openTables([metadata.name]);
  const table = engine.table(metadata.name);
  const format = table.read('format');
  if (format === undefined && engine.size <= 1) {
    if (!mayBegin) throw new StoreEmpty(`the store in ${directory} is empty`);
    await engine.commit(() => table.write('format', metadata.encode(String(known))));
  } else if (!/^[1-9]\d*$/.test(format ?? '') || Number(format) > known) {
    throw new UnknownFormat(
      `the store in ${directory} has format ${format ?? 'none'}; this version knows ${known}`,
    );
  }
}

/** Makes sure that names made in a directory survive a loss of power. */
function syncDirectory(directory: string): void {
  const handle = openSync(directory, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
