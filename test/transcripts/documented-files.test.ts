import { expect } from 'chai';
import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServer, type ServerUnderTest } from '../server-under-test.js';
import type { LineClient } from '../transcript.js';

describe('The documented files of a running server', () => {
  let base: string;
  let server: ServerUnderTest;
  let admin: LineClient;

  const start = async (): Promise<void> => {
    server = await startServer({ store: 'embedded', base, set: ['projector.on=true'] });
    admin = await server.postmaster();
  };
  const stop = async (): Promise<void> => {
    admin.close();
    await server.close();
  };
  before(async () => {
    base = mkdtempSync(join(tmpdir(), 'cligate-transcript-'));
    await start();
  });
  after(async () => {
    await stop();
    rmSync(base, { recursive: true });
  });

  it('are there when GetAccountLocation answers, through create, rename, move, retype and delete', async () => {
    const isWhere = async (account: string, domain: string): Promise<string> => {
      const location = (await admin.ask(`GetAccountLocation ${account}`))?.slice(4) ?? '';
      const directory = (await admin.ask(`GetDomainLocation ${domain}`))?.slice(4) ?? '';
      const path = join(directory.replaceAll('"', ''), location.replaceAll('"', ''));
      expect(existsSync(join(base, path, 'account.settings')), path).to.be.true;
      return path;
    };
    await admin.ask('CreateDomain client1.example');
    await admin.ask('UpdateDomainSettings client1.example {Foldering="2 Letters 1 Level";}');
    await admin.ask('CreateAccount ann {RealName=Ann;}');
    const first = await isWhere('ann', 'example.test');
    expect(first).to.equal('Accounts/ann.macnt');
    writeFileSync(join(base, first, 'INBOX.mbox'), 'From a@b Thu Jan  2 10:00:00 2025\n\nhello\n');
    await admin.ask('RenameAccount ann INTO anna');
    expect(await isWhere('anna', 'example.test')).to.equal('Accounts/anna.macnt');
    await admin.ask('RenameAccount anna INTO anna@client1.example');
    expect(await isWhere('anna@client1.example', 'client1.example')).to.equal(
      'Domains/client1.example/an.sub/anna.macnt',
    );
    await admin.ask('SetAccountType anna@client1.example AGrade');
    const last = await isWhere('anna@client1.example', 'client1.example');
    expect(last).to.equal('Domains/client1.example/an.sub/anna.aacnt');
    expect(readFileSync(join(base, last, 'INBOX.mbox'), 'utf8')).to.contain('hello');
    expect(existsSync(join(base, first))).to.be.false;
    await admin.ask('DeleteAccount anna@client1.example');
    await admin.ask('GetDomainLocation');
    expect(existsSync(join(base, last))).to.be.false;
  });

  it('are counted by the commands of Mailboxes', async () => {
    await admin.ask('CreateAccount bob');
    expect(await admin.ask('GetMailboxInfo bob MAILBOX INBOX')).to.contain('Messages=#0;');
    await admin.ask('GetAccountLocation bob');
    const mail = join(base, 'Accounts/bob.macnt/INBOX.mbox');
    appendFileSync(mail, 'From a@b Thu Jan  2 10:00:00 2025 uid=7 flags=S\n\nhello\n\n');
    appendFileSync(mail, 'From a@b Thu Jan  2 11:00:00 2025\n\n>From here on\n');
    const size = readFileSync(mail).length;
    expect(await admin.ask('GetMailboxInfo bob MAILBOX INBOX')).to.match(
      new RegExp(`LastUID=#8;Messages=#2;Size=#${size};`),
    );
    expect(await admin.ask('ListMailboxes bob')).to.equal(
      `201 {INBOX={Class="";Messages=#2;Size=#${size};};}`,
    );
    expect(await admin.ask('GetAccountInfo bob KEY StorageUsed')).to.equal(`201 ${size}`);
  });

  it('keep the last login over a restart, and do without a damaged .info', async () => {
    await admin.ask('SetAccountPassword bob PASSWORD secret');
    (await server.loggedIn('bob', 'secret')).close();
    const told = await admin.ask('GetAccountInfo bob KEY LastLogin');
    expect(told).to.match(/^201 #T/);
    await stop();
    await start();
    expect(await admin.ask('GetAccountInfo bob KEY LastLogin')).to.equal(told);
    const info = join(base, 'Accounts/bob.macnt/account.info');
    const whole = readFileSync(info, 'latin1');
    for (const damage of ['', '{', whole.slice(0, whole.length / 2), '\xff\0garbage', '()']) {
      writeFileSync(info, damage, 'latin1');
      expect(await admin.ask('GetMailboxInfo bob MAILBOX INBOX'), damage).to.contain(
        'Messages=#2;',
      );
      expect(readFileSync(info, 'latin1')).to.contain('Messages = 2'.replaceAll(' ', ''));
    }
  });
});
