/**
 * What deals with whole base directories finds the disk full: one clear line, code 1, and nothing
 * that looks whole and is not. No file can grow beyond a length, which is told as a full disk is.
 */
import { expect } from 'chai';
import { randomBytes } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { logicalDump } from '../base-directory/logical-dump.js';
import { faultsOf, Place } from '../base-directory/import/trees.js';
import { makeRichBase } from '../base-directory/rich-server.js';
import { run, type Ended } from '../program.js';

/** A file that does not fit, whatever else does: longer than the store, and nothing shrinks it. */
const large = `From x\n\n${randomBytes(600_000).toString('base64')}\n`;

/** Lengths at which something else fails each time: the first files, the store, large files. */
const limits = [0, 64, 450].map((kilobytes) => kilobytes * 1024);

/** What the system and the database say of a file that cannot grow, after a path or a work. */
const line = /^cligate: .*(?:EFBIG: file too large|Input\/output error).*\n$/m;

/** A truncated translation of the program would stay in its cache. */
const environment = { TSX_DISABLE_CACHE: '1' };

function expectClear({ code, err }: Ended, what: string): void {
  expect(code, `${what}: ${err}`).to.equal(1);
  expect(err, what).to.match(line);
  expect(err.match(/^cligate: /gm), what).to.have.length(1);
}

describe('On a full disk', () => {
  let directory: string;
  let base: string;
  let archive: string;
  const at = (path: string): string => join(directory, path);
  const limited = (fileBytesMax: number, ...args: readonly string[]): Promise<Ended> =>
    run(args, environment, { fileBytesMax });

  before(async () => {
    directory = mkdtempSync(join(tmpdir(), 'cligate-test-'));
    base = at('base');
    archive = at('night.tar.gz');
    await makeRichBase(base);
    const ann = join(base, 'Domains/client1.example/an.sub/ann.macnt');
    mkdirSync(ann, { recursive: true });
    writeFileSync(join(ann, 'INBOX.mbox'), large);
    expect(await run(['backup', archive, '--base', base])).to.include({ code: 0 });
  });
  after(() => rmSync(directory, { recursive: true }));

  for (const limit of limits) {
    it(`a backup leaves what was under its name, and nothing else (${limit} bytes)`, async () => {
      const place = at('backups');
      mkdirSync(place);
      try {
        expectClear(await limited(limit, 'backup', join(place, 'new'), '--base', base), 'new');
        expect(readdirSync(place)).to.deep.equal([]);
        for (const name of ['old', 'old.sha256']) writeFileSync(join(place, name), 'precious');
        expectClear(await limited(limit, 'backup', join(place, 'old'), '--base', base), 'old');
        expect(readdirSync(place)).to.deep.equal(['old', 'old.sha256']);
        expect(readFileSync(join(place, 'old'), 'latin1')).to.equal('precious');
        expect(readdirSync(join(base, 'files'))).to.deep.equal(['5']);
      } finally {
        rmSync(place, { recursive: true });
      }
    });

    it(`an export leaves its directory empty (${limit} bytes)`, async () => {
      const target = at('target');
      try {
        expectClear(await limited(limit, 'export', target, '--base', base), 'export');
        expect(readdirSync(target)).to.deep.equal([]);
        expect(readdirSync(join(base, 'files'))).to.deep.equal(['5']);
      } finally {
        rmSync(target, { recursive: true, force: true });
      }
    });

    it(`a restore changes nothing, with --force neither (${limit} bytes)`, async () => {
      const to = at('to');
      try {
        expectClear(await limited(limit, 'restore', archive, '--base', to), 'restore');
        expect(readdirSync(to)).to.deep.equal([]);
        writeFileSync(join(to, 'precious'), 'x');
        const forced = await limited(limit, 'restore', archive, '--base', to, '--force');
        expectClear(forced, 'restore --force');
        expect(readdirSync(to)).to.deep.equal(['precious']);
      } finally {
        rmSync(to, { recursive: true, force: true });
      }
    });
  }
});

