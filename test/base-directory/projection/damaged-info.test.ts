import { expect } from 'chai';
import { randomBytes } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { renameAccount } from '../../../src/engine/accounts/accounts.js';
import { createMailbox } from '../../../src/engine/mailboxes/mailbox-changes.js';
import { mailboxPath } from '../../../src/engine/mailboxes/mailbox-names.js';
import { objectName } from '../../../src/engine/core/names.js';
import type { Id } from '../../../src/tables/tables.js';
import { TimeStamp } from '../../../src/values/value.js';
import { accountAt, addAccount } from '../../engine/little-server.js';
import { LittleBase } from './little-base.js';

const infoFile = 'Accounts/john.macnt/account.info';

describe('A damaged .info file', () => {
  let little: LittleBase;
  let john: Id;
  const inBase = (path: string): string => join(little.base, path);

  beforeEach(async () => {
    little = await LittleBase.with();
    await little.change((change) => {
      john = addAccount(change, 'john');
      addAccount(change, 'ann');
    });
    await little.settle();
    writeFileSync(inBase('Accounts/john.macnt/INBOX.mbox'), 'From john\n');
  });
  afterEach(() => little.remove());

  const messages = async (): Promise<unknown> =>
    (await little.projection.info(john))?.counts.get('INBOX')?.messages;
  /** Something that makes the projection look at the Accounts. */
  const makeMailboxes = (name: string): Promise<void> =>
    little.change((change) => {
      for (const account of ['john', 'ann']) {
        const target = { account: accountAt(change.tx, account), who: undefined };
        createMailbox(change, target, { path: mailboxPath(name), folder: false, format: '' });
      }
    });

  const damages: readonly [what: string, reason: RegExp, damage: (path: string) => void][] = [
    ['deleted', /the file is missing/, (path) => rmSync(path)],
    ['emptied', /failed to read/, (path) => writeFileSync(path, '')],
    ['cut off', /failed to read/, (path) => truncateSync(path, 40)],
    ['an array', /no dictionary/, (path) => writeFileSync(path, '()')],
    ['an empty dictionary', /no checksum/, (path) => writeFileSync(path, '{}')],
    ['random bytes', /failed to read/, (path) => writeFileSync(path, randomBytes(5000))],
    ['huge', /too large/, (path) => truncateSync(path, 2 ** 36)],
    ['very deep', /nested/, (path) => writeFileSync(path, '('.repeat(100_000))],
  ];
  for (const [what, reason, damage] of damages) {
    it(`being ${what} is told once each time, whoever comes upon it, and is whole afterwards`, async () => {
      expect(await messages()).to.equal(1);
      for (let times = 1; times <= 3; times += 1) {
        damage(inBase(infoFile));
        if (times === 2) {
          await makeMailboxes('a');
          await little.settle();
        }
        expect(await messages()).to.equal(1);
        expect(await messages()).to.equal(1);
        expect(little.troubles).to.have.length(times);
        expect(little.troubles.at(-1))
          .to.match(reason)
          .and.match(/account\.info: .*; it is made anew$/);
        expect(readFileSync(inBase(infoFile), 'latin1')).to.contain('Messages=1;');
      }
    });
  }

  it('is told once when its Account is renamed', async () => {
    writeFileSync(inBase(infoFile), '{');
    await little.change((change) => {
      const account = accountAt(change.tx, 'john');
      renameAccount(change, account, account.row.domain, objectName('jack'), undefined);
    });
    await little.settle();
    expect(await messages()).to.equal(1);
    expect(little.troubles).to.have.length(1);
    const path = infoFile.replace('john', 'jack');
    expect(readFileSync(inBase(path), 'latin1')).to.contain('Messages=1;');
  });

  const things: readonly [what: string, reason: string, make: (path: string) => void][] = [
    [
      'a directory',
      'no plain file',
      (path) => {
        mkdirSync(path);
        writeFileSync(join(path, 'kept'), '');
      },
    ],
    ['a link', 'a link is not followed', (path) => symlinkSync('INBOX.mbox', path)],
  ];
  for (const [what, reason, make] of things) {
    it(`being ${what} is refused, told once, and the rest goes on until it is gone`, async () => {
      rmSync(inBase(infoFile));
      make(inBase(infoFile));
      expect(await messages()).to.equal(1);
      await makeMailboxes('a');
      await little.settle();
      expect(await messages()).to.equal(1);
      await makeMailboxes('b');
      await little.settle();
      expect(little.troubles).to.deep.equal([`${infoFile}: ${reason}`]);
      expect(await little.projection.deferredTasks(true)).to.deep.equal([`info/${john}`]);
      for (const name of ['john', 'ann']) {
        expect(existsSync(inBase(`Accounts/${name}.macnt/b.mbox`)), name).to.be.true;
      }
      if (what === 'a directory') expect(existsSync(inBase(`${infoFile}/kept`))).to.be.true;

      rmSync(inBase(infoFile), { recursive: true });
      await little.settle();
      expect(await little.projection.deferredTasks(true)).to.deep.equal([]);
      expect(readFileSync(inBase(infoFile), 'latin1')).to.contain('Messages=1;');
      expect(little.troubles).to.have.length(1);
    });
  }

  it('is found again by a projection that begins anew', async () => {
    rmSync(inBase(infoFile));
    mkdirSync(inBase(infoFile));
    await makeMailboxes('a');
    await little.settle();
    little.restart();
    await little.settle();
    expect(little.troubles).to.have.length(2);
    rmSync(inBase(infoFile), { recursive: true });
    await little.settle();
    expect(readFileSync(inBase(infoFile), 'latin1')).to.contain('Messages=1;');
  });

  it('is refused together with other files, each of which is tried again', async () => {
    const settings = 'Accounts/john.macnt/account.settings';
    for (const path of [infoFile, settings]) {
      rmSync(inBase(path));
      mkdirSync(inBase(path));
    }
    await makeMailboxes('a');
    await little.settle();
    rmSync(inBase(settings), { recursive: true });
    await little.settle();
    expect(little.troubles).to.deep.equal([
      `${settings}: no plain file`,
      `${infoFile}: no plain file`,
    ]);
    rmSync(inBase(infoFile), { recursive: true });
    await little.settle();
    expect(readFileSync(inBase(infoFile), 'latin1')).to.contain('Messages=1;');
    expect(await little.projection.deferredTasks(true)).to.deep.equal([]);
  });

  it('takes logins with it, and those that follow are kept', async () => {
    const login = new TimeStamp('time', 1_735_812_000);
    writeFileSync(inBase(infoFile), '{');
    await little.projection.info(john, new Map([['LastLogin', login]]));
    const info = await little.projection.info(john);
    expect(info?.elements.get('LastLogin')).to.deep.equal(login);
    expect(little.troubles).to.have.length(1);
  });

  it('is another thing than a mailbox that cannot be read, which is told once', async () => {
    const inbox = 'Accounts/john.macnt/INBOX.mbox';
    expect(await messages()).to.equal(1);
    rmSync(inBase(inbox));
    mkdirSync(inBase(inbox));
    for (const damage of [undefined, '', '{']) {
      if (damage !== undefined) writeFileSync(inBase(infoFile), damage);
      await messages();
    }
    const [first, ...rest] = little.troubles;
    expect(first).to.equal(`${inbox}: no plain file`);
    expect(rest).to.have.length(2);
    for (const line of rest) expect(line).to.match(/account\.info: failed to read/);
    rmSync(inBase(inbox), { recursive: true });
    writeFileSync(inBase(inbox), 'From john\n\n\nFrom john\n');
    expect(await messages()).to.equal(2);
  });
});
