/**
 * Files of an export that are not made from the store: those of Mailboxes, `.info`, whose elements
 * the projection then keeps, and what is between the documented files (ruling 15).
 */
import { closeSync, readSync } from 'node:fs';
import { domainLocation } from '../../engine/places/locations.js';
import type { Reader, Store } from '../../store/store.js';
import { isOfRoom } from '../../store/system-code.js';
import { accounts, domains, type Id } from '../../tables/tables.js';
import { homeOf, mailPlacesOf } from '../backup/mail-files.js';
import { ForeignFiles } from '../foreign-files.js';
import { serviceFile } from '../layout.js';
import { openState, Whereabouts } from '../projection/whereabouts.js';
import { SafeTree } from '../safe-tree.js';
import { TreeRefused } from '../tree-refused.js';

/** How much of a file is in memory at a time. */
const chunkBytes = 1024 * 1024;

/** For how many Accounts one look at the projector's state holds: it goes on meanwhile. */
const accountsFound = 10;

/** What is told of files that are not copied, each a line. */
export interface Telling {
  /** The server's own. */
  readonly trouble: (line: string) => void;
  /** What others put between them. */
  readonly left: (line: string) => void;
}

/** How many Accounts there are, and how many files of Mailboxes were copied. */
export interface CopiedFiles {
  readonly accounts: number;
  readonly mail: number;
}

/** Copies the files of a base directory `root` that a state of its store mentions, and those beside. */
export async function copyFiles(
  store: Store,
  root: string,
  directory: string,
  telling: Telling,
): Promise<CopiedFiles> {
  const copying = new Copying(root, directory, telling);
  const state = await openState(root);
  const look = async <T>(work: (tx: Reader, placed?: Reader) => T): Promise<T> => {
    const both = (placed?: Reader) => store.view((tx) => work(tx, placed));
    return state === undefined ? both() : state.view(both);
  };
  try {
    let next: Id | undefined = 0;
    while (next !== undefined) {
      const start: Id = next;
      next = await look((tx, placed) => copying.accountsFrom(start, tx, placed));
    }
    await look((tx, placed) => copying.beside(tx, placed));
    return copying.counts;
  } finally {
    await state?.close();
  }
}

class Copying {
  readonly counts = { accounts: 0, mail: 0 };
  readonly #from: SafeTree;
  readonly #to: SafeTree;
  readonly #foreign: ForeignFiles;

  constructor(
    root: string,
    directory: string,
    private readonly telling: Telling,
  ) {
    this.#from = new SafeTree(root);
    this.#to = new SafeTree(directory, { followMountLinks: false });
    this.#foreign = new ForeignFiles(this.#from, telling.left);
  }

  /** Copies the files of some Accounts; returns where to go on. */
  accountsFrom(start: Id, tx: Reader, placed: Reader | undefined): Id | undefined {
    const where = new Whereabouts(this.#from, placed);
    let last: Id | undefined;
    for (const [id, row] of tx.range(accounts, { start, limit: accountsFound })) {
      last = id;
      this.counts.accounts += 1;
      const home = homeOf(tx, id, row);
      if (home === undefined) continue;
      const info = `${home.directory}/${serviceFile(row, 'info')}`;
      this.#own(() => where.serviceFileNow(home, 'info'), info);
      for (const place of mailPlacesOf(tx, id, row)) {
        this.counts.mail += this.#own(() => where.boxNow(home, place), place.path);
      }
      const own = this.#guarded(() => where.directoryOf(home), this.telling.left);
      if (own === undefined) continue;
      for (const path of this.#foreign.ofAccount(own)) {
        this.#others(`${own}/${path}`, `${home.directory}/${home.location}/${path}`);
      }
    }
    return last === undefined ? undefined : last + 1;
  }

  /** Copies what is of no Account. */
  beside(tx: Reader, placed: Reader | undefined): void {
    const where = new Whereabouts(this.#from, placed);
    const known = new Set<string>();
    for (const [id, row] of tx.range(domains, {})) {
      const directory = domainLocation(row);
      const now = this.#guarded(() => where.directoryOfDomain(id, directory), this.telling.left);
      known.add(directory);
      if (now === undefined) continue;
      known.add(now);
      for (const path of this.#foreign.ofDomain(now)) {
        this.#others(`${now}/${path}`, `${directory}/${path}`);
      }
    }
    const isDomain = (path: string): boolean => known.has(path) || where.isDomain(path);
    for (const path of this.#foreign.ofServer(isDomain)) this.#others(path, path);
  }

  #own(find: () => string | undefined, path: string): number {
    const work = (): number => {
      const now = find();
      return now === undefined ? 0 : copy(this.#from, this.#to, now, path);
    };
    return this.#guarded(work, this.telling.trouble) ?? 0;
  }

  #others(now: string, path: string): void {
    this.#guarded(() => {
      if (this.#to.stat(path) !== undefined || copy(this.#from, this.#to, now, path) === 0) return;
      this.#to.setModified(path, this.#from.stat(now)?.mtimeMs ?? 0);
    }, this.telling.left);
  }

  #guarded<T>(work: () => T, tell: (line: string) => void): T | undefined {
    try {
      return work();
    } catch (error) {
      // Without room no file can be written, and not only this one.
      if (!(error instanceof TreeRefused) || isOfRoom(error)) throw error;
      tell(error.message);
      return undefined;
    }
  }
}

/** Copies a file, or a directory of files; returns how many files. */
function copy(from: SafeTree, to: SafeTree, at: string, path: string): number {
  const found = from.stat(at);
  if (found === undefined) return 0;
  if (found.isDirectory()) {
    to.makeDirectory(path);
    let files = 0;
    for (const name of from.list(at)) {
      files += copy(from, to, `${at}/${name}`, `${path}/${name}`);
    }
    return files;
  }
  const file = from.open(at);
  if (file === undefined) return 0;
  try {
    to.writeFile(path, chunksOf(file));
  } finally {
    closeSync(file);
  }
  return 1;
}

function* chunksOf(file: number): Generator<string, void> {
  const buffer = Buffer.allocUnsafe(chunkBytes);
  for (;;) {
    const length = readSync(file, buffer, 0, buffer.length, null);
    if (length === 0) return;
    yield buffer.toString('latin1', 0, length);
  }
}
