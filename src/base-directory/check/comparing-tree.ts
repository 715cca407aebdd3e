/**
 * A tree that changes nothing: whoever writes documented files into it hears what is not as they
 * would write it. So the projector's own works tell what it would do, and there is no second
 * description of the files.
 */
import { closeSync, readSync } from 'node:fs';
import { bytesOf } from '../../values/text.js';
import { SafeTree, TreeRefused } from '../safe-tree.js';
import { parentOf } from '../tree-paths.js';

/** What is wrong at a path, and what writing the files anew does about it. */
export type Difference = readonly [path: string, wrong: string, fix: string | undefined];

const written = 'write it';
const writtenAnew = 'write it anew';
const removed = 'remove it';
const setAside = 'move it aside';

/** A tree that is only looked at. */
export class ComparingTree extends SafeTree {
  /** A file of which nothing is noted. */
  ignored: string | undefined;
  #differences = new Map<string, Difference>();

  /** What was different since this was asked last, each path once. */
  taken(): readonly Difference[] {
    const differences = [...this.#differences.values()];
    this.#differences = new Map();
    return differences;
  }

  /** Whether something was different since then. */
  get isAnythingWrong(): boolean {
    return this.#differences.size > 0;
  }

  /** Notes that something is not as it should be. */
  differs(path: string, wrong: string, fix?: string): void {
    if (path === this.ignored || this.#differences.has(path)) return;
    this.#differences.set(path, [path, wrong, fix]);
  }

  /** Notes that what is at a path is not what may be there. */
  refused({ path, reason }: TreeRefused): void {
    this.differs(path, `is refused: ${bytesOf(reason)}`);
  }

  override makeDirectory(path: string): void {
    if (path === '') return;
    this.#looking(() => {
      // To look for something inside is to require that it is a directory.
      this.stat(`${path}/-`);
      if (this.stat(path) === undefined) this.#missing(path);
    });
  }

  override writeFile(path: string, chunks: Iterable<string>): boolean {
    this.#looking(() => {
      const file = this.open(path);
      if (file === undefined) return this.#missing(path);
      try {
        const texts = typeof chunks === 'string' ? [chunks] : chunks;
        if (!hasText(file, texts)) this.differs(path, 'differs from the store', writtenAnew);
      } finally {
        closeSync(file);
      }
    });
    return false;
  }

  override makeFile(path: string): void {
    this.#looking(() => {
      const file = this.open(path);
      if (file === undefined) this.#missing(path, 'an empty one is made');
      else closeSync(file);
    });
  }

  override remove(path: string): void {
    if (this.stat(path) !== undefined) this.differs(path, 'should not be there', removed);
  }

  override removeEmpty(path: string): void {
    if (this.stat(path) !== undefined && this.list(path).length === 0) this.remove(path);
  }

  override setAside(path: string): boolean {
    if (this.stat(path) === undefined) return false;
    this.differs(path, 'should not be there', setAside);
    return true;
  }

  override move(from: string): boolean {
    if (this.stat(from) === undefined) return false;
    this.differs(from, 'is not where it belongs', 'move it there');
    return true;
  }

  /** Times are set after the writing; they tell nothing of what is in a file. */
  override setModified(): void {
    return;
  }

  #missing(path: string, fix = written): void {
    // What is in a directory that is missing needs no words of its own.
    for (let outer = parentOf(path); outer !== ''; outer = parentOf(outer)) {
      if (this.#differences.has(outer)) return;
    }
    this.differs(path, 'is missing', fix);
  }

  #looking(look: () => void): void {
    try {
      look();
    } catch (error) {
      if (!(error instanceof TreeRefused)) throw error;
      this.refused(error);
    }
  }
}

/** Whether a file has a text and nothing behind it. */
function hasText(file: number, chunks: Iterable<string>): boolean {
  for (const chunk of chunks) {
    const wanted = Buffer.from(chunk, 'latin1');
    const found = Buffer.alloc(wanted.length);
    if (readFully(file, found) < wanted.length || !wanted.equals(found)) return false;
  }
  return readFully(file, Buffer.alloc(1)) === 0;
}

function readFully(file: number, into: Buffer): number {
  let done = 0;
  while (done < into.length) {
    const got = readSync(file, into, done, into.length - done, null);
    if (got === 0) break;
    done += got;
  }
  return done;
}
