/**
 * Writes an archive: a tar file compressed with gzip, whose last entry `SHA256SUMS` has the checksum
 * of every other one, in the form of the program `sha256sum`. Knows nothing of what the entries are.
 */
import { createHash, type Hash } from 'node:crypto';
import { closeSync, createReadStream, createWriteStream, openSync, writeSync } from 'node:fs';
import { fstatSync, fsyncSync, statSync } from 'node:fs';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { pack, type Pack } from 'tar-stream';

/** The entry with the checksums of the others. */
export const sumsName = 'SHA256SUMS';

/** An archive that is being written. One entry is written after the other. */
export class ArchiveWriter {
  readonly #pack: Pack = pack();
  readonly #written: Promise<void>;
  readonly #whole = createHash('sha256');
  readonly #path: string;
  readonly #sumsPath: string;
  readonly #sums: number;

  /** Writes to `path`, where nothing may be; `sumsPath` is for the checksums until the end. */
  constructor(path: string, sumsPath: string) {
    this.#path = path;
    this.#sumsPath = sumsPath;
    this.#sums = openSync(sumsPath, 'wx', 0o600);
    this.#written = pipeline(
      this.#pack,
      createGzip(),
      hashing(this.#whole),
      createWriteStream(path, { flags: 'wx', mode: 0o600 }),
    );
    // A failure is told when the next entry or the end is waited for.
    this.#written.catch(() => undefined);
  }

  /** Adds an entry with these bytes. */
  async add(name: string, bytes: Buffer): Promise<void> {
    await this.#entry(name, bytes.length, Readable.from([bytes]));
  }

  /** Adds what an open file has now; closes it. What it grows meanwhile is left out. */
  async addFile(name: string, file: number): Promise<void> {
    const { size } = fstatSync(file);
    if (size > 0) {
      await this.#entry(name, size, createReadStream('', { fd: file, start: 0, end: size - 1 }));
      return;
    }
    closeSync(file);
    await this.add(name, Buffer.alloc(0));
  }

  /** Ends the archive; tells its checksum when all of it is on the disk. */
  async finish(): Promise<string> {
    const { size } = statSync(this.#sumsPath);
    await this.#put(sumsName, size, createReadStream(this.#sumsPath));
    this.#pack.finalize();
    await this.#written;
    const file = openSync(this.#path, 'r+');
    fsyncSync(file);
    closeSync(file);
    closeSync(this.#sums);
    return this.#whole.digest('hex');
  }

  /** Gives up because of an error; tells the one that came first, perhaps of the disk. */
  async abandon(error: unknown): Promise<unknown> {
    this.#pack.destroy();
    closeSync(this.#sums);
    const first: unknown = await this.#written.catch((cause: unknown) => cause);
    return first instanceof Error && 'syscall' in first ? first : error;
  }

  async #entry(name: string, size: number, source: Readable): Promise<void> {
    const hash = createHash('sha256');
    await this.#put(name, size, source, hashing(hash));
    writeSync(this.#sums, sumLine(name, hash));
  }

  async #put(name: string, size: number, source: Readable, ...through: Transform[]): Promise<void> {
    const entry = this.#pack.entry({ name, size, mode: 0o600, mtime: new Date(0) });
    // When the archive cannot be written, the entry ends with it.
    await pipeline([source, ...through, entry]);
  }
}

/** The line of an entry among the checksums, with the marks of `sha256sum` for odd names. */
export function sumLine(name: string, hash: Hash): string {
  const shown = name.replace(/[\\\n\r]/g, (odd) => ({ '\n': '\\n', '\r': '\\r' })[odd] ?? '\\\\');
  return `${shown === name ? '' : '\\'}${hash.digest('hex')}  ${shown}\n`;
}

/** Passes bytes on and adds them to a checksum. */
export function hashing(hash: Hash): Transform {
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      done(null, chunk);
    },
  });
}
