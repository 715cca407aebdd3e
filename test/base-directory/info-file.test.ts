import { expect } from 'chai';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Change } from '../../src/engine/core/change.js';
import { createMailbox, renameMailbox } from '../../src/engine/mailboxes/mailbox-changes.js';
import { mailboxPath } from '../../src/engine/mailboxes/mailbox-names.js';
import { accountAt } from '../engine/little-server.js';
import {
  FailingTree,
  inboxOf,
  InfoFiles,
  login,
  mail,
  separator,
  twoMessages,
} from './info-files.js';

describe('The .info file', () => {
  let files: InfoFiles;
  beforeEach(async () => {
    files = await InfoFiles.make();
  });
  afterEach(() => files.remove());

  it('tells what is in the Mailboxes, and keeps what only it knows', async () => {
    const text = await files.written();
    expect(text.replace(/BoxMark=[^;]*/, 'BoxMark=m').replace(/\d+\.[0-9a-f]+/, 'c')).to.equal(
      [
        '{',
        ' #Checksum = c;',
        ' #Created = #T13-09-2020_12:26:40;',
        ' #LastLogin = #T02-01-2025_10:00:00;',
        ` #StorageUsed = ${mail.length};`,
        ` INBOX = {BoxMark=m;LastUID=8;Messages=2;Size=${mail.length};UIDValidity=1600000000;};`,
        '}',
        '',
      ].join('\n'),
    );
    const info = await files.look();
    expect(inboxOf(info)).to.deep.equal(twoMessages);
    expect(info.elements.get('LastLogin')).to.deep.equal(login);
    expect(info.elements.has('Checksum'), 'the checksum is of the file').to.be.false;
    expect(info).to.include({ text, stale: false, damage: undefined });
    expect(info.unread).to.be.empty;
  });

  it('is believed while the mailbox is as it was', async () => {
    const text = await files.written();
    const tree = new FailingTree(files.root, 'john.mbox', 'EIO');
    expect(await files.look('john', { tree })).to.include({ text, stale: false });
  });

  it('never lets the last UID fall', async () => {
    await files.written();
    files.write('john.mbox', '');
    const info = await files.look();
    expect(inboxOf(info)).to.deep.equal({ messages: 0, size: 0, lastUid: 8 });
    expect(info.stale).to.be.true;
  });

  it('lets what was counted follow a Mailbox to another name', async () => {
    await files.server.store.update((tx) => {
      const change = new Change(tx, 1_600_000_000_000);
      const account = { account: accountAt(tx, 'ann'), who: undefined };
      const path = mailboxPath('Old');
      createMailbox(change, account, { path, folder: false, format: '' });
    });
    files.write('ann.info', (await files.look('ann', { isKept: false })).text);
    files.write('ann.mbox', '');
    await files.server.store.update((tx) =>
      renameMailbox(
        new Change(tx, 1_600_000_000_000),
        { account: accountAt(tx, 'ann'), who: undefined },
        mailboxPath('Old'),
        mailboxPath('New'),
        false,
      ),
    );
    const { counts } = await files.look('ann');
    expect(counts.get('New')).to.deep.equal({ messages: 0, size: 0, lastUid: 8 });
    expect(counts.has('Old')).to.be.false;
  });

  const foreign: readonly [text: string, lastUid: number][] = [
    ['{INBOX={LastUID=12;Messages=77;};}', 12],
    ['{INBOX={LastUID=#12;Messages=#77;};}', 12],
    ['{INBOX={LastUID=9999999999;};}', 8],
    ['{INBOX={LastUID=-1;Messages=-5;Size=#-1;};}', 8],
    ['{INBOX={LastUID=(1,2);};}', 8],
    ['{INBOX=({LastUID=12;});}', 8],
    ['{INBOX={BoxMark="";LastUID=12;Messages=77;Size=1;};}', 12],
    ['{#Checksum="9.0123456789abcdef";INBOX={LastUID=12;};}', 12],
    ['// by hand\n{\n  #LastLogin = #T02-01-2025_10:00:00 ;\n}', 8],
  ];
  for (const [text, lastUid] of foreign) {
    it(`that came from elsewhere is counted anew, with last UID ${lastUid}: ${text}`, async () => {
      files.write('john.info', text);
      const info = await files.look('john', { isKept: false });
      expect(inboxOf(info)).to.deep.equal({ ...twoMessages, lastUid });
      expect(info).to.include({ damage: undefined, stale: true });
      if (text.includes('LastLogin')) expect(info.elements.get('LastLogin')).to.deep.equal(login);
    });
  }

  it('is no damage when there never was one', async () => {
    const info = await files.look('john', { isKept: false });
    expect(inboxOf(info)).to.deep.equal(twoMessages);
    expect(info).to.include({ damage: undefined, stale: true });
  });

  describe('when a mailbox cannot be read', () => {
    it('tells what was counted last, and looks again the next time', async () => {
      await files.written();
      files.write('john.mbox', `${mail}\n${separator}\n`);
      const info = await files.look('john', {
        tree: new FailingTree(files.root, 'john.mbox', 'EIO'),
      });
      expect(inboxOf(info)).to.deep.equal(twoMessages);
      expect(info.unread).to.deep.equal(['john.mbox: EIO: i/o error, read']);
      files.write('john.info', info.text);
      const next = await files.look();
      expect(next.counts.get('INBOX')).to.include({ messages: 3, lastUid: 9 });
      expect(next.unread).to.be.empty;
    });

    it('tells of a directory in its place', async () => {
      files.write('john.mbox', '');
      files.delete('john.mbox');
      mkdirSync(join(files.root, 'john.mbox'));
      const info = await files.look();
      expect(inboxOf(info)).to.deep.equal({ messages: 0, size: 0, lastUid: 0 });
      expect(info.unread).to.have.length(1);
      expect(info.unread[0]).to.equal('john.mbox: no plain file');
    });
  });
});
