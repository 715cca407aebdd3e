/** The pages of a data file as they are on the disk. Knows nothing of what is in them. */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { StoreFailure } from '../store.js';
import { PageDamage } from './page-damage.js';
import { metaBytes, metaOf, newestMeta, type Meta } from './meta-page.js';

/** How often the meta pages are looked at before they count as damaged. */
const looksMax = 10;

/**
 * How much longer than the file its pages can be, in bytes: the last ones of a state that nobody
 * needs any more when it is written never come to the disk. More than one transaction writes.
 */
const unwrittenMax = 2 ** 32;

/** A data file that is open for reading. */
export class PageFile {
  readonly pageSize: number;
  readonly #file: number;
  readonly #path: string;

  /** Throws `StoreFailure` when the file is no data file, or the system's error. */
  constructor(path: string) {
    this.#path = path;
    this.#file = openSync(path, 'r');
    try {
      this.pageSize = this.#metaAt(0, 0).pageSize;
    } catch (error) {
      this.close();
      throw error;
    }
  }

  /** How many bytes the file has. */
  get bytes(): number {
    return fstatSync(this.#file).size;
  }

  /**
   * The state that counts now. Throws `StoreFailure` when the meta pages are damaged: whatever another
   * process writes between our looks at them, a few looks are enough to see two that fit.
   */
  newest(): Meta {
    for (let looks = 1; ; looks += 1) {
      try {
        const state = newestMeta(this.#metaAt(0, 0), this.#metaAt(1, this.pageSize));
        if (state.lastPage * this.pageSize > this.bytes + unwrittenMax) {
          throw new PageDamage(state.transaction % 2, 'it tells of far more pages than there are');
        }
        return state;
      } catch (error) {
        if (looks === looksMax) throw error;
      }
    }
  }

  /** The bytes of `count` pages that begin with one; what is not in the file is zero. */
  read(number: number, count = 1): Buffer {
    const bytes = Buffer.allocUnsafe(this.pageSize * count);
    const length = readSync(this.#file, bytes, 0, bytes.length, number * this.pageSize);
    return length === bytes.length ? bytes : bytes.fill(0, length);
  }

  close(): void {
    closeSync(this.#file);
  }

  #metaAt(number: number, at: number): Meta {
    const bytes = Buffer.alloc(metaBytes);
    readSync(this.#file, bytes, 0, bytes.length, at);
    const meta = metaOf(bytes, number);
    if (meta !== undefined) return meta;
    throw new StoreFailure(`${this.#path} is damaged, or no file of this server`);
  }
}
