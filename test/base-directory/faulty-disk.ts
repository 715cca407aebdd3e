/**
 * The disk as this process sees it, made to fail: every work that changes something below a
 * directory is counted, and from one of them on they fail, as on a disk without room or in a process
 * that is gone. Borders of file systems and files of other owners can be put where none are.
 */
import { chownSync, lstatSync, realpathSync, type Stats } from 'node:fs';
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

/** Thrown in the place of a work of a process that was killed. */
export class Killed extends Error {}

/** What the system says when there is no room. */
export function noRoom(syscall = 'write'): Error {
  return failure('ENOSPC', 'no space left on device', syscall);
}

function failure(code: string, words: string, syscall: string): Error {
  return Object.assign(new Error(`${code}: ${words}, ${syscall}`), { code, syscall });
}

type Call = (...given: unknown[]) => unknown;
type Calls = Record<string, Call>;

/** Works that change names or times; the first two, and the others, need room. */
const needRoom = ['mkdirSync', 'mkdtempSync', 'symlinkSync', 'writeFileSync', 'copyFileSync'];
const renaming = ['renameSync', 'linkSync'];
const others = ['unlinkSync', 'rmdirSync', 'rmSync', 'utimesSync', 'lutimesSync', 'chmodSync'];

/** A disk that fails. It works as ever again after `repair`. */
export class FaultyDisk {
  /** How many works were counted, and whether one of them failed. */
  works = 0;
  hasFailed = false;
  readonly #roots: readonly string[];
  readonly #undo: (() => void)[] = [];
  readonly #files = new Map<unknown, string>();
  #at = Infinity;
  #isKilled = false;
  #borders: readonly string[] = [];

  /** Counts below these directories. */
  constructor(...roots: readonly string[]) {
    this.#roots = roots.map((root) => realpathSync(root));
    this.#watch();
    syncBuiltinESMExports();
  }

  /** There is no room any more after so many works that need some. */
  full(at: number): this {
    this.#at = at;
    return this;
  }

  /** The process is killed before the work of this number; nothing it does then has an effect. */
  killed(at: number): this {
    this.#at = at;
    this.#isKilled = true;
    return this;
  }

  /** These directories are on file systems of their own. */
  borders(...directories: readonly string[]): this {
    this.#borders = directories.map((directory) => realpathSync(directory));
    return this;
  }

  /** Counts a work that is none of the file system, as one of a store. */
  work(): void {
    this.#count('work', true);
  }

