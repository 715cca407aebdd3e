/**
 * A tree of files that is read and never written: what an import finds below its directory. Nothing
 * outside is read: links are not followed, except storage mount points where the caller says so
 * (ruling 13). Paths are relative, names are byte strings. Knows nothing of what the files mean.
 */
import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  opendirSync,
  openSync,
  readSync,
  realpathSync,
  statSync,
  type Dirent,
  type Stats,
} from 'node:fs';
import { BadSyntax } from '../../values/bad-syntax.js';
import { readFileText, usualLimits } from '../../values/read.js';
import { isDictionary, type Dictionary, type Value } from '../../values/value.js';
import { isHeavier, type Weight } from '../../values/weight.js';
import { removedName } from '../removed.js';

/** What a name in a directory is. */
export type EntryKind = 'file' | 'directory' | 'link' | 'other';

/** A name in a directory. */
export interface TreeEntry {
  readonly name: string;
  readonly kind: EntryKind;
}

/** Which storage mount points are followed (ruling 13); never any other link. */
export type MountPoints = 'none' | 'inside the tree' | 'all';

/** How large what is kept may be: a value by its weight, and in bytes or by number what is none. */
export interface StoredMax extends Weight {
  /** Names in a list of names. */
  readonly names: number;
  /** Bytes of a text of many lines. */
  readonly text: number;
  /** Bytes of a few words. */
  readonly word: number;
}

/** How a tree is read. */
export interface TreeOptions {
  readonly mountPoints: MountPoints;
  /** The largest file that is read as a whole, in bytes. */
  readonly settingsBytesMax: number;
  /** How many elements and keys such a file may have. */
  readonly settingsElementsMax: number;
  /** How large what is kept may be, as for what a command stores. */
  readonly storedMax: StoredMax;
  /** The largest file that is copied, in bytes. */
  readonly fileBytesMax: number;
}

/** A file that has to be understood and is not; the message names it and says why, in one line. */
export class UnreadableFile extends Error {
  constructor(
    readonly path: string,
    readonly reason: string,
    options?: ErrorOptions,
  ) {
    super(`${shownPath(path)}: ${reason}`, options);
  }
}

/** A tree of files below a directory. */
export class SourceTree {
  /** `root` is a real path. */
  constructor(
    readonly root: string,
    private readonly options: TreeOptions,
  ) {}

  /** Where a path is on the disk, as the file system wants it. */
  pathOf(path: string): Buffer {
    return Buffer.concat([Buffer.from(`${this.root}/`), Buffer.from(path, 'latin1')]);
  }

