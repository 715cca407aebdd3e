/**
 * Blobs of Account files on the disk: `<directory>/<account id>/<blob name>`. A blob is
 * written under a name that nothing mentions yet, so it needs no temporary name: until the store
 * mentions it, it is not there for anybody, whole or not. Names hold nothing that a client gave.
 */
import { randomUUID } from 'node:crypto';
import { closeSync, fsyncSync, mkdirSync, openSync, read as readDescriptor } from 'node:fs';
import { mkdir, open, readdir, rename, rm, rmdir, unlink, type FileHandle } from 'node:fs/promises';
import { dirname, join as joinPath } from 'node:path';
import { promisify } from 'node:util';
import type { Extent } from '../tables/storage-file-tables.js';
import type { Id } from '../tables/tables.js';
import { BlobRefused, blobStat, openBlob, requireDirectory, requirePlace } from './blob-file.js';
import type { Blobs, FreshBlob, StoredBlob } from './blobs.js';
import { arePinned } from './pin.js';
import { dataRanges } from './holes.js';
import { ReadingRoom } from './reading-room.js';

const readAt = promisify(readDescriptor);

/** How much of a file is copied at once. */
const copyBytes = 1024 * 1024;

/** Where blobs are kept that are out of the way: below a directory for each moment. */
const asideName = '.removed';

const idName = /^[1-9]\d*$/;
const contentName = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** How often a directory is made again that the sweep took away in the same moment. */
const triesMax = 4;

/**
 * Blobs below a directory, which is made when it is not there. Throws `ContentRefused` when it is
 * a link.
 */
export function openDiskBlobs(directory: string, readingMax: () => number = () => Infinity): Blobs {
  if (!requireDirectory(directory)) mkdirSync(directory, { recursive: true, mode: 0o700 });
  const outer = openSync(dirname(directory), 'r');
  fsyncSync(outer);
  closeSync(outer);
  return new DiskBlobs(directory, readingMax);
}

class DiskBlobs implements Blobs {
  readonly #directory: string;
  readonly #touched = new Set<Id>();
  readonly #room: ReadingRoom;

  constructor(directory: string, readingMax: () => number) {
    this.#directory = directory;
    this.#room = new ReadingRoom(readingMax);
  }

  write(account: Id, bytes: Uint8Array): Promise<FreshBlob> {
    return this.#keep(account, bytes.length, (file) => writeAt(file, bytes, 0));
  }

