import { expect } from 'chai';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDiskBlobs } from '../../src/files/disk-blobs.js';
import { pinBlobs } from '../../src/files/pin.js';

describe('Pinned blobs', () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'cligate-test-'));
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  it('counts until it is given free, and is no Account', async () => {
    const blobs = openDiskBlobs(directory);
    expect(blobs.arePinned()).to.equal(false);
    const release = pinBlobs(directory);
    expect(blobs.arePinned()).to.equal(true);
    expect(await blobs.accounts()).to.deep.equal([]);
    release();
    expect(blobs.arePinned()).to.equal(false);
    expect(readdirSync(directory)).to.deep.equal([]);
  });

  it('does not count when its process is gone', () => {
    const blobs = openDiskBlobs(directory);
    writeFileSync(join(directory, 'hold.1'), '1 another-boot/17\n');
    expect(blobs.arePinned()).to.equal(false);
    expect(readdirSync(directory)).to.deep.equal([]);
  });
});
