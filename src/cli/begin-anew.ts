/**
 * `cligate serve --begin-anew`: what is left of a base directory whose store is lost is moved aside,
 * so that a server can begin there. Nothing is deleted.
 */
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { requireFit, StoreUnfit } from '../base-directory/base-store.js';
import { moveInBase, stampOf, storeName } from '../base-directory/set-aside.js';
import { StoreNoteDamaged, storeNoteName } from '../base-directory/store-note.js';
import { codeOf as systemNameOf } from '../base-directory/tree-refused.js';
import { lockDirectory } from '../store/directory-lock.js';
import { UnknownFormat } from '../store/embedded.js';
import { StoreFailure } from '../store/store.js';
import { basePlaces } from '../base-directory/base-places.js';
import { lineOf } from '../store/failure-line.js';
import { ProgramFailure, serveCodeOf, serveExit } from './exit.js';

/**
 * What of a base directory is of this server, those last without which nothing would tell that a
 * store is missing: cut off half-way, the next start is refused as well.
 */
const moved = [
  'Settings',
  'WebSkins',
  'PBXApps',
  'importing',
  storeName,
  'projector',
  'files',
  'Accounts',
  'Domains',
  storeNoteName,
  'password.key',
] as const;

/**
 * Moves the rest aside when the store is lost; returns where, or undefined when there was nothing.
 * Throws `ProgramFailure` for a store that is whole, or for a part that is a file system of its own,
 * and `StoreInUse`.
 */
export async function setRestAside(base: string, now: number): Promise<string | undefined> {
  const lost = await whyLost(base);
  const rest = moved.filter((name) => existsSync(join(base, name)));
  if (lost === undefined || rest.length === 0) return undefined;
  const store = join(base, storeName);
  const unlock = existsSync(store) ? lockDirectory(store) : () => undefined;
  try {
    const aside = join(base, `set-aside-${stampOf(now)}`);
    mkdirSync(aside, { recursive: true, mode: 0o700 });
    for (const name of rest) move(base, aside, name);
    return aside;
  } finally {
    unlock();
  }
}

/** Why a store cannot be used; undefined for a directory in which there never was one. */
async function whyLost(base: string): Promise<string | undefined> {
  try {
    if (await requireFit(basePlaces(base))) return undefined;
  } catch (error) {
    const isLost =
      error instanceof StoreUnfit ||
      error instanceof StoreNoteDamaged ||
      error instanceof UnknownFormat ||
      error instanceof StoreFailure;
    if (isLost && serveCodeOf(error) !== serveExit.noPermission) return lineOf(error);
    throw error;
  }
  const line = `--begin-anew is for a store that is lost, and the one in ${base} is there`;
  throw new ProgramFailure(line, serveExit.usage);
}

function move(base: string, aside: string, name: string): void {
  try {
    moveInBase(base, aside, name);
  } catch (error) {
    if (!['EXDEV', 'EBUSY'].includes(systemNameOf(error) ?? '')) throw error;
    throw new ProgramFailure(
      `${join(base, name)} is a file system of its own: move aside yourself what is in it`,
      serveExit.unavailable,
      { cause: error },
    );
  }
}
