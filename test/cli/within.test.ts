import { expect } from 'chai';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isWithin } from '../../src/cli/whole-base.js';
import { makeRichBase } from '../base-directory/rich-server.js';
import { run } from '../program.js';

describe('What would be read while it is written', () => {
  let directory: string;
  let base: string;
  const at = (path: string): string => join(directory, path);

  before(async () => {
    directory = mkdtempSync(join(tmpdir(), 'cligate-test-'));
    base = at('base');
    await makeRichBase(base);
    mkdirSync(at('base/Accounts/inner'), { recursive: true });
    symlinkSync('base/Accounts', at('link'));
  });
  after(() => rmSync(directory, { recursive: true }));

  it('is told from what lies beside, through links, and where nothing is yet', () => {
    const within = ['base', 'base/x/y', 'base/..x', 'link/new', 'base/../base'];
    const others = ['base2', '.', 'x/base', 'base/..'];
    expect([...within, ...others].filter((path) => isWithin(at(path), base))).to.deep.equal(within);
  });

  const refused: readonly (readonly [string, readonly string[], RegExp])[] = [
    ['an export into the base directory', ['export', 'base/new'], /new is in the base directory/],
    ['an export through a link', ['export', 'link/inner'], /inner is in the base directory/],
    ['a backup in the base directory', ['backup', 'base/x.tgz'], /x\.tgz is in the base directory/],
    ['a backup that is a directory', ['backup', '.'], / is a directory/],
    ['an import of what is around', ['import', '.'], /^cligate: the base directory is in /],
  ];
  for (const [title, [command = '', path = ''], reason] of refused) {
    it(`is refused: ${title}`, async () => {
      const before = readdirSync(directory, { recursive: true });
      const { code, err } = await run([command, at(path), '--base', base]);
      expect(err).to.match(reason);
      expect(code).to.equal(2);
      expect(readdirSync(directory, { recursive: true })).to.deep.equal(before);
    });
  }
});
