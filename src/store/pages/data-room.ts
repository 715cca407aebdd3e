/**
 * Room in the data file for what is going to be written, made before LMDB writes: a write that finds
 * no room damages the memory of the process inside the package, and one of ours is merely an error.
 * So the file is always a little longer than what is in it; what is behind its last page is zeros.
 *
 * On file systems that write each block anew (ZFS, Btrfs) zeros hold no room; there the reserve of
 * the disk alone counts.
 */
import { open, type FileHandle } from 'node:fs/promises';
import { systemCodeOf } from '../system-code.js';
import type { PageFile } from './page-file.js';

/** How large something is that is going to be written. */
export interface Size {
  readonly rows: number;
  /** Of keys and texts. */
  readonly bytes: number;
}

/** The file grows by so much, so that it grows seldom. */
const step = 1024 * 1024;

/** Pages that each transaction may need beside those of its rows: roots, tables, free lists. */
const pagesAlways = 64;

/** Room behind the last page of a data file. */
export class DataRoom {
  readonly #path: string;
  readonly #pages: PageFile;
  #length: number;

  constructor(path: string, pages: PageFile) {
    this.#path = path;
    this.#pages = pages;
    this.#length = pages.bytes;
  }

  /**
   * Makes room, when there is not enough, for rows that are written over a state with so many
   * pages. Rejects with the system's error when there is none.
   */
  make(size: Size, lastPage: number): Promise<void> | undefined {
    const { pageSize } = this.#pages;
    const end = (lastPage + 1 + pagesFor(size, lastPage, pageSize)) * pageSize;
    return end <= this.#length ? undefined : this.#grow(end);
  }

  async #grow(end: number): Promise<void> {
    // The package makes it longer, too, as its last page moves.
    this.#length = this.#pages.bytes;
    const wanted = Math.ceil(end / step) * step;
    if (end <= this.#length) return;
    const file = await open(this.#path, 'r+');
    try {
      while (this.#length < wanted) await this.#append(file, wanted);
    } catch (error) {
      // A little less than wanted is enough; without an answer nothing is certain.
      if (this.#length < end || systemCodeOf(error) === '') throw error;
    } finally {
      await file.close();
    }
  }

  async #append(file: FileHandle, wanted: number): Promise<void> {
    const zeros = Buffer.alloc(Math.min(step, wanted - this.#length));
    const { bytesWritten } = await file.write(zeros, 0, zeros.length, this.#length);
    this.#length += bytesWritten;
  }
}

/**
 * How many new pages rows may need: each row may lie in a page of its own, which is copied, and
 * what is added may split pages so that they are a quarter full.
 */
function pagesFor({ rows, bytes }: Size, lastPage: number, pageSize: number): number {
  return 2 * Math.min(rows, lastPage) + Math.ceil((4 * bytes) / pageSize) + pagesAlways;
}
