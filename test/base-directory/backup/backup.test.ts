import { expect } from 'chai';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { makeBackup } from '../../../src/base-directory/backup/backup.js';
import type { BasePlaces } from '../../../src/base-directory/base-places.js';
import { BaseInUse, restore } from '../../../src/base-directory/backup/restore.js';
import { storeFindings } from '../../../src/base-directory/check/store-invariants.js';
import { basePlaces } from '../../../src/base-directory/base-places.js';
import { openEmbeddedStore } from '../../../src/tables/open-store.js';
import { StoreInUse } from '../../../src/store/embedded.js';
import { run } from '../../program.js';
import { startServer } from '../../server-under-test.js';
import { makeRichBase, rowsOf, type Rows } from '../rich-server.js';

const now = Date.UTC(2026, 0, 2, 3, 4, 5);

/** Mail that an administrator or an import put where it belongs. */
const mail: Readonly<Record<string, string>> = {
  'Domains/client1.example/an.sub/ann.macnt/INBOX.mbox': 'From a Thu Jan  1 00:00:00 2026\n\nhi\n',
  'Domains/client1.example/an.sub/ann.macnt/Work.folder/Plans.mdir/cur/1': 'one\n',
  'Domains/client1.example/ca.sub/carl.mbox': '',
};

/** What others put between the documented files. */
const foreign: Readonly<Record<string, string>> = {
  'Startup.sh': 'umask 027\n',
  'Queue/12.msg': 'a message',
  'Settings/Strange.bin': '\0',
  'Domains/b\xfccher/readme\n.txt': 'no domain',
  'Domains/client1.example/mystery.dat': '?',
  'Domains/client1.example/an.sub/ann.macnt/notes.odt': 'what is this',
  'Domains/client1.example/an.sub/ann.macnt/account.rpopids/home': '1 2 3',
};

async function rowsIn(base: string): Promise<Rows> {
  const store = await openEmbeddedStore(join(base, 'store'), { readOnly: true });
  try {
    return await store.view((tx) => rowsOf(tx));
  } finally {
    await store.close();
  }
}

/** The files below a directory, with what is in them. */
function filesIn(directory: string): Record<string, string> {
  const names = readdirSync(directory, { recursive: true, encoding: 'utf8' });
  const files = names.filter((name) => statSync(join(directory, name)).isFile()).sort();
  return Object.fromEntries(
    files.map((name) => [name, readFileSync(join(directory, name), 'latin1')]),
  );
}

const isAnyOf =
  (...names: readonly string[]) =>
  ([name]: readonly [string, unknown]) =>
    names.some((part) => name.startsWith(part));