  async join(account: Id, extents: readonly Extent[]): Promise<FreshBlob> {
    const sources = this.#open(account, extents);
    try {
      return await this.#keep(account, lengthOf(extents), async (file) => {
        const buffer = Buffer.allocUnsafe(copyBytes);
        let at = 0;
        for (const [index, { offset, length }] of extents.entries()) {
          for (let done = 0; done < length; done += buffer.length) {
            const part = buffer.subarray(0, Math.min(buffer.length, length - done));
            await readAll(sources[index], part, offset + done);
            await writeAt(file, part, at);
            at += part.length;
          }
        }
      });
    } finally {
      sources.forEach(closeSync);
    }
  }

  async read(
    account: Id,
    extents: readonly Extent[],
    given?: Promise<unknown>,
  ): Promise<Uint8Array> {
    const sources = this.#open(account, extents);
    const leave = await this.#room.enter(lengthOf(extents));
    try {
      const bytes = Buffer.allocUnsafe(lengthOf(extents));
      let at = 0;
      for (const [index, { offset, length }] of extents.entries()) {
        await readAll(sources[index], bytes.subarray(at, at + length), offset);
        at += length;
      }
      return bytes;
    } finally {
      if (given === undefined) leave();
      else given.then(leave, leave);
      sources.forEach(closeSync);
    }
  }

  touched(account: Id): void {
    this.#touched.add(account);
  }

  takeTouched(): readonly Id[] {
    const taken = [...this.#touched];
    this.#touched.clear();
    return taken;
  }

  async accounts(): Promise<readonly Id[]> {
    const found = await orNothing(readdir(this.#directory));
    return found.filter((name) => idName.test(name)).map(Number);
  }

  async stored(account: Id): Promise<readonly StoredBlob[]> {
    const found: StoredBlob[] = [];
    if (!this.#isOwn(account)) return found;
    for (const name of await orNothing(readdir(this.#of(account)))) {
      if (!contentName.test(name)) continue;
      const writtenAt = this.#writtenAt(account, name);
      if (writtenAt !== undefined) found.push({ name, writtenAt });
    }
    return found;
  }

  /** What somebody else put there is none of ours. */
  #isOwn(account: Id): boolean {
    return unlessRefused(() => requirePlace(this.#directory, account)) ?? false;
  }

  #writtenAt(account: Id, blob: string): number | undefined {
    return unlessRefused(() => blobStat(this.#directory, account, blob)?.mtimeMs);
  }

  arePinned(): boolean {
    return arePinned(this.#directory);
  }

  async remove(account: Id, names: readonly string[]): Promise<void> {
    if (!this.#isOwn(account)) return;
    for (const name of names) await unlink(joinPath(this.#of(account), name)).catch(unlessMissing);
    // It is gone only when it is empty, and comes back with the next blob.
    await rmdir(this.#of(account)).catch(() => undefined);
  }

  async setAside(account: Id, names: readonly string[]): Promise<void> {
    if (!this.#isOwn(account)) return;
    const aside = joinPath(this.#directory, asideName, String(Date.now()), String(account));
    await mkdir(aside, { recursive: true, mode: 0o700 });
    for (const name of names) {
      await rename(joinPath(this.#of(account), name), joinPath(aside, name)).catch(unlessMissing);
    }
    await rmdir(this.#of(account)).catch(() => undefined);
  }

  async dropAside(before: number): Promise<void> {
    const outer = joinPath(this.#directory, asideName);
    for (const time of await orNothing(readdir(outer))) {
      if (!/^\d+$/.test(time) || Number(time) >= before) continue;
      await rm(joinPath(outer, time), { recursive: true, force: true });
    }
  }

  #of(account: Id): string {
    return joinPath(this.#directory, String(account));
  }

  /** Opens before anything is waited for: what is open stays readable when its name goes. */
  #open(account: Id, extents: readonly Extent[]): readonly number[] {
    const opened: number[] = [];
    try {
      for (const { blob } of extents) {
        const file = openBlob(this.#directory, account, blob);
        if (file === undefined) throw new Error(`the blob ${blob} is missing`);
        opened.push(file);
      }
    } catch (error) {
      opened.forEach(closeSync);
      throw error;
    }
    return opened;
  }

  async #keep(
    account: Id,
    length: number,
    fill: (file: FileHandle) => Promise<void>,
  ): Promise<FreshBlob> {
    if (length === 0) return { extent: undefined, writtenAt: Date.now() };
    this.touched(account);
    const blob = randomUUID();
    const file = await this.#create(account, blob);
    let writtenAt: number;
    try {
      await fill(file);
      await file.sync();
      writtenAt = (await file.stat()).mtimeMs;
    } catch (error) {
      // What a full disk took of it would take room until the sweep comes.
      await unlink(joinPath(this.#of(account), blob)).catch(() => undefined);
      throw error;
    } finally {
      await file.close();
    }
    // Another writer may have made the directory and not synced the outer one yet.
    await syncDirectory(this.#of(account));
    await syncDirectory(this.#directory);
    return { extent: { blob, offset: 0, length }, writtenAt };
  }

  /** The directory may be missing, and the sweep may take it away as soon as it is there. */
  async #create(account: Id, blob: string): Promise<FileHandle> {
    const path = joinPath(this.#of(account), blob);
    for (let tries = 1; ; tries += 1) {
      requirePlace(this.#directory, account);
      try {
        return await open(path, 'wx', 0o600);
      } catch (error) {
        if (!isMissing(error) || tries === triesMax) throw error;
      }
      await mkdir(this.#of(account), { recursive: true, mode: 0o700 });
    }
  }
}

function lengthOf(extents: readonly Extent[]): number {
  return extents.reduce((sum, { length }) => sum + length, 0);
}

/** Writes the next bytes of a file; blocks of zeros become holes. */
async function writeAt(file: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  let end = 0;
  for (const range of dataRanges(bytes)) {
    for (let at = range.start; at < range.end;) {
      at += (await file.write(bytes, at, range.end - at, position + at)).bytesWritten;
    }
    end = range.end;
  }
  if (end < bytes.length) await file.truncate(position + bytes.length);
}

async function readAll(
  source: number | undefined,
  into: Uint8Array,
  position: number,
): Promise<void> {
  if (source === undefined) throw new Error('a blob was not opened');
  for (let at = 0; at < into.length;) {
    const { bytesRead } = await readAt(source, into, at, into.length - at, position + at);
    if (bytesRead === 0) throw new Error('a blob is shorter than its file says');
    at += bytesRead;
  }
}

async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}

async function orNothing(names: Promise<string[]>): Promise<string[]> {
  return (await names.catch(unlessMissing)) ?? [];
}

function unlessRefused<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch (error) {
    if (!(error instanceof BlobRefused)) throw error;
    return undefined;
  }
}

function unlessMissing(error: unknown): undefined {
  if (!isMissing(error)) throw error;
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
