/**
 * The data file of a store that this process writes: what is looked at before LMDB opens it, before
 * each transaction, and behind it. LMDB's package ends the process where it meets a damaged page or
 * a failed write, so what can be seen beforehand is seen here.
 *
 * A file that has not been audited yet is read carefully. A small one is audited at once, a large one
 * by a thread, over the state it was opened with: what is written meanwhile rests on pages that
 * were looked at one by one.
 */
import { existsSync, ftruncateSync, openSync, closeSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import { startThread } from '../../threads/start-thread.js';
import { DiskFailure, type Writing } from '../storage-engine.js';
import { isInUse } from '../directory-lock.js';
import { requireRoom } from '../room.js';
import { StoreFailure } from '../store.js';
import { isOfRoom } from '../system-code.js';
import { auditAtOnce, type Damage } from './audit.js';
import type { AuditTask } from './audit-thread.js';
import { lookBeforeWriting } from './careful-rows.js';
import { DataRoom } from './data-room.js';
import { requireFrame } from './frame.js';
import type { Meta } from './meta-page.js';
import { NewestNote, newestNoteName, requireNewest } from './newest-note.js';
import { PageFile } from './page-file.js';
import { SoundPages } from './sound-pages.js';

/** The data file's name in the directory of the store. */
export const dataFileName = 'data.mdb';

/** A file of so many pages (some 4 MB) is audited at once: that takes less than 50 ms. */
const pagesAtOnce = 1000;

/** How long looking at what is going to be written may take in one turn of the event loop. */
const turnMs = 10;

/** Told of what an audit found, which may be nothing. */
export type Audited = (damages: readonly Damage[]) => void;

/** How a data file is looked at. */
export interface Looking {
  /** Told of damages that keep nobody from opening it; without it nothing is audited. */
  readonly audited: Audited | undefined;
  /** The file may be in use by another process, which has looked at it then. */
  readonly readOnly: boolean;
}

/**
 * Looks at a data file before LMDB does. Tells its pages when they are to be read carefully;
 * undefined when they were audited and are sound, or when there are none. Throws `StoreFailure` when the file is
 * damaged so that nothing in it can be believed, or the system's error.
 */
export function lookAtDataFile(
  directory: string,
  { audited, readOnly }: Looking,
): SoundPages | undefined {
  const path = join(directory, dataFileName);
  if (!readOnly && !existsSync(path)) return undefined;
  if (statSync(path).size === 0) return undefined; // it was made, and the process ended there
  const file = new PageFile(path);
  let careful: SoundPages | undefined;
  try {
    const isChanging = readOnly && isInUse(directory);
    const state = file.newest();
    if (isChanging) return undefined;
    // Who has a short look has other questions, and opens it again before anything is written.
    const isLook = readOnly && audited === undefined;
    if (!isLook) requireNewest(join(directory, newestNoteName), state);
    // The pages that are missing then read as damaged, instead of ending the process.
    const bytes = (state.lastPage + 1) * file.pageSize;
    if (!readOnly && file.bytes < bytes) lengthen(path, bytes);
    const isSmall = audited !== undefined && state.lastPage <= pagesAtOnce;
    if (isSmall) {
      const damages = auditAtOnce(file, state);
      const [worst] = damages.filter(({ ofRow }) => !ofRow);
      if (worst !== undefined) throw new StoreFailure(worst.line);
      if (damages.length === 0) {
        audited(damages);
        return undefined;
      }
    }
    const pages = new SoundPages(file, state);
    requireFrame(pages);
    if (readOnly && !isLook && !isSmall) return undefined;
    return (careful = pages);
  } finally {
    if (careful === undefined) file.close();
  }
}

/**
 * Audits a data file that nobody has open for writing, however long that takes; undefined when
 * somebody has, or had meanwhile, who does it. Throws `StoreFailure` as `lookAtDataFile` does.
 */
export function auditDataFile(directory: string): readonly Damage[] | undefined {
  if (isInUse(directory)) return undefined;
  const path = join(directory, dataFileName);
  if (!existsSync(path) || statSync(path).size === 0) return [];
  const file = new PageFile(path);
  try {
    const state = file.newest();
    const damages = auditAtOnce(file, state);
    // Pages of the state that was looked at may have been written over since.
    return file.newest().transaction === state.transaction ? damages : undefined;
  } finally {
    file.close();
  }
}

/** The data file of an open store. */
export class DataFile {
  /** The pages, as long as they are to be read carefully. */
  pages: SoundPages | undefined;
  readonly #directory: string;
  readonly #reserveBytes: number;
  readonly #file: PageFile;
  readonly #note: NewestNote;
  readonly #room: DataRoom;
  #state: Meta;
  #damage: StoreFailure | undefined;
  #auditor: Worker | undefined;

  /** LMDB has the file open; `pages` are those that `lookAtDataFile` told. */
  constructor(directory: string, reserveBytes: number, pages: SoundPages | undefined) {
    const path = join(directory, dataFileName);
    this.pages = pages;
    this.#directory = directory;
    this.#reserveBytes = reserveBytes;
    this.#file = pages?.file ?? new PageFile(path);
    this.#note = new NewestNote(join(directory, newestNoteName));
    this.#room = new DataRoom(path, this.#file);
    this.#state = this.#file.newest();
  }

  /** A transaction is on the disk. */
  goOn(): void {
    this.#state = this.#file.newest();
    this.pages?.goOn(this.#state);
    this.#note.write(this.#state);
  }

  /**
   * Looks whether a transaction can be written, and makes room for it. Rejects with what hinders it,
   * or with `DiskFailure` when the disk takes nothing any more.
   */
  async prepare(writings: Iterable<Writing>): Promise<void> {
    if (this.#damage !== undefined) throw this.#damage;
    let rows = 0;
    let bytes = 0;
    let turnEnds = performance.now() + turnMs;
    for (const { table, key, text } of writings) {
      rows += 1;
      bytes += rowHead + (typeof key === 'string' ? key.length : 8) + (text?.length ?? 0);
      if (this.pages === undefined) continue;
      lookBeforeWriting(this.pages, table.name, key);
      if (performance.now() < turnEnds) continue;
      await new Promise((resolve) => setImmediate(resolve));
      turnEnds = performance.now() + turnMs;
    }
    requireRoom(this.#directory, this.#reserveBytes);
    try {
      this.#note.again();
      await this.#room.make({ rows, bytes }, this.#state.lastPage);
    } catch (error) {
      if (isOfRoom(error)) throw error;
      throw new DiskFailure('the disk takes nothing', { cause: error });
    }
  }

  /**
   * Audits the file in a thread; `release` is called when the state it has now need not be kept any
   * more. A file that is damaged is read carefully for ever: a row whose key is damaged would be
   * missed in silence. With damages of more than rows it is not written any more.
   */
  startAudit(audited: Audited, release: () => void): void {
    const task: AuditTask = { path: join(this.#directory, dataFileName), state: this.#state };
    const thread = startThread(import.meta.url, './audit-thread.js', {
      name: 'audit',
      workerData: task,
    });
    this.#auditor = thread;
    thread.unref();
    thread.once('message', (damages: readonly Damage[]) => {
      const [worst] = damages.filter(({ ofRow }) => !ofRow);
      if (damages.length === 0) this.pages = undefined;
      if (worst !== undefined) this.#damage = new StoreFailure(worst.line);
      audited(damages);
    });
    thread.once('error', (error) =>
      audited([{ line: `the data file could not be looked at: ${error.message}`, ofRow: true }]),
    );
    thread.once('exit', () => {
      this.#auditor = undefined;
      release();
    });
  }

  /** Waits for nothing that is under way. */
  async close(): Promise<void> {
    await this.#auditor?.terminate();
    this.#file.close();
    this.#note.close();
  }
}

/** What a row takes in a page beside its key and its text. */
const rowHead = 16;

function lengthen(path: string, bytes: number): void {
  const file = openSync(path, 'r+');
  try {
    ftruncateSync(file, bytes);
  } finally {
    closeSync(file);
  }
}
