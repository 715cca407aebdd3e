/**
 * A note beside the data file of the newest state that it had on the disk: `newest`. It is written
 * behind each transaction and never flushed, so that it costs next to nothing: after a loss of power it may tell an
 * older state than the data file has, and never a newer one. Without the note a data file that went
 * back in time, or whose meta page changed by itself, could not tell so.
 *
 * Its one line: the transaction, the checksum of its meta page, and a checksum of both.
 */
import { closeSync, constants, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { StoreFailure } from '../store.js';
import { systemCodeOf } from '../system-code.js';
import type { Meta } from './meta-page.js';

/** The note's name in the directory of the store. */
export const newestNoteName = 'newest';

/** What the note says of a state. */
type Noted = Pick<Meta, 'transaction' | 'checksum'>;

/** The note of a store that is open for writing. */
export class NewestNote {
  readonly #file: number;
  #line: Buffer = Buffer.alloc(0);

  /** Makes the file when it is not there. Throws the system's error. */
  constructor(path: string) {
    this.#file = openSync(path, openForWriting(), 0o600);
  }

  /** Notes a state that is on the disk. Throws the system's error. */
  write(state: Noted): void {
    this.#line = Buffer.from(lineOf(state), 'latin1');
    this.again();
  }

  /** Writes the same once more: a disk that takes nothing any more says so here. */
  again(): void {
    if (this.#line.length > 0) writeSync(this.#file, this.#line, 0, this.#line.length, 0);
  }

  /** Lets go of the file; what it says is on the disk then, if the disk takes it. */
  close(): void {
    try {
      fsyncSync(this.#file);
    } finally {
      closeSync(this.#file);
    }
  }
}

/**
 * Holds a state against the note. Throws `StoreFailure` when it is older than the noted one, or is it
 * and is not as it was. A note that is missing or damaged says nothing.
 */
export function requireNewest(path: string, state: Noted): void {
  const noted = readNote(path);
  if (noted === undefined) return;
  if (state.transaction < noted.transaction) {
    throw new StoreFailure(
      `the store's data file went back from state ${noted.transaction} to ${state.transaction}; ` +
        `to go on from there without what is missing, remove ${path}`,
    );
  }
  if (state.transaction === noted.transaction && state.checksum !== noted.checksum) {
    throw new StoreFailure(
      `the newest meta page of the store's data file is damaged, as ${path} tells`,
    );
  }
}

function readNote(path: string): Noted | undefined {
  let line: string;
  try {
    line = readFileSync(path, 'latin1');
  } catch (error) {
    if (systemCodeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
  const [, transaction, checksum] = /^(\d{15}) (\d{10}) \d{10}\n/.exec(line) ?? [];
  const noted = { transaction: Number(transaction), checksum: Number(checksum) };
  return line === lineOf(noted) ? noted : undefined;
}

function lineOf({ transaction, checksum }: Noted): string {
  const text = `${String(transaction).padStart(15, '0')} ${String(checksum).padStart(10, '0')}`;
  return `${text} ${String(crc32(text)).padStart(10, '0')}\n`;
}

/** Not cut off when it is opened: what it says counts until something newer is noted. */
function openForWriting(): number {
  return constants.O_RDWR | constants.O_CREAT;
}