describe('A backup', () => {
  let directory: string;
  let from: BasePlaces;
  let to: BasePlaces;
  let archive: string;
  /** The rows that the archive has. */
  let rich: Rows;

  before(async () => {
    directory = mkdtempSync(join(tmpdir(), 'cligate-test-'));
    from = basePlaces(join(directory, 'from'));
    archive = join(directory, 'night.tar.gz');
    await makeRichBase(from.root);
    for (const [path, text] of Object.entries({ ...mail, ...foreign })) {
      mkdirSync(dirname(join(from.root, path)), { recursive: true });
      writeFileSync(join(from.root, path), text);
    }
    rich = await rowsIn(from.root);
    const report = await makeBackup(from, archive, '1.0');
    expect(report).to.deep.include({ blobs: 3, mail: 3, missing: [], left: [] });
  });
  beforeEach(() => {
    to = basePlaces(join(directory, 'to'));
  });
  afterEach(() => rmSync(to.root, { recursive: true, force: true }));
  after(() => rmSync(directory, { recursive: true, force: true }));

  it('brings back every row, every content, all mail and the key', async () => {
    const report = await restore(to, archive, { force: false, now });
    expect(report).to.deep.include({ blobs: 3, mail: 3, mainDomain: 'example.test' });
    expect(await rowsIn(to.root)).to.deep.equal(rich);
    const kept = isAnyOf('files/', 'Domains/', 'password.key', ...Object.keys(foreign));
    expect(Object.entries(filesIn(to.root)).filter(kept)).to.deep.equal(
      Object.entries(filesIn(from.root)).filter(kept),
    );
    expect(statSync(to.key).mode & 0o777).to.equal(0o600);
  });

  it('is a file for its owner only, and leaves nothing else behind', () => {
    expect(statSync(archive).mode & 0o777).to.equal(0o600);
    expect(readdirSync(directory).sort()).to.deep.equal([
      'from',
      'night.tar.gz',
      'night.tar.gz.sha256',
    ]);
    expect(readdirSync(from.files).filter((name) => name.startsWith('hold'))).to.deep.equal([]);
  });

  it('can be verified with the tools of the system', () => {
    const sum = createHash('sha256').update(readFileSync(archive)).digest('hex');
    expect(readFileSync(`${archive}.sha256`, 'utf8')).to.equal(`${sum}  night.tar.gz\n`);
    const open = join(directory, 'open');
    mkdirSync(open);
    try {
      execFileSync('tar', ['-xzf', archive, '-C', open]);
      const entries = Object.keys(filesIn(open)).filter((name) => name !== 'SHA256SUMS');
      const verified = execFileSync('sha256sum', ['-c', 'SHA256SUMS'], { cwd: open });
      expect(verified.toString().trim().split('\n')).to.have.length(entries.length);
    } finally {
      rmSync(open, { recursive: true });
    }
  });

  it('is one state while a server works, and its restore breaks no rule', async () => {
    const server = await startServer({ base: from.root, store: 'embedded' });
    const hot = join(directory, 'hot.tar.gz');
    try {
      const client = await server.postmaster();
      let stop = false;
      const work = async (): Promise<number> => {
        let made = 0;
        for (; !stop; made += 1) {
          const name = `n${made}@client1.example`;
          await client.ask(`CreateAccount ${name}`);
          await client.ask(`SetAccountAliases ${name} (a${made},b${made})`);
          await client.ask(`WriteStorageFile ${name} FILE x DATA [SGVsbG8=]`);
          await client.ask(`RenameAccount n${made - 1}@client1.example into old${made}`);
        }
        return made;
      };
      const worked = work();
      expect(await run(['backup', hot, '--base', from.root])).to.include({ code: 0, err: '' });
      stop = true;
      expect(await worked).to.be.greaterThan(10);
      await restore(to, hot, { force: false, now });
      const store = await openEmbeddedStore(to.store, { readOnly: true });
      const sizeOf = (account: number, content: string) =>
        statSync(join(to.files, String(account), content), { throwIfNoEntry: false })?.size;
      expect(await store.view((tx) => [...storeFindings(tx, sizeOf)])).to.deep.equal([]);
      await store.close();
    } finally {
      await server.close();
      rmSync(hot, { force: true });
      rmSync(`${hot}.sha256`, { force: true });
    }
  });

  it('is restored into an empty directory only, unless it may replace what is there', async () => {
    mkdirSync(to.root);
    writeFileSync(join(to.root, 'precious'), 'x');
    const refused = await restore(to, archive, { force: false, now }).catch((e: unknown) => e);
    expect(refused).to.be.instanceOf(BaseInUse);
    expect(readdirSync(to.root)).to.deep.equal(['precious']);
    const { replaced = '' } = await restore(to, archive, { force: true, now });
    expect(replaced).to.equal(join(to.root, 'replaced-2026-01-02T030405Z'));
    expect(readdirSync(replaced)).to.deep.equal(['precious']);
    expect(await rowsIn(to.root)).to.deep.equal(rich);
  });

  it('does not replace what a server has open', async () => {
    const server = await startServer({ base: to.root, store: 'embedded' });
    try {
      const refused = await restore(to, archive, { force: true, now }).catch((e: unknown) => e);
      expect(refused).to.be.instanceOf(StoreInUse);
    } finally {
      await server.close();
    }
  });

  it('tells what it lacks', async () => {
    const lame = basePlaces(join(directory, 'lame'));
    const file = join(directory, 'lame.tar.gz');
    await restore(lame, archive, { force: false, now });
    rmSync(join(lame.files, '5'), { recursive: true });
    try {
      const { missing } = await makeBackup(lame, file, '1.0');
      expect(missing).to.have.length(3);
      const { code, err } = await run(['backup', file, '--base', lame.root]);
      expect(code).to.equal(1);
      expect(err).to.match(/^cligate: not in the backup: files\/5\/[0-9a-f-]+\n/);
    } finally {
      for (const path of [lame.root, file, `${file}.sha256`]) {
        rmSync(path, { recursive: true, force: true });
      }
    }
  });

  it('is made and restored from the command line', async () => {
    const file = join(directory, 'cli.tar.gz');
    try {
      const made = await run(['backup', file, '--base', from.root]);
      expect(made).to.include({ code: 0, err: '' });
      expect(made.out).to.match(/^.*cli\.tar\.gz: \d+ rows, .*\nsha256 [0-9a-f]{64}\n$/);
      const restored = await run(['restore', file, '--base', to.root]);
      expect(restored).to.include({ code: 0, err: '' });
      expect(restored.out).to.match(/: example\.test: \d+ rows, \d+ blobs of files, 3 mailbox/);
      expect(restored.out).to.match(/\neverything up to change \d+ is in place\n$/);
      const written = filesIn(to.root);
      const at = 'Domains/client1.example/an.sub/ann.macnt';
      expect(written[`${at}/account.settings`]).to.match(/^ RealName = "Ann Example";$/m);
      expect(written[`${at}/account.web/docs/a.txt`]).to.equal('Hello!');
      expect(written[`${at}/INBOX.mbox`]).to.equal(mail[`${at}/INBOX.mbox`]);
      expect(written['Domains/client1.example/Settings/Groups.data']).to.match(/^ staff = /m);
      expect(await run(['restore', file, '--base', to.root])).to.include({ code: 5, out: '' });
      mkdirSync(join(to.root, 'restored'));
      const refused = await run(['serve', '--base', to.root, '--port', '0']);
      expect(refused.code).to.equal(78);
      expect(refused.err).to.match(/was not restored whole: restore it again/);
    } finally {
      rmSync(file, { force: true });
      rmSync(`${file}.sha256`, { force: true });
    }
  });
});