describe('An import on a full disk', () => {
  let tree: Place;
  let whole: Place;
  let to: Place;
  const small = {
    'Settings/Main.settings': '{ DomainName = company.com; }',
    'Accounts/Settings/Access.settings': '{ postmaster = (Master); }',
    'Accounts/postmaster.macnt/account.settings': '{ Password = secret; }',
    'Accounts/postmaster.macnt/INBOX.mbox': 'From x\n\nhi\n',
    'Domains/small.test/ann.macnt/account.settings': '{ RealName = Ann; }',
    'Domains/small.test/ann.macnt/INBOX.mbox': 'From y\n\nhi\n',
  };
  const importing = (fileBytesMax?: number, ...more: readonly string[]): Promise<Ended> => {
    const options = fileBytesMax === undefined ? {} : { fileBytesMax };
    return run(['import', tree.path, '--base', to.path, ...more], environment, options);
  };

  beforeEach(() => {
    tree = new Place().with(small);
    to = new Place();
    whole = new Place();
  });
  afterEach(() => {
    for (const place of [tree, to, whole]) place.remove();
  });

  it('leaves out the Domain for which there is no room, and takes the others', async () => {
    tree.with({
      'Domains/large.test/bob.macnt/INBOX.mbox': 'From z\n\nhi\n',
      'Domains/large.test/carl.macnt/INBOX.mbox': large,
    });
    const { code, out, err } = await importing(450 * 1024);
    expect([code, err]).to.deep.equal([1, '']);
    expect(out).to.match(/^domain company\.com: imported: accounts 1$/m);
    expect(out).to.match(/^domain large\.test: not imported: EFBIG: file too large, /m);
    expect(out).to.match(/^domain small\.test: imported: accounts 1$/m);
    expect(to.files.filter((path) => /large|importing/.test(path))).to.deep.equal([]);
    expect(await faultsOf(to.path)).to.deep.equal([]);
    expect((await logicalDump(to.path)).filter((each) => each.includes('large.test'))).to.be.empty;
    expect(await importing(undefined, '--merge')).to.include({ code: 0, err: '' });
    expect(to.read('Domains/large.test/carl.macnt/INBOX.mbox')).to.equal(large);
  });

  it('keeps no copies when it ends on its way, and is done again when there is room', async () => {
    tree.with({ 'Aside.txt': 'copied first', 'Startup.sh': large });
    expectClear(await importing(450 * 1024), 'import');
    expect(readdirSync(to.path)).to.have.members(['files', 'password.key', 'store', 'store.json']);
    expect(await importing()).to.include({ code: 0, err: '' });
    expect(to.read('Startup.sh')).to.equal(large);
  });

  for (const limit of [16, 64, 200].map((kilobytes) => kilobytes * 1024)) {
    it(`that the store has no room for is rolled back by a repair (${limit} bytes)`, async () => {
      for (let number = 0; number < 300; number += 1) {
        const path = `Domains/many.test/user${number}.macnt/account.settings`;
        tree.with({ [path]: `{ RealName = "${'x'.repeat(900)}"; }` });
      }
      expectClear(await importing(limit), 'import');
      const repaired = await run(['check', '--repair', '--base', to.path]);
      expect(repaired.err).not.to.match(/\[object|^\s+at /m);
      expect(existsSync(join(to.path, 'importing'))).to.equal(false);
      expect(to.files.filter((path) => path.includes('many.test'))).to.deep.equal([]);
      expect(await importing(undefined, '--merge')).to.include({ code: 0 });
      const fresh = await run(['import', tree.path, '--base', whole.path]);
      expect(fresh).to.include({ code: 0 });
      expect(timeless(await logicalDump(to.path))).to.deep.equal(
        timeless(await logicalDump(whole.path)),
      );
    });
  }

  it('shows the password that it made, though the rest does not come in', async () => {
    const bare = new Place().with({ 'Startup.sh': '#' });
    for (let number = 0; number < 300; number += 1) {
      const path = `Domains/many.test/user${number}.macnt/account.settings`;
      bare.with({ [path]: `{ RealName = "${'x'.repeat(900)}"; }` });
    }
    try {
      const args = ['import', bare.path, '--base', to.path, '--main-domain', 'company.com'];
      const { code, err } = await run(args, environment, { fileBytesMax: 600 * 1024 });
      expect(code).to.equal(1);
      expect(err).to.match(line);
      expect(err).to.match(/^cligate: the password of postmaster@company\.com, shown only now: /m);
    } finally {
      bare.remove();
    }
  });
});

/** Without the times at which something was made. */
function timeless(dump: readonly string[]): readonly string[] {
  return dump.map((each) => each.replace(/"?created"?:\d+/g, 'created')).sort();
}
