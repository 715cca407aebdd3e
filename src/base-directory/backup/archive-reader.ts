/**
 * Reads an archive of `archive-writer.ts` from its beginning to its end and makes sure that it is
 * whole: every entry has the checksum that the last one tells, and none is missing.
 */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { finished, pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { extract } from 'tar-stream';
import { hashing, sumLine, sumsName } from './archive-writer.js';

/** The archive is damaged, cut off, or none of this program. */
export class BadArchive extends Error {}

/**
 * How much of an archive may come before an entry goes on, in bytes: the names of entries are held
 * in memory as a whole, and real ones are short.
 */
const betweenBytesMax = 4 * 1024 * 1024;

/** An entry: its name and its bytes, to be read to the end. */
export interface ArchiveEntry {
  readonly name: string;
  readonly bytes: Readable;
}

/**
 * Gives every entry but the checksums to `take`, which reads it to the end. Throws `BadArchive`, also
 * for what `take` was given before; and what `take` throws.
 */
export async function readArchive(
  path: string,
  take: (entry: ArchiveEntry) => Promise<void>,
): Promise<void> {
  const entries = extract();
  const gap = new Gap(path);
  const source = pipeline(
    createReadStream(path),
    createGunzip(),
    (chunks) => gap.watch(chunks),
    entries,
  ).catch((error: unknown) => error);
  const sums = createHash('sha256');
  let told: string | undefined;
  try {
    for await (const entry of entries) {
      const { name, type } = entry.header;
      gap.ends();
      if (told !== undefined || type !== 'file')
        throw new BadArchive(`${path} has entries of others`);
      const hash = createHash('sha256');
      // Damage in the middle of an entry shall end the reading of it, too.
      const bytes = hashing(hash);
      pipeline(entry as unknown as Readable, (chunks) => gap.endAt(chunks), bytes).catch(() =>
        bytes.destroy(),
      );
      if (name === sumsName) {
        await finished(bytes.resume());
        told = hash.digest('hex');
      } else {
        await take({ name, bytes });
        sums.update(sumLine(name, hash));
      }
    }
  } catch (error) {
    entries.destroy();
    throw await explained(path, error, source);
  }
  const failure = await source;
  if (failure !== undefined) throw await explained(path, failure, source);
  if (told === undefined) throw new BadArchive(`${path} is cut off`);
  if (told !== sums.digest('hex')) throw new BadArchive(`${path} is damaged: a checksum is wrong`);
}

/** What has come of an archive since an entry began or went on. */
class Gap {
  #bytes = 0;

  constructor(private readonly path: string) {}

  /** Passes an archive on, as long as the gap is not too large. */
  async *watch(chunks: AsyncIterable<unknown>): AsyncGenerator<Buffer, void> {
    for await (const chunk of chunks as AsyncIterable<Buffer>) {
      this.#bytes += chunk.length;
      if (this.#bytes > betweenBytesMax) throw new BadArchive(`${this.path} has too long a name`);
      yield chunk;
    }
  }

  ends(): void {
    this.#bytes = 0;
  }

  /** Passes an entry on, with each chunk of which the gap ends. */
  async *endAt(chunks: AsyncIterable<unknown>): AsyncGenerator<unknown, void> {
    for await (const chunk of chunks) {
      this.ends();
      yield chunk;
    }
  }
}

/** What the file itself is to blame for is told as such; what a taker found stays what it is. */
async function explained(path: string, error: unknown, source: Promise<unknown>): Promise<unknown> {
  if (error instanceof BadArchive) return error;
  const first = await source;
  if (first instanceof BadArchive) return first;
  const cause = first instanceof Error && !isAborted(first) ? first : error;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const words = cause instanceof Error ? cause.message : '';
  if (code === 'ENOENT') return new BadArchive(`there is no ${path}`, { cause });
  if (code.startsWith('Z_') || /tar|end of data/i.test(words)) {
    return new BadArchive(`${path} is damaged, or no backup`, { cause });
  }
  return error;
}

function isAborted(error: Error): boolean {
  return 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE';
}
