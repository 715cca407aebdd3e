/**
 * Blobs as files that somebody may have been at: nothing outside the directory of blobs is
 * read or written, whatever lies in it. No link is followed, and nothing of another owner is used.
 */
import { constants, lstatSync, openSync, type Stats } from 'node:fs';
import { join } from 'node:path';
import type { Id } from '../tables/tables.js';

/** Something in the directory of blobs is not what it should be; the message names it. */
export class BlobRefused extends Error {}

/** Refuses what is no directory, also when it is a link to one; returns whether it is there. */
export function requireDirectory(path: string): boolean {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found === undefined) return false;
  if (!found.isDirectory()) throw new BlobRefused(`${path} is no directory`);
  return true;
}

/** Refuses what is no directory for the blobs of an Account; returns whether it is there. */
export function requirePlace(directory: string, account: Id): boolean {
  const path = join(directory, String(account));
  if (!requireDirectory(path)) return false;
  requireOwn(directory, path, lstatSync(path));
  return true;
}

/** What is known of a blob; undefined when it is not there. Refuses what is none. */
export function blobStat(directory: string, account: Id, blob: string): Stats | undefined {
  if (!requirePlace(directory, account)) return undefined;
  const path = join(directory, String(account), blob);
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found === undefined) return undefined;
  if (!found.isFile()) throw new BlobRefused(`${path} is no plain file`);
  requireOwn(directory, path, found);
  return found;
}

/** Opens a blob for reading; undefined when it is not there. Whoever asked closes it. */
export function openBlob(directory: string, account: Id, blob: string): number | undefined {
  if (blobStat(directory, account, blob) === undefined) return undefined;
  const path = join(directory, String(account), blob);
  return openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
}

/** Own is what this process or the owner of the directory of blobs has. */
function requireOwn(directory: string, path: string, { uid }: Stats): void {
  if (uid === (process.geteuid?.() ?? uid) || uid === lstatSync(directory).uid) return;
  throw new BlobRefused(`${path} has another owner`);
}
