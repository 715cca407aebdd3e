import { expect } from 'chai';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isFresh, garbageMs, type FileContents } from '../../src/files/contents.js';
import { openDiskContents } from '../../src/files/disk-contents.js';
import { openMemoryContents } from '../../src/files/memory-contents.js';
import type { Extent } from '../../src/tables/storage-file-tables.js';

let base: string;
let contents: FileContents;

const filesDirectory = () => join(base, 'files');

const keep = async (text: string, account = 7): Promise<Extent> => {
  const { extent } = await contents.write(account, Buffer.from(text));
  if (extent === undefined) throw new Error('nothing was kept');
  return extent;
};
const read = async (...extents: readonly Extent[]) =>
  Buffer.from(await contents.read(7, extents)).toString();
const names = async (account = 7) => (await contents.stored(account)).map(({ name }) => name);

for (const [where, open] of [
  ['on the disk', () => openDiskContents(filesDirectory())],
  ['in memory', openMemoryContents],
] as const) {
  describe(`Contents ${where}`, () => {
    beforeEach(() => {
      base = mkdtempSync(join(tmpdir(), 'cligate-contents-'));
      contents = open();
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
      const { extent } = await contents.write(7, bytes);
      if (extent === undefined) throw new Error('nothing was kept');
      expect(bytes.equals(await contents.read(7, [extent]))).to.equal(true);
      const whole = await contents.join(7, [
        { ...extent, offset: 5, length: bytes.length - 5 },
        extent,
      ]);
      const expected = Buffer.concat([bytes.subarray(5), bytes]);
      expect(whole.extent?.length).to.equal(expected.length);
      expect(expected.equals(await contents.read(7, whole.extent ? [whole.extent] : []))).to.equal(
        true,
      );
    });

    it('need no place for no bytes', async () => {
      expect((await contents.write(7, new Uint8Array())).extent).to.equal(undefined);
      expect((await contents.join(7, [])).extent).to.equal(undefined);
      expect(await names()).to.deep.equal([]);
    });

    it('have names of their own, each in its Account', async () => {
      const [one, two] = [await keep('same'), await keep('same')];
      await keep('other', 8);
      expect(one.content).not.to.equal(two.content);
      expect((await names()).sort()).to.deep.equal([one.content, two.content].sort());
      expect([...(await contents.accounts())].sort()).to.deep.equal([7, 8]);
    });

    it('are gone when they are removed, and so is the place of an Account without any', async () => {
      const [one, two] = [await keep('one'), await keep('two')];
      await contents.remove(7, [one.content, 'never-there']);
      expect(await names()).to.deep.equal([two.content]);
      await contents.remove(7, [two.content]);
      expect(await contents.accounts()).to.deep.equal([]);
      expect(await read(await keep('three'))).to.equal('three');
    });

    it('stay readable for those who began to read before they went', async () => {
      const one = await keep('still here');
      const reading = contents.read(7, [one]);
      await contents.remove(7, [one.content]);
      expect(Buffer.from(await reading).toString()).to.equal('still here');
    });

    it('fail to be read when they are not what the file says', async () => {
      const one = await keep('short');
      for (const wrong of [
        { ...one, length: 6 },
        { ...one, content: 'missing' },
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
      contents.touched(9);
      expect([...contents.takeTouched()].sort()).to.deep.equal([7, 9]);
      expect(contents.takeTouched()).to.deep.equal([]);
    });

    it('may become part of a file for less time than they are kept without one', async () => {
      const before = Date.now() - 1000;
      const fresh = await contents.write(7, Buffer.from('x'));
      expect(fresh.writtenAt).to.be.within(before, Date.now() + 1000);
      expect(isFresh(fresh, fresh.writtenAt)).to.equal(true);
      expect(isFresh(fresh, fresh.writtenAt + garbageMs / 2)).to.equal(true);
      expect(isFresh(fresh, fresh.writtenAt + garbageMs - 1000)).to.equal(false);
    });
  });
}

describe('Contents on the disk beside other things', () => {
  beforeEach(() => {
    base = mkdtempSync(join(tmpdir(), 'cligate-contents-'));
    contents = openDiskContents(filesDirectory());
  });
  afterEach(() => rmSync(base, { recursive: true }));

  it('are for their owner only, below the id of the Account', async () => {
    const { content } = await keep('secret');
    expect(readdirSync(filesDirectory())).to.deep.equal(['7']);
    expect(statSync(filesDirectory()).mode & 0o077).to.equal(0);
    expect(statSync(join(filesDirectory(), '7')).mode & 0o077).to.equal(0);
    expect(statSync(join(filesDirectory(), '7', content)).mode & 0o077).to.equal(0);
  });

  it('are told from what somebody else put there', async () => {
    const { content } = await keep('ours');
    mkdirSync(join(filesDirectory(), 'lost+found'));
    writeFileSync(join(filesDirectory(), '7', 'README'), 'theirs');
    expect(await contents.accounts()).to.deep.equal([7]);
    expect(await names()).to.deep.equal([content]);
    await contents.remove(7, [content]);
    expect(readdirSync(join(filesDirectory(), '7'))).to.deep.equal(['README']);
  });

  it('are all kept when many are written at once', async () => {
    const extents = await Promise.all(Array.from({ length: 50 }, (_, n) => keep(`${n};`)));
    expect(await read(...extents)).to.equal(Array.from({ length: 50 }, (_, n) => `${n};`).join(''));
  });
});
