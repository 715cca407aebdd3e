import { expect } from 'chai';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../program.js';
import { openEmbeddedStore } from '../../../src/tables/open-store.js';
import { names } from '../../../src/tables/tables.js';
import { startServer } from '../../server-under-test.js';
import { makeRichBase } from '../rich-server.js';

/** Changes of many kinds, each of them undone by a later one. */
const busyLines = (round: number): readonly string[] => [
  `CreateAccount busy${round}@client1.example {RealName="Busy";}`,
  `SetAccountAliases busy${round}@client1.example (b${round})`,
  `CreateMailbox busy${round}@client1.example MAILBOX Work`,
  `WriteStorageFile busy${round}@client1.example FILE "a.txt" DATA [SGVsbG8=]`,
  `RenameAccount busy${round}@client1.example INTO idle${round}@client2.example`,
  `UpdateAccountSettings ann@client1.example {RealName="Ann ${round}";}`,
  `CreateGroup team${round}@client1.example {Members=(ann);}`,
  ...(round < 20 ? [] : [`DeleteAccount idle${round - 20}@client2.example`]),
  ...(round < 20 ? [] : [`DeleteGroup team${round - 20}@client1.example`]),
];

describe('cligate check', () => {
  const base = mkdtempSync(join(tmpdir(), 'cligate-test-'));
  const check = (...flags: readonly string[]) => run(['check', '--base', base, ...flags]);

  const breakStore = async (): Promise<void> => {
    const store = await openEmbeddedStore(join(base, 'store'));
    await store.update((tx) => tx.remove(names, '3/info'));
    await store.close();
  };

  before(async () => {
    await makeRichBase(base);
    await run(['sync', '--base', base]);
  });
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
    const aliases = 'Domains/client1.example/Settings/Aliases.data differs from the store';
    const counted = 'domain client1.example counts 2 of alias, and there are 1';
    expect(await check()).to.deep.equal({
      code: 1,
      out:
        `${wrong} (repair: add the name)\n${counted} (repair: set the count to 1)\n` +
        `domain client1.example on the disk: ${aliases} (repair: write it anew)\n`,
      err: '',
    });
    const [first = ''] = (await check('--json')).out.split('\n');
    expect(JSON.parse(first)).to.deep.equal({
      kind: 'account',
      name: 'ann@client1.example',
      wrong: 'cannot be found by its alias info',
      fix: 'add the name',
      repaired: false,
    });
    const repaired = await check('--repair');
    expect(repaired).to.include({ code: 0, err: '' });
    expect(repaired.out).to.equal(`${wrong} (repaired: add the name)\n`);
    expect(await check()).to.include({ code: 0, out: '' });
  });

  it('tells what on the disk is not what the store says, and repairs it', async () => {
    const path = 'Domains/client1.example/an.sub/ann.macnt/account.settings';
    const right = readFileSync(join(base, path), 'latin1');
    writeFileSync(join(base, path), right.replace('Example', 'Other'));
    const line = `account ann@client1.example on the disk: ${path} differs from the store`;
    expect(await check()).to.deep.equal({
      code: 1,
      out: `${line} (repair: write it anew)\n`,
      err: '',
    });
    expect(await check('--repair')).to.deep.equal({
      code: 0,
      out: `${line} (repaired: write it anew)\n`,
      err: '',
    });
    expect(readFileSync(join(base, path), 'latin1')).to.equal(right);
  });

  it('says nothing of what a server just writes', async () => {
    const server = await startServer({ base, store: 'embedded', set: ['projector.on=true'] });
    try {
      const client = await server.postmaster();
      let isOver = false;
      const work = async (): Promise<void> => {
        for (let round = 0; !isOver; round += 1) {
          for (const line of busyLines(round)) {
            expect(await client.ask(line), line).to.match(/^20/);
          }
        }
      };
      const working = work();
      const checked = check().finally(() => (isOver = true));
      const [{ code, out }] = await Promise.all([checked, working]);
      expect({ code, out }).to.deep.equal({ code: 0, out: '' });
      client.close();
    } finally {
      await server.close();
    }
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
