/**
 * Exports a base directory of the documented layout (storage, sections 2 to 5; ruling 18), also
 * while a server runs: one consistent state of the store is copied aside, and the same code that
 * writes the documented files behind the store writes them from the copy.
 */
import {
  chmodSync,
  copyFileSync,
  createReadStream,
  existsSync,
  mkdirSync,
  readdirSync,
  rmSync,
} from 'node:fs';
import { join } from 'node:path';
import { pinBlobs } from '../../files/pin.js';
import { openEmbeddedStore } from '../../tables/open-store.js';
import type { Store } from '../../store/store.js';
import { isOfRoom } from '../../store/system-code.js';
import { written } from '../backup/backup.js';
import type { BasePlaces } from '../base-places.js';
import { openWholeBaseStore } from '../base-store.js';
import { requireMainDomain } from '../main-domain.js';
import { linesIn, readRows, writeRows } from '../backup/rows-file.js';
import { Projection } from '../projection/projection.js';
import { stateTables } from '../projection/state.js';
import { clearPasswords, type Passwords, type Reveal } from './clear-passwords.js';
import { copyFiles, type CopiedFiles } from './copied-files.js';

/** Where an export keeps what it needs on its way, inside the new directory. */
const workName = '.export';

/** The directory to write to is not empty. */
export class ExportRefused extends Error {}

/** What an export came to. */
export interface ExportReport extends CopiedFiles, Passwords {
  /** What could not be written, or not be read. */
  readonly troubles: readonly string[];
  /** What others put between the server's files and was left out. */
  readonly left: readonly string[];
}

/**
 * Writes the export to `directory`, which is made or empty. With `reveal` passwords are written as
 * plain texts and the key stays here; without, the key goes along (mode 0600). Throws
 * `ExportRefused`, `NoMainDomain`, and what the store and the disk throw, which has no room; then nothing is left in the directory.
 */
export async function exportBase(
  base: BasePlaces,
  directory: string,
  reveal?: Reveal,
): Promise<ExportReport> {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  if (readdirSync(directory).length > 0) throw new ExportRefused(`${directory} is not empty`);
  const release = pinBlobs(base.files);
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
  const left: string[] = [];
  try {
    const passwords = reveal ? await clearPasswords(store, reveal) : { clear: 0, oneWay: 0 };
    const trouble = (what: string): void => void troubles.push(what);
    const copied = await copyFiles(store, base.root, directory, {
      trouble,
      left: (line) => left.push(line),
    });
    const blobs = { directory: base.files, linked: false };
    const projection = new Projection({
      ...{ store, state, base: directory, blobs },
      trouble: (what, error) => {
        if (error !== undefined && isOfRoom(error)) throw error;
        trouble(what);
      },
    });
    await projection.settle();
    if (reveal === undefined && existsSync(base.key)) {
      copyFileSync(base.key, join(directory, 'password.key'));
      chmodSync(join(directory, 'password.key'), 0o600);
    }
    return { ...copied, ...passwords, troubles, left };
  } finally {
    await state.close();
    await store.close();
    // The working directory is last: it tells of an export that was cut off.
    for (const name of ['projector', workName]) {
      rmSync(join(directory, name), { recursive: true, force: true });
    }
  }
}

/** A copy of one state: however long the export takes, the server's store is not kept from tidying. */
async function copyOf(base: BasePlaces, work: string): Promise<Store> {
  const rows = join(work, 'rows');
  const live = await openWholeBaseStore(base);
  try {
    await live.view((tx) => {
      requireMainDomain(tx);
      written(rows, (write) => writeRows(tx, write));
    });
  } finally {
    await live.close();
  }
  const copy = await openEmbeddedStore(join(work, 'store'));
  await readRows(linesIn(createReadStream(rows)), copy);
  rmSync(rows);
  return copy;
}
