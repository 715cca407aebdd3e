import { expect } from 'chai';
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ServerProgram } from '../program.js';

const accounts = ['ann', 'bob', 'carl', 'dora', 'emil', 'fay'];
const message = 'From a@b Thu Jan  2 10:00:00 2025\n\nhello\n\n';

/** What is done to files; each gets the text of a whole one. Undefined deletes. */
const damages: readonly ((whole: string) => string | undefined)[] = [
  () => undefined,
  () => '',
  () => '{',
  () => '()',
  () => '{}',
  () => '\xff\0garbage',
  () => '('.repeat(50_000),
  () => '{ INBOX = {Messages=99;Size=1;BoxMark="1.2.3";}; }',
  (whole) => whole.slice(0, whole.length / 2),
  (whole) => whole.replace(/Messages=\d+/, 'Messages=77'),
  (whole) => whole + whole,
  (whole) => whole.replaceAll('\n', ''),
];

describe('.info files that are damaged while the server works', () => {
  let home: string;
  let base: string;
  let program: ServerProgram;

  before(async () => {
    home = mkdtempSync(join(tmpdir(), 'cligate-info-'));
    base = join(home, 'base');
    program = await ServerProgram.start(base, { set: [`log.file=${join(home, 'log')}`] });
  });
  after(async () => {
    await program.kill();
    rmSync(home, { recursive: true });
  });

  it('are made anew with a line in the log each, and no answer is wrong', async () => {
    const admin = await program.postmaster();
    const inAccount = (account: string, file: string): string =>
      join(base, `Accounts/${account}.macnt`, file);
    for (const [index, account] of accounts.entries()) {
      await admin.ask(`CreateAccount ${account}`);
      await admin.ask(`GetAccountLocation ${account}`);
      writeFileSync(inAccount(account, 'INBOX.mbox'), message.repeat(index + 1));
    }
    const counts = (index: number): string => `Messages=#${index + 1};`;

    let isOver = false;
    /** Changes Accounts and asks for counts until the damage is done; returns what was wrong. */
    const work = async (first: number): Promise<readonly string[]> => {
      const client = await program.postmaster();
      const wrong: string[] = [];
      for (let at = first; !isOver; at += 1) {
        const index = at % accounts.length;
        const account = accounts[index] ?? '';
        const box = `box${first}`;
        for (const [line, expected] of [
          [`CreateMailbox ${account} MAILBOX ${box}`, '200 OK'],
          [`UpdateAccountSettings ${account} {RealName=${at};}`, '200 OK'],
          [`GetMailboxInfo ${account} MAILBOX INBOX`, counts(index)],
          [`RenameMailbox ${account} MAILBOX ${box} INTO ${box}x`, '200 OK'],
          [`DeleteMailbox ${account} MAILBOX ${box}x`, '200 OK'],
        ] as const) {
          const answer = await client.ask(line);
          if (answer?.includes(expected) !== true) wrong.push(`${line}: ${answer ?? 'nothing'}`);
        }
      }
      client.close();
      return wrong;
    };
    const workers = [work(0), work(1), work(2)];

    let done = 0;
    for (const [index, account] of accounts.entries()) {
      for (const damage of damages) {
        const question = `GetMailboxInfo ${account} MAILBOX INBOX`;
        expect(await admin.ask(question)).to.contain(counts(index));
        const file = inAccount(account, 'account.info');
        const text = damage(readFileSync(file, 'latin1'));
        // At once, so that nobody sees half of a damage and tells of two.
        const draft = join(home, 'draft');
        if (text === undefined) rmSync(file);
        else {
          writeFileSync(draft, text, 'latin1');
          renameSync(draft, file);
        }
        done += 1;
        expect(await admin.ask(question), String(damage)).to.contain(counts(index));
      }
    }
    isOver = true;
    expect((await Promise.all(workers)).flat()).to.deep.equal([]);

    for (const [index, account] of accounts.entries()) {
      await admin.ask(`GetAccountLocation ${account}`);
      const info = readFileSync(inAccount(account, 'account.info'), 'latin1');
      expect(info).to.contain(`Messages=${index + 1};`);
    }
    admin.close();
    // A file that was being written anew in that moment is damaged unseen.
    const lines = existsSync(join(home, 'log')) ? readFileSync(join(home, 'log'), 'utf8') : '';
    const told = lines.split('\n').filter((line) => line.includes('account.info: '));
    expect(told.length).to.be.within(done / 2, done);
  });
});