  /**
   * What is in a directory, in no order; nothing when there is none. `mounts` says that links whose
   * name ends in `.mnt` may be storage mount points here.
   */
  *entries(path: string, mounts = false): Generator<TreeEntry, void> {
    if (path !== '' && !this.isDirectory(path) && !this.#isMountPoint(path)) return;
    const directory = opendirSync(this.pathOf(path), { encoding: 'latin1' as BufferEncoding });
    try {
      for (let entry = directory.readSync(); entry !== null; entry = directory.readSync()) {
        const { name } = entry;
        if (name === removedName) continue;
        yield { name, kind: this.#kindOf(entry, joined(path, name), mounts) };
      }
    } finally {
      directory.closeSync();
    }
  }

  /** What is in a directory, in the order of bytes. */
  list(path: string, mounts = false): readonly TreeEntry[] {
    return [...this.entries(path, mounts)].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** What is known of a file, or undefined when there is nothing; a link is not followed. */
  stat(path: string): Stats | undefined {
    return lstatSync(this.pathOf(path), { throwIfNoEntry: false });
  }

  /** Whether there is a directory, which is no link. */
  isDirectory(path: string): boolean {
    return this.stat(path)?.isDirectory() === true;
  }

  /** Opens a plain file for reading. */
  open(path: string): number {
    return openSync(
      this.pathOf(path),
      constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK,
    );
  }

  /** The bytes of a plain file as a byte string; undefined when it is not there. */
  read(path: string): string | undefined {
    if (this.stat(path)?.isFile() !== true) return undefined;
    const file = this.open(path);
    try {
      const size = fstatSync(file).size;
      if (size > this.options.settingsBytesMax) {
        throw new UnreadableFile(path, 'the file is over import.settingsFileMegabytes');
      }
      const bytes = Buffer.allocUnsafe(size);
      let length = 0;
      while (length < size) {
        const more = readSync(file, bytes, length, size - length, length);
        if (more === 0) break;
        length += more;
      }
      return bytes.toString('latin1', 0, length);
    } finally {
      closeSync(file);
    }
  }

  /** The value in a file; undefined when the file is not there. Throws `UnreadableFile`. */
  value(path: string): Value | undefined {
    const text = this.read(path);
    if (text === undefined) return undefined;
    if (text.includes('\0')) throw new UnreadableFile(path, 'a zero byte is in it');
    try {
      return readFileText(text, { ...usualLimits, elementsMax: this.options.settingsElementsMax });
    } catch (error) {
      if (!(error instanceof BadSyntax)) throw error;
      throw new UnreadableFile(path, error.message, { cause: error });
    }
  }

  /** The dictionary in a file; undefined when the file is not there. Throws `UnreadableFile`. */
  dictionary(path: string): Dictionary | undefined {
    const value = this.value(path);
    if (value === undefined || isDictionary(value)) return value;
    throw new UnreadableFile(path, 'failed to read a dictionary');
  }

  /** How large what is kept may be. */
  get storedMax(): StoredMax {
    return this.options.storedMax;
  }

  /** Why a dictionary, an array or a text may not be kept, being more than is stored; else undefined. */
  excessOf(value: Value): string | undefined {
    const { storedMax } = this.options;
    if (typeof value === 'string') {
      return value.length > storedMax.text ? 'it is longer than stored.textMax' : undefined;
    }
    return isHeavier([value], storedMax)
      ? 'it holds more than stored.valueMax or stored.elementsMax'
      : undefined;
  }

  /** Refuses what a file holds when it is more than is stored. Throws `UnreadableFile`. */
  requireStorable(path: string, value: Value): void {
    const excess = this.excessOf(value);
    if (excess !== undefined) throw new UnreadableFile(path, excess);
  }

  /** Whether a file may be copied: one with holes tells a size far beyond the room that it takes. */
  isWithinLimit({ size }: Stats): boolean {
    return size <= this.options.fileBytesMax;
  }

  #kindOf(entry: Dirent, path: string, mounts: boolean): EntryKind {
    if (entry.isDirectory()) return 'directory';
    if (entry.isFile()) return 'file';
    if (!entry.isSymbolicLink()) return 'other';
    return mounts && this.#isMountPoint(path) ? 'directory' : 'link';
  }

  #isMountPoint(path: string): boolean {
    const { mountPoints } = this.options;
    if (mountPoints === 'none' || !path.endsWith('.mnt')) return false;
    const place = this.pathOf(path);
    try {
      if (!statSync(place).isDirectory()) return false;
      const target = realpathSync(place, 'latin1');
      const root = `${realpathSync(this.root, 'latin1')}/`;
      return mountPoints === 'all' || target.startsWith(root);
    } catch {
      // It leads nowhere, or in a circle.
      return false;
    }
  }
}

/** A path below another one; the top has an empty path. */
export function joined(path: string, name: string): string {
  return path === '' ? name : `${path}/${name}`;
}

/** What a report says of a link that is left where it is. */
export function linkIsLeft(path: string): string {
  return path.endsWith('.mnt')
    ? 'a link is not followed; a mount point out of the tree is with --follow-mounts'
    : 'a link is not followed';
}

/** A path as people read it: its bytes as UTF-8, control characters replaced. */
export function shownPath(path: string): string {
  return Buffer.from(path, 'latin1')
    .toString('utf8')
    .replace(/[\0-\x1f\x7f]/g, '?');
}
