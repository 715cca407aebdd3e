/** Copies of plain files, which take no more room than what they are made from. */
import {
  closeSync,
  constants,
  copyFileSync,
  ftruncateSync,
  openSync,
  readSync,
  writeSync,
  type Stats,
} from 'node:fs';
import { dataRanges } from '../../files/holes.js';

/** How much of a file with holes is in memory at a time. */
const chunkBytes = 1024 * 1024;

/** The unit in which the system tells how much room a file takes. */
const roomBytes = 512;

/** Copies a plain file of which `stat` is known; holes stay holes. */
export function copyPlainFile(from: Buffer, to: Buffer, { size, blocks }: Stats): void {
  if (blocks * roomBytes >= size) copyFileSync(from, to, constants.COPYFILE_FICLONE);
  else copyWithHoles(from, to, size);
}

function copyWithHoles(from: Buffer, to: Buffer, size: number): void {
  const source = openSync(from, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    const copy = openSync(to, 'w', 0o600);
    try {
      const chunk = Buffer.allocUnsafe(chunkBytes);
      let position = 0;
      // What is added to the file meanwhile is left out, so that the copy has an end.
      while (position < size) {
        const length = readSync(
          source,
          chunk,
          0,
          Math.min(chunk.length, size - position),
          position,
        );
        if (length === 0) break;
        for (const { start, end } of dataRanges(chunk.subarray(0, length))) {
          writeAll(copy, chunk.subarray(start, end), position + start);
        }
        position += length;
      }
      ftruncateSync(copy, position);
    } finally {
      closeSync(copy);
    }
  } finally {
    closeSync(source);
  }
}

function writeAll(file: number, bytes: Uint8Array, position: number): void {
  for (let at = 0; at < bytes.length;) {
    at += writeSync(file, bytes, at, bytes.length - at, position + at);
  }
}
