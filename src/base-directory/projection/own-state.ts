/**
 * Opening the projector's state for writing. It can be made anew from the store and the files, so a
 * damaged one is moved aside and keeps nobody from working.
 */
import { mkdirSync, renameSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { lockDirectory } from '../../store/directory-lock.js';
import { openEmbeddedStore } from '../../tables/open-store.js';
import { auditDataFile, dataFileName } from '../../store/pages/data-file.js';
import { newestNoteName } from '../../store/pages/newest-note.js';
import { StoreFailure, type Store } from '../../store/store.js';
import { systemCodeOf } from '../../store/system-code.js';
import { stampOf } from '../set-aside.js';
import { stateTables } from './state.js';

/** The files of the state; what else is in its directory is mail on its way, and stays. */
const files = [dataFileName, 'lock.mdb', newestNoteName];

/** How the state is opened. */
export interface OwnStateOptions {
  /** Called with one line about a state that was damaged, and where it is now. */
  readonly damaged: (line: string) => void;
  /** See `EmbeddedOptions.broken`. */
  readonly broken?: (failure: StoreFailure) => void;
}

/**
 * Opens the projector's state; a damaged one is moved aside first, and an empty one takes its place.
 * Rejects as `openEmbeddedStore` does for what is no damage: somebody uses it, or the disk fails.
 */
export async function openOwnState(
  directory: string,
  { damaged, broken }: OwnStateOptions,
): Promise<Store> {
  const damage = damageIn(directory);
  if (damage !== undefined) {
    const aside = setAside(directory);
    damaged(`${damage}; the projector's state is in ${aside}, and all files are looked at anew`);
  }
  return openEmbeddedStore(directory, { tables: stateTables, broken });
}

/** What is damaged in the state; undefined when it is sound, or in use. */
function damageIn(directory: string): string | undefined {
  try {
    return auditDataFile(directory)?.[0]?.line;
  } catch (error) {
    if (error instanceof StoreFailure && systemCodeOf(error) === '') return error.message;
    throw error;
  }
}

/** Moves the files of the state aside; returns where. Throws `StoreInUse`, or the system's error. */
function setAside(directory: string): string {
  const unlock = lockDirectory(directory);
  try {
    const aside = join(directory, `damaged-${stampOf(Date.now())}`);
    mkdirSync(aside, { recursive: true, mode: 0o700 });
    for (const name of files) {
      if (existsSync(join(directory, name))) renameSync(join(directory, name), join(aside, name));
    }
    return aside;
  } finally {
    unlock();
  }
}
