/**
 * File Storage as it lies in `account.web` (storage, section 4.1): every file under its name. A file
 * that is one whole blob is a second name of it where the file system can do that; blobs
 * never change, so the two cannot differ. Others are copies. Either has the time at which the file
 * was modified. Knows no command.
 */
import { closeSync, lutimesSync, readSync, type Stats } from 'node:fs';
import { join } from 'node:path';
import { BlobRefused, blobStat, openBlob } from '../files/blob-file.js';
import { keysUnder, type Reader } from '../store/store.js';
import { storageFiles, type Extent, type StorageFileRow } from '../tables/storage-file-tables.js';
import type { Id } from '../tables/tables.js';
import { keepOnly } from './keep-only.js';
import type { SafeTree } from './safe-tree.js';
import { TreeRefused } from './tree-refused.js';

/** How much of a file is in memory at a time. */
const chunkBytes = 1024 * 1024;

/**
 * A blob gets its file's time while it has one name only, unless that would make it look much
 * younger than it is: the sweep of blobs goes by that time.
 */
const youngerSeconds = 60;

/**
 * Makes a directory hold the File Storage of an Account. `blobs` is the directory of the blobs
 * of all Accounts. Without files there is no directory. `linked`: second names will do.
 */
export function writeWebFiles(
  tree: SafeTree,
  tx: Reader,
  account: Id,
  directory: string,
  blobs: string,
  linked: boolean,
): void {
  const prefix = `${account}/`;
  const web: Web = { blobs, account, linked, beside: `${directory}.new` };
  const wanted = new Map<string, StorageFileRow>();
  for (const [key, row] of tx.range(storageFiles, keysUnder(prefix))) {
    wanted.set(`${directory}/${key.slice(prefix.length)}`, row);
  }
  keepOnly(tree, directory, new Set(wanted.keys()));
  if (wanted.size === 0) {
    tree.removeEmpty(directory);
    return;
  }
  for (const [path, row] of wanted) {
    if (path.endsWith('/')) tree.makeDirectory(path.slice(0, -1));
    else writeOne(tree, path, row, web);
  }
  // What is written into a directory changes its time, so these come last.
  for (const [path, { modified }] of wanted) {
    if (path.endsWith('/')) setTime(tree, path.slice(0, -1), modified * 1000);
  }
}

function setTime(tree: SafeTree, path: string, modified: number): void {
  if (tree.stat(path)?.mtimeMs !== modified) tree.setModified(path, modified);
}

interface Web {
  /** The directory of the blobs of all Accounts. */
  readonly blobs: string;
  readonly account: Id;
  readonly linked: boolean;
  /** Where a new file is until it is whole; inside, every name could be that of a file. */
  readonly beside: string;
}

function writeOne(tree: SafeTree, path: string, row: StorageFileRow, web: Web): void {
  const there = tree.stat(path);
  if (web.linked && isLinked(tree, path, row, web, there)) return;
  const modified = row.modified * 1000 + markOf(row.extents);
  if (there?.isFile() === true && there.size === row.size && there.mtimeMs === modified) return;
  tree.writeFile(path, bytesOf(path, row.extents, web), web.beside);
  tree.setModified(path, modified);
}

/** Makes a file the second name of its only blob, if it is not; false when it cannot be. */
function isLinked(
  tree: SafeTree,
  path: string,
  { extents, size, modified }: StorageFileRow,
  { blobs, account, beside }: Web,
  there: Stats | undefined,
): boolean {
  const [extent] = extents;
  if (extent?.offset !== 0 || extents.length !== 1) return false;
  const source = join(blobs, String(account), extent.blob);
  const blob = ofBlobs(path, () => blobStat(blobs, account, extent.blob));
  if (blob?.size !== size) return false;
  const age = modified - Math.floor(blob.mtimeMs / 1000);
  if (age !== 0) {
    if (blob.nlink > 1 || age > youngerSeconds) return false;
    lutimesSync(source, modified, modified);
  }
  return there?.ino === blob.ino || tree.linkFile(path, source, beside);
}

/** Tells copies of one second and size apart: a number below 1000, for the milliseconds. */
function markOf(extents: readonly Extent[]): number {
  let mark = 0;
  for (const { blob, offset, length } of extents) {
    for (const sign of `${blob} ${offset} ${length}`) {
      mark = (mark * 31 + sign.charCodeAt(0)) % 1000;
    }
  }
  return mark;
}

/** The bytes of extents, chunk by chunk. Throws for a blob that is broken or not there. */
function* bytesOf(
  path: string,
  extents: readonly Extent[],
  { blobs, account }: Web,
): Generator<string, void> {
  for (const { blob, offset, length } of extents) {
    const file = ofBlobs(path, () => openBlob(blobs, account, blob));
    if (file === undefined) throw new TreeRefused(path, `the blob ${blob} is missing`);
    try {
      for (let done = 0; done < length;) {
        const chunk = Buffer.allocUnsafe(Math.min(chunkBytes, length - done));
        const got = readSync(file, chunk, 0, chunk.length, offset + done);
        if (got === 0) throw new TreeRefused(path, `the blob ${blob} is too short`);
        done += got;
        yield chunk.toString('latin1', 0, got);
      }
    } finally {
      closeSync(file);
    }
  }
}

/** A blob that is none concerns the file that it belongs to. */
function ofBlobs<T>(path: string, look: () => T): T {
  try {
    return look();
  } catch (error) {
    if (!(error instanceof BlobRefused)) throw error;
    throw new TreeRefused(path, error.message, { cause: error });
  }
}
