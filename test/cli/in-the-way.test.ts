/** What deals with whole base directories meets somebody else there: refused, and nothing changes. */
import { expect } from 'chai';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { logicalDump } from '../base-directory/logical-dump.js';
import { makeRichBase } from '../base-directory/rich-server.js';
import { startServer } from '../server-under-test.js';
import { run, type Ended } from '../program.js';

/** Every file below a directory with a checksum. LMDB notes its readers in `lock.mdb`. */
function filesOf(directory: string): Readonly<Record<string, string>> {
  const found = readdirSync(directory, { recursive: true, withFileTypes: true });
  const files = found.filter((entry) => entry.isFile() && entry.name !== 'lock.mdb');
  const paths = files.map((entry) => join(entry.parentPath, entry.name)).sort();
  const sum = (path: string): string =>
    createHash('sha256').update(readFileSync(path)).digest('hex');
  return Object.fromEntries(paths.map((path) => [path.slice(directory.length), sum(path)]));
}

describe('In the way of a whole base directory', () => {
  let directory: string;
  let base: string;
  let archive: string;
  let exported: string;
  let rich: readonly string[];
  let to: string;

  before(async () => {
    directory = mkdtempSync(join(tmpdir(), 'cligate-test-'));
    base = join(directory, 'base');
    archive = join(directory, 'night.tar.gz');
    exported = join(directory, 'exported');
    to = join(directory, 'to');
    await makeRichBase(base);
    expect(await run(['backup', archive, '--base', base])).to.include({ code: 0 });
    expect(await run(['export', exported, '--base', base])).to.include({ code: 0 });
    expect(await run(['sync', '--base', base])).to.include({ code: 0 });
    rich = await logicalDump(base);
  });
  afterEach(() => rmSync(to, { recursive: true, force: true }));
  after(() => rmSync(directory, { recursive: true, force: true }));

  const inUse = /^cligate: the store in \S+ is in use by process \d+\n$/;
  const besideServer: readonly (readonly [string, () => readonly string[], number])[] = [
    ['an import', () => ['import', exported], 1],
    ['an import that may merge', () => ['import', exported, '--merge'], 1],
    ['a restore', () => ['restore', archive], 5],
    ['a restore that may replace', () => ['restore', archive, '--force'], 5],
    ['a repair', () => ['check', '--repair'], 5],
  ];
  for (const [title, args, code] of besideServer) {
    it(`a server refuses ${title}`, async () => {
      const server = await startServer({ base, store: 'embedded' });
      try {
        const before = filesOf(base);
        const refused = await run([...args(), '--base', base]);
        expect(refused).to.include({ code, out: '' });
        expect(refused.err).to.match(inUse);
        expect(filesOf(base)).to.deep.equal(before);
        const client = await server.postmaster();
        expect(await client.ask('GetAccountAliases ann@client1.example')).to.match(/^201 /);
      } finally {
        await server.close();
      }
    });
  }

  it('its own tree is refused by an import, and nothing is new to one that merges', async () => {
    const before = filesOf(base);
    const refused = await run(['import', base, '--base', base]);
    expect(refused).to.include({ code: 1, out: '' });
    expect(refused.err).to.match(
      /^cligate: the domain \S+ is there already: use --merge to import/,
    );
    expect(filesOf(base)).to.deep.equal(before);
    cpSync(base, to, { recursive: true });
    const dump = await logicalDump(base);
    expect(await run(['import', to, '--base', to, '--merge'])).to.include({ code: 0, err: '' });
    expect(await logicalDump(to)).to.deep.equal(dump);
    const isOfStore = (path: string): boolean => path.startsWith('/store/');
    const documented = (files: Readonly<Record<string, string>>) =>
      Object.entries(files).filter(([path]) => !isOfStore(path));
    expect(documented(filesOf(to))).to.deep.equal(documented(before));
  });

  /** Starts the same twice; one of them does it, however they meet. */
  const race = async (args: readonly string[], refusedWith: number): Promise<Ended> => {
    const both = await Promise.all([run(args), run(args)]);
    const [done, refused] = both.sort((one, other) => Number(one.code) - Number(other.code));
    expect([done.code, refused.code], `${done.err}${refused.err}`).to.deep.equal([0, refusedWith]);
    expect(refused.out).to.equal('');
    return refused;
  };

  it('another import is refused', async () => {
    const { err } = await race(['import', exported, '--base', to], 1);
    expect(err).to.match(/is in use by process|is there already/);
    const once = join(directory, 'once');
    expect(await run(['import', exported, '--base', once])).to.include({ code: 0 });
    expect(await logicalDump(to)).to.deep.equal(await logicalDump(once));
  });

  it('another restore is refused', async () => {
    const { err } = await race(['restore', archive, '--base', to], 5);
    expect(err).to.match(/is in use by process|is not empty: give --force/);
    expect(await logicalDump(to)).to.deep.equal(rich);
    expect(readdirSync(to)).not.to.include.members(['restoring']);
  });

  it('a restore that was cut off is refused by everything but a restore', async () => {
    mkdirSync(join(to, 'restored'), { recursive: true });
    const commands: readonly (readonly [readonly string[], number])[] = [
      [['import', exported], 1],
      [['export', join(directory, 'new')], 5],
      [['backup', join(directory, 'new')], 5],
      [['check'], 5],
      [['check', '--repair'], 5],
      [['sync'], 5],
      [['serve', '--port', '0'], 78],
    ];
    for (const [args, code] of commands) {
      const { err, ...ended } = await run([...args, '--base', to]);
      expect(err, args[0]).to.equal(`cligate: ${to} was not restored whole: restore it again\n`);
      expect(ended, args[0]).to.include({ code, out: '' });
    }
    expect(readdirSync(to, { recursive: true })).to.deep.equal(['restored']);
    expect(readdirSync(directory)).not.to.include('new');
  });

  it('what a killed restore left is not', async () => {
    mkdirSync(join(to, 'restoring/store'), { recursive: true });
    mkdirSync(join(to, 'store'));
    expect(await run(['restore', archive, '--base', to])).to.include({ code: 0, err: '' });
    expect(await logicalDump(to)).to.deep.equal(rich);
    const again = await run(['restore', archive, '--base', to, '--force']);
    expect(again).to.include({ code: 0, err: '' });
    expect(await logicalDump(to)).to.deep.equal(rich);
    const [replaced = ''] = readdirSync(to).filter((name) => name.startsWith('replaced-'));
    cpSync(join(to, 'password.key'), join(to, replaced, 'password.key'));
    expect(await logicalDump(join(to, replaced))).to.deep.equal(rich);
  });
});
