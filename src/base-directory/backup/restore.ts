/**
 * Restores a base directory from a backup. Everything is laid out and verified in `restoring/`
 * inside the base directory first; only then what was there makes room. Whatever happens, either the
 * old state is in place or the new one is, or a start is refused until the restore is done again.
 */
import {
  createWriteStream,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmdirSync,
  rmSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { lockDirectory } from '../../store/directory-lock.js';
import { openEmbeddedStore } from '../../tables/open-store.js';
import type { Store } from '../../store/store.js';
import { accounts, storeFormat } from '../../tables/tables.js';
import type { BasePlaces } from '../base-places.js';
import { settleStoreNote } from '../base-store.js';
import { mayHoldForeign } from '../foreign-files.js';
import { SafeTree } from '../safe-tree.js';
import { asideName, moveInBase, ofLock, stampOf, storeName } from '../set-aside.js';
import { codeOf } from '../tree-refused.js';
import { BadArchive, readArchive, type ArchiveEntry } from './archive-reader.js';
import { archiveFormat, syncDirectory, type ArchiveHead } from './backup.js';
import { restoredName as verified } from './cut-off.js';
import { mailPath } from './mail-files.js';
import { BadRows, linesIn, readRows } from './rows-file.js';

/** Where a restored state is before it is verified. */
const drafts = 'restoring';

/** The longest first entry, in characters: a handful of short facts. */
const headMax = 64 * 1024;

/** Paths that name no file below a directory. */
const leadsOut = /(?:^|\/)\.{0,2}(?:\/|$)|\0/;

/** The base directory is not empty. */
export class BaseInUse extends Error {}

/** What a restore came to. */
export interface RestoreReport {
  readonly rows: number;
  readonly blobs: number;
  readonly mail: number;
  readonly mainDomain: string;
  /** Where what was there before is now; undefined when nothing was. */
  readonly replaced: string | undefined;
}

/**
 * Restores what the archive `path` has. Throws `BadArchive`, `BaseInUse` for a base directory that
 * is not empty unless `force` is given, and `StoreInUse` when a server runs over it.
 */
export async function restore(
  base: BasePlaces,
  path: string,
  options: { readonly force: boolean; readonly now: number },
): Promise<RestoreReport> {
  const unlock = lockBase(base);
  try {
    rmSync(join(base.root, drafts), { recursive: true, force: true });
    const present = readdirSync(base.root).filter((name) => !isLockOnly(join(base.root, name)));
    if (present.length > 0 && !options.force) {
      throw new BaseInUse(`${base.root} is not empty: give --force to replace what is there`);
    }
    const layout = new Draft(join(base.root, drafts));
    try {
      await readArchive(path, (entry) => layout.take(entry));
      await layout.close();
    } catch (error) {
      await layout.abandon();
      throw error;
    }
    // A second restore replaces what a first one, which was cut off, had verified.
    rmSync(join(base.root, verified), { recursive: true, force: true });
    renameSync(join(base.root, drafts), join(base.root, verified));
    syncDirectory(base.root);
    const replaced = takePlace(base.root, options.now);
    return { ...layout.report, replaced };
  } finally {
    unlock();
  }
}

/**
 * Keeps servers, imports and other restores away, also from a base directory in which there is
 * nothing yet: then the store's directory holds the lock alone. Returns what gives it back.
 */
function lockBase(base: BasePlaces): () => void {
  mkdirSync(base.store, { recursive: true, mode: 0o700 });
  try {
    const unlock = lockDirectory(base.store);
    return () => {
      unlock();
      removeEmpty(base.store);
    };
  } catch (error) {
    removeEmpty(base.store);
    throw error;
  }
}

function removeEmpty(directory: string): void {
  try {
    rmdirSync(directory);
  } catch (error) {
    // There is a store in it, somebody else has the lock, or it has moved away.
    if (!['ENOTEMPTY', 'EEXIST', 'ENOENT'].includes(codeOf(error) ?? '')) throw error;
  }
}

/** Whether a path is the directory of a store that was never opened. */
function isLockOnly(path: string): boolean {
  if (basename(path) !== storeName || !existsSync(path)) return false;
  return readdirSync(path).every((name) => ofLock.test(name));
}

/** Moves what was there out of the way, and the new state in. */
function takePlace(root: string, now: number): string | undefined {
  const old = readdirSync(root).filter(
    (name) => name !== verified && !asideName.test(name) && !isLockOnly(join(root, name)),
  );
  const replaced = join(root, `replaced-${stampOf(now)}`);
  if (old.length > 0) mkdirSync(replaced, { recursive: true, mode: 0o700 });
  for (const name of old) moveInBase(root, replaced, name);
  const fresh = join(root, verified);
  for (const name of readdirSync(fresh)) moveInBase(fresh, root, name);
  syncDirectory(root);
  rmSync(fresh, { recursive: true });
  syncDirectory(root);
  return old.length > 0 ? replaced : undefined;
}

/** A base directory that is being laid out, entry by entry in the order of the archive. */
class Draft {
  readonly #root: string;
  readonly #tree: SafeTree;
  #head: ArchiveHead | undefined;
  #store: Store | undefined;
  #rows = 0;
  #blobs = 0;
  #mail = 0;

  constructor(root: string) {
    this.#root = root;
    mkdirSync(root, { mode: 0o700 });
    this.#tree = new SafeTree(root);
  }

  get report(): Omit<RestoreReport, 'replaced'> {
    const mainDomain = this.#head?.mainDomain ?? '';
    return { rows: this.#rows, blobs: this.#blobs, mail: this.#mail, mainDomain };
  }

  async take({ name, bytes }: ArchiveEntry): Promise<void> {
    if (name === 'cligate.json') {
      this.#head = headIn(await shortText(bytes));
      return;
    }
    if (this.#head === undefined) throw new BadArchive('this is no backup of this program');
    if (name === 'rows.jsonl') {
      if (this.#store !== undefined) throw new BadArchive('the archive has its rows twice');
      this.#store = await openEmbeddedStore(join(this.#root, 'store'));
      const lines = linesIn(bytes);
      this.#rows = await readRows(lines, this.#store).catch((error: unknown) => {
        if (error instanceof BadRows) throw new BadArchive(error.message, { cause: error });
        throw error;
      });
      if (this.#rows !== this.#head.rows) throw new BadArchive('the archive has not all its rows');
      return;
    }
    await pipeline(
      bytes,
      createWriteStream(await this.#placeOf(name), { flags: 'wx', mode: 0o600, flush: true }),
    );
  }

  /** Where an entry goes; the directory is there then. Throws `BadArchive` for a foreign one. */
  async #placeOf(name: string): Promise<Buffer> {
    const [, area = '', owner = '', rest = ''] =
      /^(files|mail)\/([1-9]\d*)\/(.+)$/s.exec(name) ?? [];
    const foreign = /^base\/(.+)$/s.exec(name)?.[1];
    let path: string | undefined;
    if (name === 'password.key') path = name;
    else if (foreign !== undefined && mayHoldForeign(foreign)) path = foreign;
    else if (area === 'files' && !rest.includes('/')) path = name;
    else if (area === 'mail') path = await this.#mailPath(Number(owner), rest);
    if (path === undefined || path === 'store' || leadsOut.test(path)) {
      throw new BadArchive(`the archive has an entry that does not belong there: ${name}`);
    }
    if (existsSync(this.#tree.pathOf(path))) {
      throw new BadArchive(`the archive has an entry twice: ${name}`);
    }
    if (area === 'files') this.#blobs += 1;
    if (area === 'mail') this.#mail += 1;
    if (path.includes('/')) this.#tree.makeDirectory(dirname(path));
    return this.#tree.pathOf(path);
  }

  async #mailPath(id: number, file: string): Promise<string | undefined> {
    return this.#store?.view((tx) => {
      const row = tx.get(accounts, id);
      return row && mailPath(tx, id, row, file);
    });
  }

  async close(): Promise<void> {
    if (this.#store === undefined) throw new BadArchive('the archive has no rows');
    await settleStoreNote(this.#root, this.#store);
    await this.#store.close();
    syncTree(this.#root);
  }

  async abandon(): Promise<void> {
    await this.#store?.close();
    rmSync(this.#root, { recursive: true, force: true });
  }
}

/** Makes sure that all names in a directory and below it survive a loss of power. */
function syncTree(path: string): void {
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    if (entry.isDirectory()) syncTree(join(path, entry.name));
  }
  syncDirectory(path);
}

/** The text of the first entry. Throws `BadArchive` when it is longer than one ever is. */
async function shortText(bytes: AsyncIterable<unknown>): Promise<string> {
  let text = '';
  for await (const chunk of bytes as AsyncIterable<Buffer>) {
    text += chunk.toString();
    if (text.length > headMax) throw new BadArchive('this is no backup of this program');
  }
  return text;
}

function headIn(json: string): ArchiveHead {
  let head: Partial<ArchiveHead>;
  try {
    head = JSON.parse(json) as Partial<ArchiveHead>;
  } catch (error) {
    throw new BadArchive('this is no backup of this program', { cause: error });
  }
  const { format = 0, storeFormat: ofStore = 0, program = '', mainDomain = '', rows = -1 } = head;
  if (!(format >= 1 && format <= archiveFormat && ofStore >= 1 && ofStore <= storeFormat)) {
    throw new BadArchive(
      `the backup has format ${format}.${ofStore}, which this version does not know`,
    );
  }
  return { format, storeFormat: ofStore, program, mainDomain, rows };
}
