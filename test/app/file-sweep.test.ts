import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { writeFile } from '../../src/engine/file-storage/storage-file-changes.js';
import { filePath } from '../../src/engine/file-storage/file-path.js';
import { garbageMs, type Blobs } from '../../src/files/blobs.js';
import { openDiskBlobs } from '../../src/files/disk-blobs.js';
import { openMemoryBlobs } from '../../src/files/memory-blobs.js';
import { sweepAccounts } from '../../src/app/file-sweep.js';
import type { Id } from '../../src/tables/tables.js';
import { accountAt, LittleServer } from '../engine/little-server.js';

let server: LittleServer;
let files: Blobs;
let account: Id;

/** Writes a file as the command does, with or without its last step. */
const write = async (name: string | undefined, text: string): Promise<void> => {
  const { extent } = await files.write(account, Buffer.from(text));
  if (name === undefined) return;
  await server.change((change) => {
    const { path } = filePath(name);
    const writing = { path, place: 'whole file' as const, length: text.length };
    writeFile(change, accountAt(change.tx, 'user1'), writing, extent);
  });
};
const sweep = (later: number, accounts: readonly Id[] = [account]) =>
  sweepAccounts(
    { store: server.store, files, now: () => Date.now() + later, started: 0 },
    accounts,
  );
const count = async () => (await files.stored(account)).length;

describe('The sweep of blobs', () => {
  beforeEach(async () => {
    server = await LittleServer.with();
    await server.accounts('user1');
    account = await server.view((tx) => accountAt(tx, 'user1').id);
    files = openMemoryBlobs();
  });

  it('takes what no file mentions and leaves what one does', async () => {
    await write('a', 'kept');
    await write('b', 'replaced');
    await write('b', 'kept too');
    await write(undefined, 'refused');
    expect(await sweep(garbageMs + 1000)).to.equal(2);
    expect(await count()).to.equal(2);
    expect(await sweep(garbageMs + 1000)).to.equal(0);
  });

  it('leaves alone what may still become part of a file, and comes back for it', async () => {
    await write(undefined, 'under way');
    files.takeTouched();
    expect(await sweep(0)).to.equal(0);
    expect(await count()).to.equal(1);
    expect(files.takeTouched()).to.deep.equal([account]);
    expect(await sweep(garbageMs + 1000)).to.equal(1);
    expect(files.takeTouched()).to.deep.equal([]);
  });

  it('takes all of an Account that is not there any more', async () => {
    await files.write(4711, Buffer.from('left behind'));
    expect(await sweep(garbageMs + 1000, await files.accounts())).to.equal(1);
    expect(await files.accounts()).to.deep.equal([]);
  });

  it('sees what became part of a file after it had looked at the blobs', async () => {
    const { extent } = await files.write(account, Buffer.from('late'));
    const slow: Blobs = Object.assign(Object.create(files) as Blobs, {
      stored: async (id: Id) => {
        const found = await files.stored(id);
        await server.change((change) => {
          const writing = { path: filePath('a').path, place: 'whole file' as const, length: 4 };
          writeFile(change, accountAt(change.tx, 'user1'), writing, extent);
        });
        return found;
      },
      touched: () => undefined,
    });
    const now = () => Date.now() + garbageMs + 1000;
    expect(
      await sweepAccounts({ store: server.store, files: slow, now, started: 0 }, [account]),
    ).to.equal(0);
    expect(await count()).to.equal(1);
  });

  it('takes nothing while a program holds the blobs, and comes back for it', async () => {
    await write(undefined, 'refused');
    files.takeTouched();
    files.arePinned = () => true;
    expect(await sweep(garbageMs + 1000)).to.equal(0);
    files.arePinned = () => false;
    expect(files.takeTouched()).to.deep.equal([account]);
    expect(await sweep(garbageMs + 1000)).to.equal(1);
  });
});

describe('The sweep of blobs that only the store tells of', () => {
  const directory = mkdtempSync(join(tmpdir(), 'cligate-sweep-'));
  after(() => rmSync(directory, { recursive: true }));

  it('moves them out of the way, and removes them when their time is over', async () => {
    const server = await LittleServer.with();
    await server.accounts('user1');
    const { id } = await server.view((tx) => accountAt(tx, 'user1'));
    const files = openDiskBlobs(join(directory, 'files'));
    const gone = 4711;
    await files.write(id, Buffer.from('older'));
    const started = Date.now() + 1;
    const later = (): number => started + garbageMs;
    // The disk's clock may be a little behind.
    while (Date.now() < started + 20);
    await files.write(id, Buffer.from('own'));
    await files.write(gone, Buffer.from('of one that is gone'));
    const sweep = (): Promise<number> =>
      sweepAccounts({ store: server.store, files, now: () => later() + 5000, started }, [id, gone]);
    expect(await sweep()).to.equal(3);
    expect(await files.accounts()).to.deep.equal([]);

    const aside = (): string[] =>
      readdirSync(join(directory, 'files/.removed'), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
        .sort();
    expect(aside()).to.deep.equal(['of one that is gone', 'older']);
    await files.dropAside(started);
    expect(aside()).to.have.length(2);
    await files.dropAside(Date.now() + 1);
    expect(aside()).to.deep.equal([]);
  });
});
