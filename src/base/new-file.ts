/** How a text gets into a file that was not there. Knows no tree: paths are those of the disk. */
import { closeSync, constants, openSync, rmSync, writeSync } from 'node:fs';

/** How many bytes of a text are written at once. */
const chunkBytes = 256 * 1024;

const newFile = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;

/**
 * Makes a file, for its owner only, with a text in pieces of bytes. `isReplacing`: in the place of
 * one that an interrupted work left. Throws what the file system says.
 */
export function writeNewFile(place: Buffer, pieces: Iterable<string>, isReplacing: boolean): void {
  const file = openNew(place, isReplacing);
  try {
    let waiting = '';
    for (const piece of pieces) {
      waiting += piece;
      if (waiting.length < chunkBytes) continue;
      writeAll(file, waiting);
      waiting = '';
    }
    if (waiting !== '') writeAll(file, waiting);
  } finally {
    closeSync(file);
  }
}

function openNew(place: Buffer, isReplacing: boolean): number {
  try {
    return openSync(place, newFile, 0o600);
  } catch (error) {
    const isLeft = error instanceof Error && 'code' in error && error.code === 'EEXIST';
    if (!isReplacing || !isLeft) throw error;
    rmSync(place, { force: true });
    return openSync(place, newFile, 0o600);
  }
}

function writeAll(file: number, text: string): void {
  const bytes = Buffer.from(text, 'latin1');
  for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at);
}
