/**
 * Zeros that a file need not keep on the disk: a copy that leaves them out has a hole there and
 * takes no more room than what it was made from.
 */

/** File systems give room in blocks of this size or smaller ones, in bytes. */
const blockBytes = 64 * 1024;
const zeros = Buffer.alloc(blockBytes);

/** A part of a buffer: from `start` up to `end`, which is excluded. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** The parts of a buffer that are not all zeros, in whole blocks and as few as possible. */
export function* dataRanges(bytes: Uint8Array): Generator<ByteRange, void> {
  let start: number | undefined;
  for (let at = 0; at < bytes.length; at += blockBytes) {
    if (isZero(bytes.subarray(at, at + blockBytes))) {
      if (start !== undefined) yield { start, end: at };
      start = undefined;
    } else {
      start ??= at;
    }
  }
  if (start !== undefined) yield { start, end: bytes.length };
}

function isZero(block: Uint8Array): boolean {
  return block[0] === 0 && zeros.subarray(0, block.length).equals(block);
}
