import { expect } from 'chai';
import { join } from 'node:path';
import { readOrMakeKey } from '../../../src/passwords/key-file.js';
import { openPasswords } from '../../../src/passwords/open-passwords.js';
import { Seal } from '../../../src/passwords/sealed-form.js';
import { treeOf } from '../projection/little-base.js';
import { makeRichBase } from '../rich-server.js';
import { faultsOf, importInto, linesOf, Place, project } from './trees.js';

/** All documented files, the sealed passwords in them opened, without inner ids. */
async function documented(base: string): Promise<Record<string, string>> {
  const passwords = await openPasswords({ keyFile: join(base, 'password.key') });
  const steady = (text: string): string =>
    text
      .replace(/\{AES\}[A-Za-z0-9+/=]+/g, (sealed) => passwords.reveal(sealed) ?? 'lost')
      .replace(/BoxID=\d+;/g, '');
  try {
    return Object.fromEntries(
      Object.entries(treeOf(base)).map(([path, text]) => [path, steady(text)]),
    );
  } finally {
    await passwords.close();
  }
}

describe('documented files of our own', () => {
  const source = new Place();
  const base = new Place();

  after(() => {
    source.remove();
    base.remove();
  });

  it('come in as the same objects, passwords sealed under the new key', async () => {
    await makeRichBase(source.path);
    expect(await project(source.path)).to.deep.equal([]);
    const sourceSeal = new Seal(await readOrMakeKey(join(source.path, 'password.key'), false));
    const report = await importInto(base.path, source.path, { sourceSeal });
    expect(linesOf(report)).to.deep.equal([]);
    expect(report.domains.map(({ name, failure }) => [name, failure])).to.deep.equal([
      ['example.test', undefined],
      ['client1.example', undefined],
      ['client2.example', undefined],
    ]);
    expect(report.master).to.equal(undefined);
    expect(await faultsOf(base.path)).to.deep.equal([]);
    expect(await project(base.path)).to.deep.equal([]);
    expect(await documented(base.path)).to.deep.equal(await documented(source.path));
  });
});
