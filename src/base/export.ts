/**
 * Exports a base directory of the documented layout (storage, sections 2 to 5; rulings 18), also
 * while a server runs: one consistent state of the store is copied aside, and the same code that
 * writes the documented files behind the store writes them from the copy.
 */
import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, readSync } from 'node:fs';
import { closeSync, createReadStream, rmSync } from 'node:fs';
import { join } from 'node:path';
import { dictionaryOf } from '../engine/documents.js';
import { holdContents } from '../files/hold.js';
import { openEmbeddedStore } from '../store/embedded.js';
import type { Reader, Store, Writer } from '../store/store.js';
import { accounts, documents, type Id } from '../store/tables.js';
import { print } from '../values/print.js';
import { isArray, isDictionary, type Value } from '../values/value.js';
import { written, type BasePlaces } from './backup/backup.js';
import { homeOf, mailPlacesOf } from './backup/mail-files.js';
import { linesIn, readRows, writeRows } from './backup/rows-file.js';
import { serviceFile } from './layout.js';
import { Projection } from './projection/projection.js';
import { stateTables } from './projection/state.js';
import { openState, Whereabouts } from './projection/whereabouts.js';
import { SafeTree, TreeRefused } from './safe-tree.js';

/** Where an export keeps what it needs on its way, inside the new directory. */
const workName = '.export';

/** How much of a file is in memory at a time. */
const chunkBytes = 1024 * 1024;

/** How many Accounts one transaction of the copy looks at. */
const accountsAtOnce = 1000;

/** For how many Accounts one look at the projector's state holds: it goes on meanwhile. */
const accountsFound = 10;

/** The directory to write to is not empty. */
export class ExportRefused extends Error {}

/** What an export came to. */
export interface ExportReport {
  readonly accounts: number;
  /** Files of Mailboxes. */
  readonly mail: number;
  /** Passwords that are written as plain texts, and those of which nobody knows the plain text. */
  readonly clear: number;
  readonly oneWay: number;
  /** What could not be written, or not be read. */
  readonly troubles: readonly string[];
}

/** Gives the clear password of a stored form; undefined for a one-way form and for other texts. */
export type Reveal = (stored: string) => string | undefined;

/**
 * Writes the export to `directory`, which is made or empty. With `reveal` passwords are written as
 * plain texts and the key stays here; without, the key goes along (mode 0600). Throws
 * `ExportRefused`, and what the store and the disk throw; then nothing is left in the directory.
 */
export async function exportBase(
  base: BasePlaces,
  directory: string,
  reveal?: Reveal,
): Promise<ExportReport> {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  if (readdirSync(directory).length > 0) throw new ExportRefused(`${directory} is not empty`);
  const release = holdContents(base.files);
  try {
    return await exported(base, directory, reveal);
  } catch (error) {
    for (const name of readdirSync(directory)) rmSync(join(directory, name), { recursive: true });
    throw error;
  } finally {
    release();
  }
}

async function exported(
  base: BasePlaces,
  directory: string,
  reveal: Reveal | undefined,
): Promise<ExportReport> {
  const work = join(directory, workName);
  mkdirSync(work, { mode: 0o700 });
  const store = await copyOf(base, work);
  const state = await openEmbeddedStore(join(work, 'state'), { tables: stateTables });
  const troubles: string[] = [];
  try {
    const passwords = reveal ? await clearPasswords(store, reveal) : { clear: 0, oneWay: 0 };
    const trouble = (what: string): void => void troubles.push(what);
    const copied = await copyMail(store, base.root, directory, trouble);
    const contents = { directory: base.files, linked: false };
    const projection = new Projection({ store, state, base: directory, contents, trouble });
    await projection.settle();
    if (reveal === undefined && existsSync(base.key)) {
      copyFileSync(base.key, join(directory, 'password.key'));
      chmodSync(join(directory, 'password.key'), 0o600);
    }
    return { ...copied, ...passwords, troubles };
  } finally {
    await state.close();
    await store.close();
    for (const name of [workName, 'projector']) {
      rmSync(join(directory, name), { recursive: true, force: true });
    }
  }
}

