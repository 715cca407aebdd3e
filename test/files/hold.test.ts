import { expect } from 'chai';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDiskContents } from '../../src/files/disk-contents.js';
import { holdContents } from '../../src/files/hold.js';

describe('A hold of contents', () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'cligate-test-'));
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  it('counts until it is given free, and is no Account', async () => {
    const contents = openDiskContents(directory);
    expect(contents.held()).to.equal(false);
    const release = holdContents(directory);
    expect(contents.held()).to.equal(true);
    expect(await contents.accounts()).to.deep.equal([]);
    release();
    expect(contents.held()).to.equal(false);
    expect(readdirSync(directory)).to.deep.equal([]);
  });

  it('does not count when its process is gone', () => {
    const contents = openDiskContents(directory);
    writeFileSync(join(directory, 'hold.1'), '1 another-boot/17\n');
    expect(contents.held()).to.equal(false);
    expect(readdirSync(directory)).to.deep.equal([]);
  });
});
