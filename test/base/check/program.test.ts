import { expect } from 'chai';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../cli/program.js';
import { openEmbeddedStore } from '../../../src/store/embedded.js';
import { names } from '../../../src/store/tables.js';
import { startServer } from '../../server-under-test.js';
import { makeRichBase } from '../rich-server.js';

describe('cligate check', () => {
  const base = mkdtempSync(join(tmpdir(), 'cligate-test-'));
  const check = (...flags: readonly string[]) => run(['check', '--base', base, ...flags]);

  const breakStore = async (): Promise<void> => {
    const store = await openEmbeddedStore(join(base, 'store'));
    await store.update((tx) => tx.remove(names, '3/info'));
    await store.close();
  };

  before(() => makeRichBase(base));
  after(() => rmSync(base, { recursive: true, force: true }));

  it('says nothing of a base directory that is well, also while a server runs', async () => {
    expect(await check()).to.deep.equal({ code: 0, out: '', err: '' });
    const server = await startServer({ base, store: 'embedded' });
    try {
      expect(await check()).to.deep.equal({ code: 0, out: '', err: '' });
    } finally {
      await server.close();
    }
  });

  it('tells what is wrong and what a repair would do, and repairs it', async () => {
    await breakStore();
    const wrong = 'account ann@client1.example cannot be found by its alias info';
    const counted = 'domain client1.example counts 2 of alias, and there are 1';
    expect(await check()).to.deep.equal({
      code: 1,
      out: `${wrong} (repair: it is)\n${counted} (repair: the count is 1)\n`,
      err: '',
    });
    const [first = ''] = (await check('--json')).out.split('\n');
    expect(JSON.parse(first)).to.deep.equal({
      kind: 'account',
      name: 'ann@client1.example',
      wrong: 'cannot be found by its alias info',
      remedy: 'it is',
      repaired: false,
    });
    const repaired = await check('--repair');
    expect(repaired).to.include({ code: 0, err: '' });
    expect(repaired.out).to.equal(`${wrong} (repaired: it is)\n`);
    expect(await check()).to.include({ code: 0, out: '' });
  });

  it('does not repair what a server has open', async () => {
    const server = await startServer({ base, store: 'embedded' });
    try {
      const { code, out, err } = await check('--repair');
      expect({ code, out }).to.deep.equal({ code: 5, out: '' });
      expect(err).to.match(/^cligate: the store in .* is in use by process \d+\n$/);
    } finally {
      await server.close();
    }
  });

  it('tells of bytes that are missing', async () => {
    const [content = ''] = readdirSync(join(base, 'files', '5'));
    rmSync(join(base, 'files', '5', content));
    const { code, out } = await check();
    expect(code).to.equal(1);
    expect(out).to.match(/ann@client1\.example has lost bytes of its file .*look at it yourself/);
  });

  it('needs a store', async () => {
    const { code, err } = await run(['check', '--base', join(base, 'none')]);
    expect(code).to.equal(3);
    expect(err).to.match(/^cligate: there is no store in /);
  });
});
