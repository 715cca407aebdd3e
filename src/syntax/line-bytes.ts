/**
 * A long line as the bytes of its pieces. It goes to a thread without ever being in one piece here:
 * a text of many megabytes is memory that takes longer to get than anybody should wait.
 */
import { Buffer } from 'node:buffer';

/** Bytes of the beginning that may be looked at. */
const headBytes = 256;

/** A line in pieces that nothing else shares. */
export class LineBytes {
  /** In bytes. */
  readonly length: number;

  constructor(readonly pieces: readonly Uint8Array[]) {
    this.length = pieces.reduce((sum, { length }) => sum + length, 0);
  }

  /** The beginning as a byte string. */
  get head(): string {
    return Buffer.from(this.pieces[0]?.subarray(0, headBytes) ?? []).toString('latin1');
  }

  /** Whether a byte of this code is in it. */
  includes(code: number): boolean {
    return this.pieces.some((piece) => piece.includes(code));
  }

  /** The whole as a byte string; for the thread, which nobody waits for. */
  static textOf(pieces: readonly Uint8Array[]): string {
    return Buffer.concat(pieces).toString('latin1');
  }
}

/** The beginning of a line, long or not; what is short is its own beginning. */
export function headOf(line: string | LineBytes): string {
  return typeof line === 'string' ? line : line.head;
}
