/**
 * Reading and writing below one directory, and nowhere else. No link is followed (ruling 13 makes
 * an exception for storage mount points), nothing is touched but what this process or the owner of
 * the directory owns, and what is not what it should be is refused with one clear line. Works are
 * synchronous: this is for threads and programs that have nothing else to do. Paths are relative byte
 * strings. Knows no Account.
 */
import {
  closeSync,
  constants,
  linkSync,
  lstatSync,
  lutimesSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  type Stats,
} from 'node:fs';
import { KnownDirectories } from './known-directories.js';
import { replaceFile, writeNewFile } from './new-file.js';
import { removedPath, type Removal } from './removed.js';
import { finishMoves, moveByCopy } from './tree-moves.js';
import { besideOf, parentOf } from './tree-paths.js';
import { codeOf, explained, requireOwn, TreeRefused, type IsOwn } from './tree-refused.js';
import { removeBelow, syncPlace } from './tree-walks.js';
import type { Tree } from './tree.js';

export { TreeRefused };

/** How a tree behaves. */
export interface TreeOptions {
  /** Links named `*.mnt` directly under `Domains/` or a Domain's directory may be directories. */
  readonly followMountLinks?: boolean;
  /** The clock: milliseconds since 1970. */
  readonly now?: () => number;
}

const readOnly = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/** A directory and what is below it. */
export class SafeTree implements Tree {
  readonly #root: Buffer;
  readonly #followMountLinks: boolean;
  readonly #now: () => number;
  readonly #user = process.geteuid?.();
  readonly #known = new KnownDirectories();

  constructor(root: string, { followMountLinks = true, now = Date.now }: TreeOptions = {}) {
    this.#root = Buffer.from(`${root}/`);
    this.#now = now;
    this.#followMountLinks = followMountLinks;
  }

  /** Whether something is this process's own, or that of the owner of the whole tree. */
  readonly isOwn: IsOwn = ({ uid }) =>
    uid === (this.#user ?? uid) || uid === statSync(this.#root).uid;

  /** Looks at directories anew from now on: others may have changed them meanwhile. */
  forget(): void {
    this.#known.clear();
  }

  /** Where a path is on the disk. Throws `TreeRefused` for one that could lead out of the tree. */
  pathOf(path: string): Buffer {
    if (/(?:^|\/)\.{0,2}(?:\/|$)|\0/.test(path)) throw new TreeRefused(path, 'illegal path');
    return Buffer.concat([this.#root, Buffer.from(path, 'latin1')]);
  }

  /** What is there, itself if it is a link; undefined when nothing is. */
  stat(path: string): Stats | undefined {
    this.pathOf(path);
    return this.#isInSafe(path) ? this.#look(path) : undefined;
  }

  /** Makes a directory and those around it, each for its owner only. */
  makeDirectory(path: string): void {
    if (path === '' || this.#known.isSafe(path)) return;
    this.makeDirectory(parentOf(path));
    let found = this.stat(path);
    if (found === undefined) {
      try {
        mkdirSync(this.pathOf(path), { mode: 0o700 });
        this.#known.addName(path);
        this.#known.addNames(path, []);
        return;
      } catch (error) {
        if (codeOf(error) !== 'EEXIST') throw explained(path, error);
        found = this.#lstat(path);
      }
    }
    this.#requireDirectory(path, found);
    this.#known.addSafe(path);
  }

  /**
   * Makes a file have a text. A new one is written at once; an old one stays until a new one beside
   * it is whole, and is left alone when it has this text already. Returns whether anything changed.
   * `beside`: where the new file is meanwhile, when the usual name could be somebody's.
   */
  writeFile(path: string, chunks: Iterable<string>, beside = besideOf(path)): boolean {
    this.makeDirectory(parentOf(path));
    const old = this.stat(path);
    if (old !== undefined) this.#requireFile(path, old);
    if (typeof chunks === 'string' && old?.size === chunks.length && this.#read(path) === chunks)
      return false;
    const texts = typeof chunks === 'string' ? [chunks] : chunks;
    this.#guarded(path, () => {
      if (old === undefined) writeNewFile(this.pathOf(path), texts);
      else replaceFile(this.pathOf(path), this.pathOf(beside), texts);
    });
    this.#known.addName(path);
    return true;
  }

  /** Makes an empty file where nothing is. */
  makeFile(path: string): void {
    this.makeDirectory(parentOf(path));
    const found = this.stat(path);
    if (found !== undefined) return this.#requireFile(path, found);
    this.#guarded(path, () => writeNewFile(this.pathOf(path), []));
    this.#known.addName(path);
  }

  /**
   * Makes a file a second name of one outside the tree; returns whether the file system can. `beside`
   * as in `writeFile`.
   */
  linkFile(path: string, source: string, beside = besideOf(path)): boolean {
    this.makeDirectory(parentOf(path));
    const old = this.stat(path);
    if (old !== undefined) this.#requireFile(path, old);
    try {
      rmSync(this.pathOf(beside), { force: true });
      linkSync(source, this.pathOf(beside));
    } catch {
      return false;
    }
    this.#guarded(path, () => {
      renameSync(this.pathOf(beside), this.pathOf(path));
      // Two names of one file already: then renaming did nothing.
      rmSync(this.pathOf(beside), { force: true });
    });
    this.#known.addName(path);
    return true;
  }

  /** Sets the time at which a file was modified: milliseconds since 1970. */
  setModified(path: string, time: number): void {
    this.#guarded(path, () => lutimesSync(this.pathOf(path), time / 1000, time / 1000));
  }

  /** The bytes of a file; undefined when it is not there. */
  readFile(path: string): string | undefined {
    const found = this.stat(path);
    if (found === undefined) return undefined;
    this.#requireFile(path, found);
    return this.#read(path);
  }

  #read(path: string): string | undefined {
    const file = this.#open(path);
    if (file === undefined) return undefined;
    try {
      return this.#guarded(path, () => readFileSync(file, 'latin1'));
    } finally {
      closeSync(file);
    }
  }