  /** Everything works again. */
  repair(): void {
    for (const undo of this.#undo.splice(0)) undo();
    syncBuiltinESMExports();
  }

  #watch(): void {
    const sync = fs as unknown as Calls;
    for (const name of [...needRoom, ...renaming, ...others]) {
      const takesRoom = !others.includes(name);
      this.#replace(sync, name, (call) => (...given) => {
        if (renaming.includes(name)) this.#requireOneSystem(name, given);
        if (this.#isBelow(given[0]) || this.#isBelow(given[1])) this.#count(name, takesRoom);
        return call(...given);
      });
    }
    this.#replace(sync, 'openSync', (call) => (...given) => {
      const file = this.#opened(given, () => call(...given));
      if (this.#isBelow(given[0])) this.#files.set(file, String(given[0]));
      return file;
    });
    this.#replace(sync, 'closeSync', (call) => (file) => {
      this.#files.delete(file);
      return call(file);
    });
    this.#replace(sync, 'writeSync', (call) => (...given) => {
      const [file, bytes] = given;
      if (!this.#files.has(file)) return call(...given);
      this.#count('write', true, () => {
        // A disk takes what it has room for.
        const half = Buffer.from(bytes as string | Uint8Array);
        call(file, half.subarray(0, half.length >> 1));
      });
      return call(...given);
    });
    this.#watchStreams(sync);
    this.#watchPromises(fs.promises as unknown as Calls);
  }

  /** What streams call. */
  #watchStreams(sync: Calls): void {
    this.#replace(sync, 'open', (call) => (...given) => {
      const done = given.at(-1) as (error: unknown, file?: unknown) => void;
      try {
        this.#opened(given, () => undefined);
      } catch (error) {
        return done(error);
      }
      return call(...given.slice(0, -1), (error: unknown, file: unknown) => {
        if (this.#isBelow(given[0]) && isWriting(given[1])) {
          this.#files.set(file, String(given[0]));
        }
        done(error, file);
      });
    });
    for (const name of ['write', 'writev']) {
      this.#replace(sync, name, (call) => (...given) => {
        const done = given.at(-1) as (error: unknown) => void;
        try {
          if (this.#files.has(given[0])) this.#count('write', true);
        } catch (error) {
          return done(error);
        }
        return call(...given);
      });
    }
    this.#replace(sync, 'close', (call) => (...given) => {
      this.#files.delete(given[0]);
      return call(...given);
    });
  }

  #watchPromises(promises: Calls): void {
    this.#replace(promises, 'mkdir', (call) => async (...given) => {
      if (this.#isBelow(given[0])) this.#count('mkdir', true);
      return await call(...given);
    });
    for (const name of ['unlink', 'rmdir', 'rm', 'utimes']) {
      this.#replace(promises, name, (call) => async (...given) => {
        if (this.#isBelow(given[0])) this.#count(name, false);
        return await call(...given);
      });
    }
    this.#replace(promises, 'open', (call) => async (...given) => {
      this.#opened(given, () => undefined);
      const file = (await call(...given)) as Calls;
      if (!this.#isBelow(given[0]) || !isWriting(given[1])) return file;
      const write = file['write']?.bind(file) as Call;
      Reflect.set(file, 'write', async (...what: unknown[]) => {
        this.#count('write', true);
        return await write(...what);
      });
      return file;
    });
  }

  #opened<T>(given: readonly unknown[], open: () => T): T {
    const isNew = isCreating(given[1]) && this.#isBelow(given[0]);
    if (isNew) this.#count('open', true);
    return open();
  }

  #count(syscall: string, takesRoom: boolean, first: () => void = () => undefined): void {
    if (!takesRoom && !this.#isKilled) return;
    this.works += 1;
    if (this.works <= this.#at) return;
    if (!this.hasFailed) first();
    this.hasFailed = true;
    throw this.#isKilled ? new Killed('killed') : noRoom(syscall.replace('Sync', ''));
  }

  #requireOneSystem(name: string, [from, to]: readonly unknown[]): void {
    const systemOf = (path: unknown): number =>
      this.#borders.findIndex((border) => isIn(resolved(path), border));
    if (systemOf(from) === systemOf(to)) return;
    throw failure('EXDEV', 'cross-device link not permitted', name.replace('Sync', ''));
  }

  #isBelow(path: unknown): boolean {
    if (typeof path !== 'string' && !Buffer.isBuffer(path)) return false;
    const real = resolved(path);
    return this.#roots.some((root) => isIn(real, root));
  }

  #replace(calls: Calls, name: string, made: (call: Call) => Call): void {
    const before = calls[name] as Call;
    calls[name] = made(before.bind(calls));
    this.#undo.push(() => (calls[name] = before));
  }
}

/** Where a path leads that may not be there yet. */
function resolved(path: unknown): string {
  const text = String(path);
  const slash = text.lastIndexOf('/');
  try {
    return `${realpathSync(text.slice(0, slash) || '/')}/${text.slice(slash + 1)}`;
  } catch {
    return text;
  }
}

function isIn(path: string, directory: string): boolean {
  return path === directory || path.startsWith(`${directory}/`);
}

function isCreating(flags: unknown): boolean {
  if (typeof flags === 'number') return (flags & fs.constants.O_CREAT) !== 0;
  return typeof flags === 'string' && /^[aw]/.test(flags);
}

function isWriting(flags: unknown): boolean {
  return isCreating(flags) || flags === 'r+';
}

/**
 * Gives files to another owner until the returned function is called: in truth where this process
 * may do that, else by what it is told of them.
 */
export function ofAnotherOwner(...paths: readonly string[]): () => void {
  const own = process.geteuid?.() ?? 0;
  const stranger = own === 65_534 ? 65_533 : 65_534;
  if (own === 0) {
    for (const path of paths) fs.lchownSync(path, stranger, stranger);
    return () => {
      for (const path of paths) {
        if (lstatSync(path, { throwIfNoEntry: false })) chownSync(path, own, own);
      }
    };
  }
  const strange = new Set(paths.map(resolved));
  const calls = fs as unknown as Calls;
  const before = new Map<string, Call>();
  for (const name of ['lstatSync', 'statSync']) {
    const call = calls[name] as Call;
    before.set(name, call);
    calls[name] = (path, ...given) => {
      const found = call(path, ...given) as Stats | undefined;
      if (found !== undefined && strange.has(resolved(path))) found.uid = stranger;
      return found;
    };
  }
  syncBuiltinESMExports();
  return () => {
    for (const [name, call] of before) calls[name] = call;
    syncBuiltinESMExports();
  };
}
