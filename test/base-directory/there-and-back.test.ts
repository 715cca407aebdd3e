import { expect } from 'chai';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../program.js';
import { treeOf } from './projection/little-base.js';
import { makeRichBase } from './rich-server.js';

describe('The documented files', () => {
  let directory: string;
  const at = (name: string): string => join(directory, name);

  before(() => {
    directory = mkdtempSync(join(tmpdir(), 'cligate-test-'));
  });
  after(() => rmSync(directory, { recursive: true, force: true }));

  async function exported(base: string, target: string): Promise<Record<string, string>> {
    const { code, err } = await run(['export', at(target), '--base', at(base)]);
    expect(code, err).to.equal(0);
    const files = Object.entries(treeOf(at(target)));
    return Object.fromEntries(files.map(([path, text]) => [path, steady(text)]));
  }

  /** When the files that have times of their own were modified, by their paths. */
  function times(target: string): Record<string, number> {
    const own = /\/account\.web\/|\/WebSkins\/|\/PBXApps\//;
    return Object.fromEntries(
      readdirSync(at(target), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name).slice(at(target).length + 1))
        .filter((path) => own.test(path))
        .map((path) => [path, Math.floor(statSync(join(at(target), path)).mtimeMs / 1000)]),
    );
  }

  it('hold all that a server knows: imported and exported again they are the same', async () => {
    await makeRichBase(at('base'));
    const first = await exported('base', 'first');
    expect(Object.keys(first)).to.have.length.above(60);
    const { code, err } = await run(['import', at('first'), '--base', at('copy')]);
    expect(code, err).to.equal(0);
    expect(await exported('copy', 'second')).to.deep.equal(first);
    expect(Object.keys(times('first'))).to.have.length.above(3);
    expect(times('second')).to.deep.equal(times('first'));
  });
});

/** Passwords are sealed with other salt, and ids are those of their own store. */
function steady(text: string): string {
  return text.replace(/"\{AES\}[^"]+"/g, 'sealed').replace(/BoxID=\d+;/g, '');
}
