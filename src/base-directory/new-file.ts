/** How a text gets into a file that was not there. Knows no tree: paths are those of the disk. */
import { closeSync, constants, openSync, renameSync, rmSync, writeSync } from 'node:fs';

/** How many bytes of a text are written at once. */
const chunkBytes = 256 * 1024;

const newFile = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;

/**
 * Makes a file, for its owner only, with a text in chunks of bytes. Throws what the file system says,
 * and leaves no part of the file then.
 */
export function writeNewFile(place: Buffer, chunks: Iterable<string>): void {
  const file = openSync(place, newFile, 0o600);
  try {
    let waiting = '';
    for (const chunk of chunks) {
      waiting += chunk;
      if (waiting.length < chunkBytes) continue;
      writeAll(file, waiting);
      waiting = '';
    }
    if (waiting !== '') writeAll(file, waiting);
  } catch (error) {
    rmSync(place, { force: true });
    throw error;
  } finally {
    closeSync(file);
  }
}

/** Gives a file another text: a new one is whole `beside` it before it takes its place. */
export function replaceFile(place: Buffer, beside: Buffer, chunks: Iterable<string>): void {
  try {
    writeNewFile(beside, chunks);
  } catch (error) {
    const isLeft = error instanceof Error && 'code' in error && error.code === 'EEXIST';
    if (!isLeft) throw error;
    // An interrupted work left it.
    rmSync(beside, { force: true });
    writeNewFile(beside, chunks);
  }
  try {
    renameSync(beside, place);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
}

function writeAll(file: number, text: string): void {
  const bytes = Buffer.from(text, 'latin1');
  for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at);
}
