/**
 * Pinning the blobs of Account files: while a program reads them by an older state of the store,
 * the sweep of the running server must not remove any. A pin is a file `hold.<pid>` beside the
 * Accounts' directories; it counts while its process is there.
 */
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive, ownMark } from '../store/directory-lock.js';

const pinName = /^hold\.[1-9]\d*$/;

/**
 * Pins what is in the directory of blobs; returns what gives it free. To be called before the
 * state of the store is read that tells which blobs are needed.
 */
export function pinBlobs(directory: string): () => void {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const path = join(directory, `hold.${process.pid}`);
  // A half-written one would look like one that a dead process left.
  try {
    writeFileSync(`${path}.new`, ownMark(), { mode: 0o600 });
    renameSync(`${path}.new`, path);
  } catch (error) {
    rmSync(`${path}.new`, { force: true });
    throw error;
  }
  return () => rmSync(path, { force: true });
}

/** Whether some process pins the blobs. What a dead one left is cleared away. */
export function arePinned(directory: string): boolean {
  let found = false;
  for (const name of readdirSync(directory)) {
    if (!pinName.test(name)) continue;
    const path = join(directory, name);
    if (isAlive(readOrNothing(path))) found = true;
    else rmSync(path, { force: true });
  }
  return found;
}

/** A pin that is given free in this moment reads as nothing. */
function readOrNothing(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
}