  /** Opens a file for reading; undefined when it is not there. Whoever asked closes it. */
  open(path: string): number | undefined {
    const found = this.stat(path);
    if (found === undefined) return undefined;
    this.#requireFile(path, found);
    return this.#open(path);
  }

  #open(path: string): number | undefined {
    try {
      return openSync(this.pathOf(path), readOnly);
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return undefined;
      throw explained(path, error);
    }
  }

  /** The names in a directory in the order of their bytes; none when it is not there. */
  list(path: string): readonly string[] {
    const found = path === '' ? undefined : this.stat(path);
    if (path !== '' && found === undefined) return [];
    if (found !== undefined) this.#requireDirectory(path, found);
    const place = path === '' ? this.#root : this.pathOf(path);
    const names = this.#guarded(path, () => readdirSync(place, 'latin1').sort());
    this.#known.addNames(path, names);
    return names;
  }

  /**
   * Moves a file or directory to a path where nothing is, over the borders of file systems too.
   * Both directories are on the disk afterwards. Returns whether there was something to move.
   */
  move(from: string, to: string): boolean {
    const found = this.stat(from);
    if (found === undefined) return false;
    if (found.isDirectory()) this.#requireDirectory(from, found);
    else this.#requireFile(from, found);
    this.makeDirectory(parentOf(to));
    if (this.#lstat(to) !== undefined) throw new TreeRefused(to, 'there is something already');
    try {
      renameSync(this.pathOf(from), this.pathOf(to));
    } catch (error) {
      if (codeOf(error) !== 'EXDEV') throw explained(from, error);
      this.#guarded(from, () => moveByCopy(this, from, to));
    }
    this.#known.forget(from);
    this.#known.addName(to);
    this.sync(parentOf(from));
    this.sync(parentOf(to));
    return true;
  }

  /**
   * Rolls back or finishes moves over borders of file systems that were interrupted. To be called
   * before anything is looked for.
   */
  finishMoves(): void {
    this.#guarded('projector/copying', () => finishMoves(this));
  }

  /** Removes a file, or a directory with all that is in it. Links go, what they lead to stays. */
  remove(path: string): void {
    if (this.stat(path) === undefined) return;
    this.#known.forget(path);
    this.#guarded(path, () => removeBelow(this.pathOf(path), path, this.isOwn));
  }

  /** Removes a directory when nothing is in it. */
  removeEmpty(path: string): void {
    if (this.stat(path) === undefined || this.list(path).length > 0) return;
    this.#known.forget(path);
    this.#guarded(path, () => rmdirSync(this.pathOf(path)));
  }

  /** Moves what is at a path aside (`removed.ts`); returns whether there was anything. */
  setAside(path: string, removal: Removal = {}): boolean {
    if (this.stat(path) === undefined) return false;
    return this.move(path, removedPath(this, path, removal, this.#now()));
  }

  /** The file system of a directory that is there. */
  deviceOf(path: string): number {
    const place = path === '' ? this.#root : this.pathOf(path);
    return this.#guarded(path, () => statSync(place).dev);
  }

  /** Makes sure that the names in a directory, or the bytes of a file, survive a loss of power. */
  sync(path: string): void {
    this.#guarded(path, () => syncPlace(path === '' ? this.#root : this.pathOf(path)));
  }

  /** What the file system says is told with the path. */
  #guarded<T>(path: string, work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw explained(path, error);
    }
  }

  #lstat(path: string): Stats | undefined {
    try {
      return lstatSync(this.pathOf(path), { throwIfNoEntry: false });
    } catch (error) {
      if (codeOf(error) === 'ENOTDIR') return undefined;
      throw explained(path, error);
    }
  }

  /** As `#lstat`, without asking the disk when nothing was there a moment ago. */
  #look(path: string): Stats | undefined {
    if (this.#known.isAbsent(path)) return undefined;
    const found = this.#lstat(path);
    if (found === undefined) this.#known.addAbsent(path);
    return found;
  }

  /** Whether there is a directory around a path. Throws when it, or one around it, is not safe. */
  #isInSafe(path: string): boolean {
    const outer = parentOf(path);
    if (outer === '' || this.#known.isSafe(outer)) return true;
    if (!this.#isInSafe(outer)) return false;
    const found = this.#look(outer);
    if (found === undefined) return false;
    this.#requireDirectory(outer, found);
    this.#known.addSafe(outer);
    return true;
  }

  #requireDirectory(path: string, found: Stats | undefined): void {
    let real = found;
    if (found?.isSymbolicLink() === true) {
      if (!this.#isMountPoint(path)) throw new TreeRefused(path, 'a link is not followed');
      real = this.#guarded(path, () => statSync(this.pathOf(path), { throwIfNoEntry: false }));
    }
    if (real?.isDirectory() !== true) throw new TreeRefused(path, 'no directory');
    requireOwn(path, real, this.isOwn);
  }

  #isMountPoint(path: string): boolean {
    return (
      this.#followMountLinks &&
      /^(?:Domains|Accounts|Domains(?:\/[^/]+)?\/[^/]+)\/[^/]+\.mnt$/.test(path)
    );
  }

  #requireFile(path: string, found: Stats): void {
    if (found.isSymbolicLink()) throw new TreeRefused(path, 'a link is not followed');
    if (!found.isFile()) throw new TreeRefused(path, 'no plain file');
    requireOwn(path, found, this.isOwn);
  }
}
