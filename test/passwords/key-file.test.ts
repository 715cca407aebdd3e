import { expect } from 'chai';
import { chmod, mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { KeyFileRefused, readOrMakeKey } from '../../src/passwords/key-file.js';
import { letGo, scratchDirectory } from './opened.js';

describe('passwords: the key file', () => {
  let directory: string;
  let path: string;
  beforeEach(async () => {
    directory = await scratchDirectory();
    path = join(directory, 'password.key');
  });
  afterEach(letGo);

  async function refused(mayCreate = true): Promise<string> {
    try {
      await readOrMakeKey(path, mayCreate);
    } catch (error) {
      expect(error).to.be.instanceOf(KeyFileRefused);
      return String(error);
    }
    throw new Error('the key file was taken');
  }

  it('is made on first start, for its owner only, and read from then on', async () => {
    const key = await readOrMakeKey(path, true);
    expect(key).to.have.length(32);
    expect((await stat(path)).mode & 0o777).to.equal(0o600);
    expect(await readFile(path, 'latin1')).to.equal(`${key.toString('hex')}\n`);
    expect(await readOrMakeKey(path, false)).to.deep.equal(key);
    expect(await readdir(directory), 'and nothing else is left').to.deep.equal(['password.key']);
  });

  it('is one and the same for starts at the same time', async () => {
    const keys = await Promise.all(Array.from({ length: 8 }, () => readOrMakeKey(path, true)));
    for (const key of keys) expect(key).to.deep.equal(keys[0]);
    expect(await readdir(directory)).to.deep.equal(['password.key']);
  });

  it('is not made anew once passwords are kept', async () => {
    expect(await refused(false)).to.include('missing');
    expect(await readdir(directory)).to.deep.equal([]);
  });

  for (const mode of [0o640, 0o604, 0o660, 0o620]) {
    it(`is refused with mode ${mode.toString(8)}`, async () => {
      await readOrMakeKey(path, true);
      await chmod(path, mode);
      expect(await refused()).to.include('0600');
    });
  }

  for (const content of ['', 'short', 'g'.repeat(64), `${'a'.repeat(64)}\n\n`]) {
    it(`is refused when it holds ${JSON.stringify(content)}, and stays as it is`, async () => {
      await writeFile(path, content, { mode: 0o600 });
      const message = await refused();
      expect(message).to.include('damaged');
      if (content !== '') expect(message).not.to.include(content);
      expect(await readFile(path, 'latin1')).to.equal(content);
    });
  }

  it('is refused when it is a directory or a link', async () => {
    await mkdir(path, { mode: 0o700 });
    expect(await refused()).to.include('plain file');
    path = join(directory, 'link.key');
    await symlink('/dev/zero', path);
    expect(await refused()).to.include('opened');
  });
});
