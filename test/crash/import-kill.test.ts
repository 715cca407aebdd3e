import { expect } from 'chai';
import fc from 'fast-check';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { logicalDump } from '../base-directory/logical-dump.js';
import { faultsOf, inStore, Place } from '../base-directory/import/trees.js';
import { isUnfinished } from '../../src/base-directory/import/unfinished.js';
import { run, ServerProgram, type Ended } from '../program.js';

const killAt = fileURLToPath(new URL('kill-at.ts', import.meta.url));

const rounds = 4;
/** Far more than a slow machine takes: only what hangs is to end by it. */
const longestMs = 600_000;

const domains = ['company.com', 'one.test', 'two.test'] as const;
const directories: Readonly<Record<string, string>> = {
  'company.com': 'Accounts',
  'one.test': 'Domains/one.test',
  'two.test': 'Domains/two.test',
};

/** A tree of three Domains with Accounts, mail, stored files, objects, and what nobody understands. */
function treeOf(): Place {
  const tree = new Place().with({
    'Settings/Main.settings': '{ DomainName = company.com; }',
    'Startup.sh': 'umask 027\n',
    'Accounts/Settings/Access.settings': '{ postmaster = (Master); }',
    'Accounts/postmaster.macnt/account.settings': '{ Password = secret; }',
    'Accounts/postmaster.macnt/INBOX.mbox': 'From x\n\nmail of postmaster@company.com\n',
  });
  for (const domain of domains) {
    const directory = directories[domain] ?? '';
    const members = Array.from({ length: 12 }, (_, number) => `user${number}`);
    for (const name of members) {
      tree.with({
        [`${directory}/${name}.macnt/account.settings`]: `{ RealName = "${name} of ${domain}"; }`,
        [`${directory}/${name}.macnt/INBOX.mbox`]: `From x\n\nmail of ${name}@${domain}\n`,
        [`${directory}/${name}.macnt/account.web/index.html`]: `page of ${name}@${domain}`,
        [`${directory}/${name}.macnt/notes.odt`]: `notes of ${name}@${domain}`,
      });
    }
    tree.with({
      [`${directory}/Settings/Domain.settings`]: '{ Foldering = "Flat"; }',
      [`${directory}/Settings/Aliases.data`]: '{ boss = user1; }',
      [`${directory}/Settings/Groups.data`]: `{ staff = {Members=(${members.join(',')});}; }`,
      [`${directory}/mystery.dat`]: `mystery of ${domain}`,
    });
  }
  return tree;
}

/** What a store says, without the times at which it came to be and its count of logins. */
async function said(base: string): Promise<readonly string[]> {
  const dump = await logicalDump(base);
  return dump.map((line) => line.replace(/"?created"?:\d+/g, 'created')).sort();
}

const ofMail = (path: string): boolean => /\.(?:mbox|odt|dat|html|sh)$/.test(path);

/** Files that no store makes, by path. */
function keptFiles(place: Place): readonly (readonly [string, string])[] {
  return place.files.filter(ofMail).map((path) => [path, place.read(path)]);
}

describe('An import that is killed at any moment', () => {
  let tree: Place;
  let whole: Place;
  let works = 0;
  let to: Place;
  let where = '';

  const importing = (base: string, at: number, ...more: readonly string[]): Promise<Ended> =>
    run(['import', tree.path, '--base', base, ...more], at === 0 ? {} : { KILL_AT: String(at) }, {
      imports: [killAt],
    });

  before(async () => {
    tree = treeOf();
    whole = new Place();
    const { code, err } = await importing(whole.path, 0);
    expect(code, err).to.equal(0);
    works = Number(/^works: (\d+)$/m.exec(err)?.[1]);
    expect(works).to.be.greaterThan(100);
    expect(await run(['sync', '--base', whole.path])).to.include({ code: 0 });
  });
  beforeEach(() => {
    to = new Place();
  });
  afterEach(function () {
    to.remove();
    if (this.currentTest?.state === 'failed') console.error(`      ${where}`);
  });
  after(() => {
    tree.remove();
    whole.remove();
  });

  /** Each Domain is there as in an import that nobody killed, or not at all; returns which are. */
  const wholeOrNot = async (): Promise<readonly string[]> => {
    const [expected, found] = [await said(whole.path), await said(to.path)];
    const [files, foundFiles] = [keptFiles(whole), keptFiles(to)];
    return domains.filter((domain) => {
      const of = (lines: readonly string[]) => lines.filter((line) => line.includes(domain));
      const below = (all: typeof files) =>
        all.filter(([path]) => path.startsWith(`${directories[domain] ?? ''}/`));
      const isThere = of(found).some((line) => line.startsWith('domain '));
      expect(of(found), domain).to.deep.equal(isThere ? of(expected) : []);
      // The pages of Accounts are written behind the store.
      const copied = (all: typeof files) => below(all).filter(([path]) => !path.endsWith('.html'));
      expect(copied(foundFiles), domain).to.deep.equal(isThere ? copied(files) : []);
      return isThere;
    });
  };

  const expectTakenBack = async (): Promise<void> => {
    expect(await inStore(to.path, isUnfinished)).to.equal(false);
    expect(existsSync(join(to.path, 'importing'))).to.equal(false);
  };

  const seed = Math.floor(Math.random() * 1e9);
  for (let round = 0; round < rounds; round += 1) {
    it(`is whole Domain by Domain after a repair, and is done again (round ${round})`, async () => {
      const [at = 1] = fc.sample(fc.integer({ min: 1, max: works }), {
        seed: seed + round,
        numRuns: 1,
      });
      where = `seed ${seed}, round ${round}: killed at work ${at} of ${works}`;
      expect(await importing(to.path, at)).to.include({ code: null });
      if (existsSync(join(to.path, 'store/data.mdb'))) {
        const { err } = await run(['check', '--repair', '--base', to.path]);
        expect(err).not.to.match(/\[object|^\s+at /m);
        await expectTakenBack();
        if (existsSync(join(to.path, 'password.key'))) await wholeOrNot();
      }
      const again = await importing(to.path, 0, '--merge');
      expect(again.code, again.out + again.err).to.equal(0);
      expect(await run(['sync', '--base', to.path])).to.include({ code: 0 });
      expect(await said(to.path)).to.deep.equal(await said(whole.path));
      expect(keptFiles(to)).to.deep.equal(keptFiles(whole));
      expect(await faultsOf(to.path)).to.deep.equal([]);
    }).timeout(longestMs);
  }

  it('is whole Domain by Domain after a start of the server', async () => {
    const [at = 1] = fc.sample(fc.integer({ min: Math.floor(works / 2), max: works }), {
      seed,
      numRuns: 1,
    });
    where = `seed ${seed}: killed at work ${at} of ${works}, then served`;
    expect(await importing(to.path, at)).to.include({ code: null });
    const server = new ServerProgram(to.path, { set: ['projector.on=false'] });
    try {
      await server.ready();
      server.signal('SIGTERM');
      expect((await server.ended()).code).to.equal(0);
    } finally {
      await server.end();
    }
    await expectTakenBack();
    const there = await wholeOrNot();
    expect(there).to.include('company.com');
    expect(await importing(to.path, 0, '--merge')).to.include({ code: 0 });
    expect(await said(to.path)).to.deep.equal(await said(whole.path));
  }).timeout(longestMs);
});