/** A copy of one state: however long the export takes, the server's store is not kept from tidying. */
async function copyOf(base: BasePlaces, work: string): Promise<Store> {
  const rows = join(work, 'rows');
  const live = await openEmbeddedStore(base.store, { readOnly: true });
  try {
    await live.view((tx) => written(rows, (write) => writeRows(tx, write)));
  } finally {
    await live.close();
  }
  const copy = await openEmbeddedStore(join(work, 'store'));
  await readRows(linesIn(createReadStream(rows)), copy);
  rmSync(rows);
  return copy;
}

/** Puts plain texts in the place of passwords in the copy. */
async function clearPasswords(
  store: Store,
  reveal: Reveal,
): Promise<Pick<ExportReport, 'clear' | 'oneWay'>> {
  const counts = { clear: 0, oneWay: 0 };
  const opened = (stored: string): string => {
    const clear = reveal(stored);
    counts[clear === undefined ? 'oneWay' : 'clear'] += 1;
    return clear ?? stored;
  };
  let next: Id | undefined = 0;
  while (next !== undefined) {
    const from: Id = next;
    next = await store.update((tx) => openSome(tx, from, opened));
  }
  return counts;
}

/** Opens the passwords of some Accounts; tells where to go on. */
function openSome(tx: Writer, from: Id, opened: (stored: string) => string): Id | undefined {
  let last: Id | undefined;
  const some = [...tx.range(accounts, { start: from, limit: accountsAtOnce })];
  for (const [id, row] of some) {
    last = id;
    const settings = new Map(dictionaryOf(row.settings));
    const password = settings.get('Password');
    if (typeof password === 'string') {
      settings.set('Password', opened(password));
      tx.put(accounts, id, { ...row, settings: print(settings) });
    }
    const others = tx.get(documents, `${id}/passwords`);
    if (others !== undefined) {
      tx.put(documents, `${id}/passwords`, print(openedIn(dictionaryOf(others), opened)));
    }
  }
  return last === undefined ? undefined : last + 1;
}

/** A value with its strings opened, at whatever depth. */
function openedIn(value: Value, opened: (stored: string) => string): Value {
  if (typeof value === 'string') return opened(value);
  if (isArray(value)) return value.map((element) => openedIn(element, opened));
  if (!isDictionary(value)) return value;
  return new Map(Array.from(value, ([key, inner]) => [key, openedIn(inner, opened)]));
}

/**
 * Copies what is not in the store: the files of Mailboxes, and `.info`, whose elements the
 * projection then keeps.
 */
async function copyMail(
  store: Store,
  root: string,
  directory: string,
  trouble: (what: string) => void,
): Promise<Pick<ExportReport, 'accounts' | 'mail'>> {
  const from = new SafeTree(root);
  const to = new SafeTree(directory, { followMountLinks: false });
  const counts = { accounts: 0, mail: 0 };
  const guarded = (find: () => string | undefined, path: string): number => {
    try {
      const now = find();
      return now === undefined ? 0 : copy(from, to, now, path);
    } catch (error) {
      if (!(error instanceof TreeRefused)) throw error;
      trouble(error.message);
      return 0;
    }
  };
  const copySome = (tx: Reader, start: Id, placed?: Reader): Id | undefined => {
    const where = new Whereabouts(from, placed);
    let last: Id | undefined;
    for (const [id, row] of tx.range(accounts, { start, limit: accountsFound })) {
      last = id;
      counts.accounts += 1;
      const home = homeOf(tx, id, row);
      if (home === undefined) continue;
      const info = `${home.directory}/${serviceFile(row, 'info')}`;
      guarded(() => where.serviceFileNow(home, 'info'), info);
      for (const place of mailPlacesOf(tx, id, row)) {
        counts.mail += guarded(() => where.boxNow(home, place), place.path);
      }
    }
    return last === undefined ? undefined : last + 1;
  };
  const state = await openState(root);
  try {
    let next: Id | undefined = 0;
    while (next !== undefined) {
      const start: Id = next;
      const some = (placed?: Reader) => store.view((tx) => copySome(tx, start, placed));
      next = await (state === undefined ? some() : state.view(some));
    }
    return counts;
  } finally {
    await state?.close();
  }
}

/** Copies a file, or a directory of files; tells how many files. */
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
