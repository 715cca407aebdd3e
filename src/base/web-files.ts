/**
 * File Storage as it lies in `account.web` (storage, section 4.1): every file under its name. A file
 * that is one whole content is a second name of it where the file system can do that; contents
 * never change, so the two cannot differ. Others are copies. Knows no command.
 */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { keysUnder, type Reader } from '../store/store.js';
import { storageFiles, type Piece, type StorageFileRow } from '../store/storage-file-tables.js';
import type { Id } from '../store/tables.js';
import type { SafeTree } from './safe-tree.js';

/** How much of a file is in memory at a time. */
const chunkBytes = 1024 * 1024;

/**
 * Makes a directory hold the File Storage of an Account. `contents` is the directory of the contents
 * of all Accounts. Without files there is no directory. `linked`: second names will do.
 */
export function writeWebFiles(
  tree: SafeTree,
  tx: Reader,
  account: Id,
  directory: string,
  contents: string,
  linked: boolean,
): void {
  const prefix = `${account}/`;
  const own = join(contents, String(account));
  const wanted = new Set<string>();
  for (const [key, row] of tx.range(storageFiles, keysUnder(prefix))) {
    const path = `${directory}/${key.slice(prefix.length)}`;
    if (path.endsWith('/')) {
      wanted.add(path.slice(0, -1));
      tree.makeDirectory(path.slice(0, -1));
    } else {
      wanted.add(path);
      writeOne(tree, path, row, own, linked);
    }
  }
  if (wanted.size === 0) tree.remove(directory);
  else tree.keepOnly(directory, wanted);
}

function writeOne(
  tree: SafeTree,
  path: string,
  row: StorageFileRow,
  own: string,
  linked: boolean,
): void {
  const [piece] = row.pieces;
  const isWhole = row.pieces.length === 1 && piece?.offset === 0;
  const there = tree.stat(path);
  if (linked && isWhole) {
    const source = join(own, piece.content);
    const file = openSync(source, 'r');
    const { ino, size } = fstatSync(file);
    closeSync(file);
    if (there?.ino === ino) return;
    if (size === row.size && tree.linkFile(path, source)) return;
  }
  const modified = row.modified * 1000 + markOf(row.pieces);
  if (there?.isFile() === true && there.size === row.size && there.mtimeMs === modified) return;
  tree.writeFile(path, bytesOf(row.pieces, own));
  tree.setModified(path, modified);
}

/** Tells copies of one second and size apart: a number below 1000, for the milliseconds. */
function markOf(pieces: readonly Piece[]): number {
  let mark = 0;
  for (const { content, offset, length } of pieces) {
    for (const sign of `${content} ${offset} ${length}`) {
      mark = (mark * 31 + sign.charCodeAt(0)) % 1000;
    }
  }
  return mark;
}

/** The bytes of pieces, one stretch at a time. Throws for a content that is not there. */
function* bytesOf(pieces: readonly Piece[], own: string): Generator<string, void> {
  for (const { content, offset, length } of pieces) {
    const file = openSync(join(own, content), 'r');
    try {
      for (let done = 0; done < length;) {
        const chunk = Buffer.allocUnsafe(Math.min(chunkBytes, length - done));
        const got = readSync(file, chunk, 0, chunk.length, offset + done);
        if (got === 0) throw new Error(`the content ${content} is too short`);
        done += got;
        yield chunk.toString('latin1', 0, got);
      }
    } finally {
      closeSync(file);
    }
  }
}
