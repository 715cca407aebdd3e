import { expect } from 'chai';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { run } from '../../program.js';
import { startServer } from '../../server-under-test.js';
import { makeRichBase } from '../rich-server.js';

const ann = 'Domains/client1.example/an.sub/ann.macnt';
const inboxText = 'From a Thu Jan  1 00:00:00 2026 uid=7 flags=S\nSubject: x\n\nhi\n';

describe('cligate export', () => {
  let directory: string;
  let base: string;
  let target: string;
  const exportIt = (...flags: readonly string[]) =>
    run(['export', target, '--base', base, ...flags]);
  const text = (path: string) => readFileSync(join(target, path), 'latin1');

  before(async () => {
    directory = mkdtempSync(join(tmpdir(), 'cligate-test-'));
    base = join(directory, 'base');
    target = join(directory, 'target');
    await makeRichBase(base);
    mkdirSync(dirname(join(base, ann, 'x')), { recursive: true });
    writeFileSync(join(base, ann, 'INBOX.mbox'), inboxText);
    writeFileSync(join(base, ann, 'account.info'), '{\n #LastLogin = #T01-02-2025_10:11:12;\n}\n');
  });
  afterEach(() => rmSync(target, { recursive: true, force: true }));
  after(() => rmSync(directory, { recursive: true, force: true }));

  it('writes the documented layout from one state while a server runs', async () => {
    const server = await startServer({ base, store: 'embedded' });
    try {
      expect(await exportIt()).to.include({ code: 0, err: '' });
    } finally {
      await server.close();
    }
    expect(readdirSync(target).sort()).to.deep.equal([
      'Accounts',
      'Domains',
      'Settings',
      'password.key',
    ]);
    expect(statSync(join(target, 'password.key')).mode & 0o777).to.equal(0o600);
    expect(text('password.key')).to.equal(readFileSync(join(base, 'password.key'), 'latin1'));
    expect(text('Settings/Main.settings')).to.match(/^ DomainName = example\.test;$/m);
    expect(text('Domains/client1.example/Settings/Aliases.data')).to.equal(
      '{\n a.example = ann;\n info = ann;\n}\n',
    );
    expect(text('Accounts/Settings/Access.settings')).to.match(/^ postmaster = \(Master\);$/m);
    expect(text('Domains/stor1.mnt/client2.example/Settings/Domain.settings')).to.match(
      /^ Suspended = YES;$/m,
    );
    expect(existsSync(join(target, 'Domains/client1.example/ca.sub/carl.mbox'))).to.equal(true);
  });

  it('takes mail, what .info knows, and stored files along', async () => {
    expect(await exportIt()).to.include({ code: 0 });
    expect(text(`${ann}/INBOX.mbox`)).to.equal(inboxText);
    expect(text(`${ann}/account.info`)).to.match(/#LastLogin = #T01-02-2025_10:11:12;/);
    expect(text(`${ann}/account.info`)).to.match(/INBOX = \{.*LastUID=#?7;.*Messages=#?1;/);
    expect(text(`${ann}/account.web/docs/a.txt`)).to.equal('Hello!');
    // A directory has the time that the store tells, which is of whole seconds.
    expect(statSync(join(target, ann, 'account.web/docs')).mtimeMs % 1000).to.equal(0);
    expect(statSync(join(target, ann, 'account.web/b.bin')).nlink).to.equal(1);
  });

  it('takes along what others put between the documented files, and tells what it leaves', async () => {
    const client1 = 'Domains/client1.example';
    const foreign: Readonly<Record<string, string>> = {
      'Startup.sh': 'umask 027\n',
      'Queue/12.msg': 'a message',
      'Settings/Strange.bin': '\0',
      'Domains/empty/readme.txt': 'no domain',
      [`${client1}/mystery.dat`]: '?',
      [`${client1}/an.sub/notes/x`]: 'y',
      [`${client1}/Settings/LISTS.foreign/old.subs`]: '{}',
      [`${ann}/notes.odt`]: 'what is this',
      [`${ann}/account.rpopids/home`]: '1 2 3',
      [`${ann}/account.balances/2024.data`]: '{}',
      [`${ann}/Work.folder/notes.txt`]: 'beside',
    };
    const nobodys = [`${client1}/gone.macnt/INBOX.mbox`, `${ann}/Gone.mbox`, 'other/x', 'a.log'];
    for (const path of [...Object.keys(foreign), ...nobodys]) {
      mkdirSync(dirname(join(base, path)), { recursive: true });
      writeFileSync(join(base, path), foreign[path] ?? '');
      utimesSync(join(base, path), 1_700_000_000, 1_700_000_000);
    }
    symlinkSync('/etc/passwd', join(base, client1, 'passwords'));
    const { code, err } = await exportIt();
    expect([code, err]).to.deep.equal([
      0,
      `cligate: left: ${client1}/passwords: a link is not followed\n`,
    ]);
    for (const [path, kept] of Object.entries(foreign)) {
      expect(text(path), path).to.equal(kept);
      expect(statSync(join(target, path)).mtimeMs, path).to.equal(1_700_000_000_000);
    }
    for (const path of nobodys) expect(existsSync(join(target, path)), path).to.equal(false);
    // Where nobody else put anything, there is only what the server knows.
    for (const path of [...Object.keys(foreign), ...nobodys, `${client1}/passwords`]) {
      rmSync(join(base, path));
    }
  });

  it('keeps passwords sealed, or writes plain texts when that is asked, and says so', async () => {
    await exportIt();
    expect(text(`${ann}/account.settings`)).not.to.contain('secret1');
    rmSync(target, { recursive: true });
    const { code, err } = await exportIt('--passwords=clear');
    expect(code).to.equal(0);
    expect(err).to.match(
      /^cligate: WARNING: 3 passwords stand in .* as plain texts: guard it well\n/,
    );
    expect(text(`${ann}/account.settings`)).to.match(/^ Password = secret1;$/m);
    expect(existsSync(join(target, 'password.key'))).to.equal(false);
  });

  it('writes into an empty directory only', async () => {
    mkdirSync(target);
    writeFileSync(join(target, 'precious'), 'x');
    const { code, err } = await exportIt();
    expect(code).to.equal(5);
    expect(err).to.match(/^cligate: .*target is not empty\n$/);
    expect(readdirSync(target)).to.deep.equal(['precious']);
  });

  it('leaves nothing of itself in the base directory', async () => {
    await exportIt();
    expect(readdirSync(join(base, 'files'))).to.deep.equal(['5']);
  });
});
