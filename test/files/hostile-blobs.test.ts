import { expect } from 'chai';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BlobRefused } from '../../src/files/blob-file.js';
import type { Blobs } from '../../src/files/blobs.js';
import { openDiskBlobs } from '../../src/files/disk-blobs.js';
import type { Extent } from '../../src/tables/storage-file-tables.js';
import { FaultyDisk, ofAnotherOwner } from '../base-directory/faulty-disk.js';

const stranger = '00000000-0000-4000-8000-000000000000';

describe('Blobs that others have been at', () => {
  let outer: string;
  let files: string;
  let blobs: Blobs;
  let extent: Extent;
  let undo: () => void;

  beforeEach(async () => {
    outer = mkdtempSync(join(tmpdir(), 'cligate-blobs-'));
    files = join(outer, 'base/files');
    mkdirSync(join(outer, 'base'));
    mkdirSync(join(outer, 'elsewhere'));
    writeFileSync(join(outer, 'elsewhere', stranger), 'secret');
    blobs = openDiskBlobs(files);
    const written = await blobs.write(7, Buffer.from('own'));
    if (written.extent === undefined) throw new Error('nothing was kept');
    extent = written.extent;
    undo = () => undefined;
  });
  afterEach(() => {
    undo();
    expect(readdirSync(join(outer, 'elsewhere'))).to.deep.equal([stranger]);
    expect(readFileSync(join(outer, 'elsewhere', stranger), 'latin1')).to.equal('secret');
    rmSync(outer, { recursive: true });
  });

  const own = (): string => join(files, '7', extent.blob);
  const secret = (): Extent => ({ blob: stranger, offset: 0, length: 6 });
  const failureOf = async (work: Promise<unknown>): Promise<unknown> =>
    work.then(
      () => 'it went well',
      (error: unknown) => error,
    );
  const refusal = async (work: () => Promise<unknown>): Promise<string> => {
    const error = await failureOf((async () => work())());
    expect(error).to.be.instanceOf(BlobRefused);
    return (error as Error).message;
  };

  it('are not read through a link', async () => {
    symlinkSync(join(outer, 'elsewhere', stranger), join(files, '7', stranger));
    expect(await refusal(() => blobs.read(7, [secret()]))).to.match(/is no plain file$/);
    expect(await refusal(() => blobs.join(7, [secret()]))).to.match(/is no plain file$/);
    const stored = await blobs.stored(7);
    expect(stored.map(({ name }) => name)).to.deep.equal([extent.blob]);
  });

  it('are neither read, written nor removed below a link', async () => {
    symlinkSync(join(outer, 'elsewhere'), join(files, '8'));
    expect(await refusal(() => blobs.read(8, [secret()]))).to.match(/8 is no directory$/);
    expect(await refusal(() => blobs.write(8, Buffer.from('x')))).to.match(/is no directory$/);
    expect(await blobs.stored(8)).to.deep.equal([]);
    await blobs.remove(8, [stranger]);
  });

  it('are refused as a whole when their directory is a link', () => {
    renameSync(files, join(outer, 'moved'));
    symlinkSync(join(outer, 'moved'), files);
    expect(() => openDiskBlobs(files)).to.throw(BlobRefused, /files is no directory$/);
  });

  it('are not waited for when they are no files', async () => {
    const socket = createServer().listen(join(files, '7', stranger));
    await once(socket, 'listening');
    try {
      expect(await refusal(() => blobs.read(7, [secret()]))).to.match(/is no plain file$/);
    } finally {
      socket.close();
    }
    mkdirSync(join(files, '9'));
    mkdirSync(join(files, '9', stranger));
    expect(await refusal(() => blobs.read(9, [secret()]))).to.match(/is no plain file$/);
  });

  it('are not used when they have another owner', async () => {
    undo = ofAnotherOwner(own());
    expect(await refusal(() => blobs.read(7, [extent]))).to.match(/has another owner$/);
    expect(await blobs.stored(7)).to.deep.equal([]);
    undo();
    undo = ofAnotherOwner(join(files, '7'));
    expect(await refusal(() => blobs.read(7, [extent]))).to.match(/7 has another owner$/);
    expect(await refusal(() => blobs.write(7, Buffer.from('x')))).to.match(/another owner$/);
    await blobs.remove(7, [extent.blob]);
    undo();
    undo = () => undefined;
    expect((await blobs.read(7, [extent])).length).to.equal(3);
  });

  it('leave nothing behind when the disk is full', async () => {
    for (let at = 0, isFull = true; isFull; at += 1) {
      const disk = new FaultyDisk(outer).full(at);
      try {
        await failureOf(blobs.write(8, Buffer.alloc(100_000, 'x')));
        await failureOf(blobs.join(7, [extent, extent]));
      } finally {
        disk.repair();
      }
      isFull = disk.hasFailed;
      const names = (await blobs.stored(7)).map(({ name }) => name);
      if (isFull) expect(names, `full at work ${at}`).to.deep.equal([extent.blob]);
      for (const account of [7, 8]) {
        for (const { name } of await blobs.stored(account)) {
          const { length } = readFileSync(join(files, String(account), name));
          expect(length, `full at work ${at}`).to.be.oneOf([3, 6, 100_000]);
        }
      }
    }
  });
});
