/**
 * What was seen of directories a moment ago, so that not every path asks the disk again: which are
 * safe, which names are in those that were read or made, and what was looked for in vain. What it
 * says is absent may have come from elsewhere since; whoever relies on it makes new files only.
 */
import { parentOf } from './tree-paths.js';

/** Of how many directories the names are kept: those of the Accounts of one step, in little memory. */
const directoriesMax = 256;

/** A directory with more names than this is not worth their memory. */
const namesMax = 1000;

/** How many paths are known to be nobody's: some of each Account of one step. */
const absentMax = 10_000;

/** Directories that were seen. Paths are relative; the top has an empty path. */
export class KnownDirectories {
  readonly #safe = new Set<string>();
  readonly #names = new Map<string, Set<string>>();
  readonly #absent = new Set<string>();

  /** Whether a directory was found to be safe. */
  isSafe(path: string): boolean {
    return this.#safe.has(path);
  }

  /** A directory is safe. */
  addSafe(path: string): void {
    this.#safe.add(path);
  }

  /** Whether nothing is at a path, as the directory around it was seen. */
  isAbsent(path: string): boolean {
    if (this.#absent.has(path)) return true;
    const names = this.#names.get(parentOf(path));
    return names !== undefined && !names.has(nameOf(path));
  }

  /** Nothing is at a path. */
  addAbsent(path: string): void {
    if (!this.#safe.has(parentOf(path))) return;
    if (this.#absent.size >= absentMax) this.#absent.clear();
    this.#absent.add(path);
  }

  /** A safe directory was made or read. */
  addNames(path: string, names: readonly string[]): void {
    this.#safe.add(path);
    if (names.length > namesMax) return;
    if (this.#names.size >= directoriesMax) this.#names.clear();
    this.#names.set(path, new Set(names));
  }

  /** Something is at a path now. */
  addName(path: string): void {
    this.#absent.delete(path);
    this.#names.get(parentOf(path))?.add(nameOf(path));
  }

  /** What was at a path has gone. What is known inside a directory is known of a safe one only. */
  forget(path: string): void {
    if (!this.#safe.delete(path)) return;
    this.#names.delete(path);
    const inside = `${path}/`;
    for (const known of this.#safe) if (known.startsWith(inside)) this.#safe.delete(known);
    for (const known of this.#names.keys()) {
      if (known.startsWith(inside)) this.#names.delete(known);
    }
    for (const known of this.#absent) if (known.startsWith(inside)) this.#absent.delete(known);
  }

  /** Everything is to be seen anew. */
  clear(): void {
    this.#safe.clear();
    this.#names.clear();
    this.#absent.clear();
  }
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
