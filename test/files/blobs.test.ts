import { expect } from 'chai';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isFresh, garbageMs, type Blobs } from '../../src/files/blobs.js';
import { openDiskBlobs } from '../../src/files/disk-blobs.js';
import { openMemoryBlobs } from '../../src/files/memory-blobs.js';
import type { Extent } from '../../src/tables/storage-file-tables.js';

let base: string;
let blobs: Blobs;

const filesDirectory = () => join(base, 'files');

const keep = async (text: string, account = 7): Promise<Extent> => {
  const { extent } = await blobs.write(account, Buffer.from(text));
  if (extent === undefined) throw new Error('nothing was kept');
  return extent;
};
const read = async (...extents: readonly Extent[]) =>
  Buffer.from(await blobs.read(7, extents)).toString();
const names = async (account = 7) => (await blobs.stored(account)).map(({ name }) => name);

for (const [where, open] of [
  ['on the disk', () => openDiskBlobs(filesDirectory())],
  ['in memory', openMemoryBlobs],
] as const) {
  describe(`Blobs ${where}`, () => {
    beforeEach(() => {
      base = mkdtempSync(join(tmpdir(), 'cligate-blobs-'));
      blobs = open();
    });
    afterEach(() => rmSync(base, { recursive: true }));

    it('come back as they were, whole and in extents, in any order', async () => {
      const [one, two] = [await keep('hello '), await keep('world')];
      expect(one).to.include({ offset: 0, length: 6 });
      expect(await read(one, two)).to.equal('hello world');
      expect(await read({ ...two, offset: 1, length: 3 }, { ...one, length: 2 })).to.equal('orlhe');
      expect(await read()).to.equal('');
    });

    it('keep every byte of many megabytes', async () => {
      const bytes = Buffer.alloc(3 * 1024 * 1024 + 17, Buffer.from([0, 255, 10, 13, 128]));
      const { extent } = await blobs.write(7, bytes);
      if (extent === undefined) throw new Error('nothing was kept');
      expect(bytes.equals(await blobs.read(7, [extent]))).to.equal(true);
      const whole = await blobs.join(7, [
        { ...extent, offset: 5, length: bytes.length - 5 },
        extent,
      ]);
      const expected = Buffer.concat([bytes.subarray(5), bytes]);
      expect(whole.extent?.length).to.equal(expected.length);
      expect(expected.equals(await blobs.read(7, whole.extent ? [whole.extent] : []))).to.equal(
        true,
      );
    });

    it('need no place for no bytes', async () => {
      expect((await blobs.write(7, new Uint8Array())).extent).to.equal(undefined);
      expect((await blobs.join(7, [])).extent).to.equal(undefined);
      expect(await names()).to.deep.equal([]);
    });

    it('have names of their own, each in its Account', async () => {
      const [one, two] = [await keep('same'), await keep('same')];
      await keep('other', 8);
      expect(one.blob).not.to.equal(two.blob);
      expect((await names()).sort()).to.deep.equal([one.blob, two.blob].sort());
      expect([...(await blobs.accounts())].sort()).to.deep.equal([7, 8]);
    });

    it('are gone when they are removed, and so is the place of an Account without any', async () => {
      const [one, two] = [await keep('one'), await keep('two')];
      await blobs.remove(7, [one.blob, 'never-there']);
      expect(await names()).to.deep.equal([two.blob]);
      await blobs.remove(7, [two.blob]);
      expect(await blobs.accounts()).to.deep.equal([]);
      expect(await read(await keep('three'))).to.equal('three');
    });

    it('stay readable for those who began to read before they went', async () => {
      const one = await keep('still here');
      const reading = blobs.read(7, [one]);
      await blobs.remove(7, [one.blob]);
      expect(Buffer.from(await reading).toString()).to.equal('still here');
    });

    it('fail to be read when they are not what the file says', async () => {
      const one = await keep('short');
      for (const wrong of [
        { ...one, length: 6 },
        { ...one, blob: 'missing' },
      ]) {
        const failure = await read(wrong).then(
          () => undefined,
          (error: unknown) => error,
        );
        expect(failure).to.be.instanceOf(Error);
      }
    });

    it('tell which Accounts were written for since this was last asked', async () => {
      await keep('one');
      await keep('two');
      blobs.touched(9);
      expect([...blobs.takeTouched()].sort()).to.deep.equal([7, 9]);
      expect(blobs.takeTouched()).to.deep.equal([]);
    });

    it('may become part of a file for less time than they are kept without one', async () => {
      const before = Date.now() - 1000;
      const fresh = await blobs.write(7, Buffer.from('x'));
      expect(fresh.writtenAt).to.be.within(before, Date.now() + 1000);
      expect(isFresh(fresh, fresh.writtenAt)).to.equal(true);
      expect(isFresh(fresh, fresh.writtenAt + garbageMs / 2)).to.equal(true);
      expect(isFresh(fresh, fresh.writtenAt + garbageMs - 1000)).to.equal(false);
    });
  });
}

describe('Blobs on the disk beside other things', () => {
  beforeEach(() => {
    base = mkdtempSync(join(tmpdir(), 'cligate-blobs-'));
    blobs = openDiskBlobs(filesDirectory());
  });
  afterEach(() => rmSync(base, { recursive: true }));

  it('are for their owner only, below the id of the Account', async () => {
    const { blob } = await keep('secret');
    expect(readdirSync(filesDirectory())).to.deep.equal(['7']);
    expect(statSync(filesDirectory()).mode & 0o077).to.equal(0);
    expect(statSync(join(filesDirectory(), '7')).mode & 0o077).to.equal(0);
    expect(statSync(join(filesDirectory(), '7', blob)).mode & 0o077).to.equal(0);
  });

  it('are told from what somebody else put there', async () => {
    const { blob } = await keep('ours');
    mkdirSync(join(filesDirectory(), 'lost+found'));
    writeFileSync(join(filesDirectory(), '7', 'README'), 'theirs');
    expect(await blobs.accounts()).to.deep.equal([7]);
    expect(await names()).to.deep.equal([blob]);
    await blobs.remove(7, [blob]);
    expect(readdirSync(join(filesDirectory(), '7'))).to.deep.equal(['README']);
  });

  it('are all kept when many are written at once', async () => {
    const extents = await Promise.all(Array.from({ length: 50 }, (_, n) => keep(`${n};`)));
    expect(await read(...extents)).to.equal(Array.from({ length: 50 }, (_, n) => `${n};`).join(''));
  });
});
