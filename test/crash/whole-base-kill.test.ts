import { expect } from 'chai';
import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { logicalDump } from '../base-directory/logical-dump.js';
import { makeRichBase } from '../base-directory/rich-server.js';
import { run, type Ended } from '../program.js';

const killAt = fileURLToPath(new URL('kill-at.ts', import.meta.url));
const rounds = 3;
/** Far more than a slow machine takes: only what hangs is to end by it. */
const longestMs = 600_000;

describe('What deals with whole base directories and is killed at any moment', () => {
  let directory: string;
  let base: string;
  let archive: string;
  let rich: readonly string[];
  let where = '';
  const seed = Math.floor(Math.random() * 1e9);
  const at = (path: string): string => join(directory, path);
  const killed = (work: number, ...args: readonly string[]): Promise<Ended> =>
    run(args, { KILL_AT: String(work) }, { imports: [killAt] });

  before(async () => {
    directory = mkdtempSync(join(tmpdir(), 'cligate-test-'));
    base = at('base');
    archive = at('night.tar.gz');
    await makeRichBase(base);
    rich = await logicalDump(base);
    expect(await run(['backup', archive, '--base', base])).to.include({ code: 0 });
  });
  afterEach(function () {
    if (this.currentTest?.state === 'failed') console.error(`      ${where}`);
  });
  after(() => rmSync(directory, { recursive: true }));

  /** Where it is killed: works of a run that nobody kills are counted first. */
  const moments = async (...args: readonly string[]): Promise<readonly number[]> => {
    const { code, err } = await run(args, {}, { imports: [killAt] });
    expect(code, err).to.equal(0);
    const works = Number(/^works: (\d+)$/m.exec(err)?.[1]);
    const chosen = fc.sample(fc.integer({ min: 1, max: works }), { seed, numRuns: rounds });
    where = `seed ${seed}: ${args[0] ?? ''} killed at ${chosen.join()} of ${works}`;
    return chosen;
  };

  it('a backup is whole under its name, or not there', async () => {
    for (const moment of await moments('backup', at('first.tar.gz'), '--base', base)) {
      const place = at(`backup${moment}`);
      mkdirSync(place, { recursive: true });
      const args = ['backup', join(place, 'x.tar.gz'), '--base', base];
      expect(await killed(moment, ...args), where).to.include({ code: null });
      if (existsSync(join(place, 'x.tar.gz'))) {
        execFileSync('gzip', ['-t', join(place, 'x.tar.gz')]);
      }
      expect(await run(args)).to.include({ code: 0, err: '' });
      execFileSync('sha256sum', ['-c', 'x.tar.gz.sha256'], { cwd: place, stdio: 'ignore' });
    }
  }).timeout(longestMs);

  it('an export is whole, or tells that it is not', async () => {
    const names = (path: string): readonly string[] =>
      readdirSync(path, { recursive: true, encoding: 'utf8' }).sort();
    for (const moment of await moments('export', at('whole'), '--base', base)) {
      const target = at(`export${moment}`);
      const args = ['export', target, '--base', base];
      expect(await killed(moment, ...args), where).to.include({ code: null });
      const isMade = existsSync(target) && readdirSync(target).length > 0;
      if (isMade && !existsSync(join(target, '.export'))) {
        expect(names(target), where).to.deep.equal(names(at('whole')));
      }
      const again = await run(args);
      expect(again.code, again.err).to.equal(isMade ? 5 : 0);
      rmSync(target, { recursive: true });
    }
  }).timeout(longestMs);

  it('a restore has changed nothing, is done, or is refused until it is done again', async () => {
    for (const moment of await moments('restore', archive, '--base', at('first'))) {
      const to = at(`restore${moment}`);
      expect(await killed(moment, 'restore', archive, '--base', to), where).to.include({
        code: null,
      });
      const isCutOff = existsSync(join(to, 'restored'));
      const hasStore = existsSync(join(to, 'store/data.mdb'));
      if (isCutOff) expect(await run(['check', '--base', to])).to.include({ code: 5 });
      else if (hasStore) expect(await logicalDump(to), where).to.deep.equal(rich);
      const force = isCutOff || hasStore ? ['--force'] : [];
      const again = await run(['restore', archive, '--base', to, ...force]);
      expect(again, where).to.include({ code: 0, err: '' });
      expect(await logicalDump(to), where).to.deep.equal(rich);
      rmSync(to, { recursive: true });
    }
  }).timeout(longestMs);
});
