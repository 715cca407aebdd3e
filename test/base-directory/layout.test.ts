import { expect } from 'chai';
import fc from 'fast-check';
import {
  mailboxFile,
  mailboxFolder,
  mailboxPart,
  serviceFile,
} from '../../src/base-directory/layout.js';
import { mailboxPath } from '../../src/engine/mailboxes/mailbox-names.js';
import { Refusal } from '../../src/engine/core/refusal.js';
import { bytesOf } from '../../src/values/text.js';

describe('The layout of files', () => {
  const cases = [
    ['INBOX', 'INBOX.mbox'],
    ['Calendar', 'Calendar.mbox'],
    ['INBOX/important', 'INBOX.folder/important.mbox'],
    ['a/b/c', 'a.folder/b.folder/c.mbox'],
    ['Sent Items', 'Sent Items.mbox'],
    ['[Gmail]', '[Gmail].mbox'],
    ['R&D', 'R&-D.mbox'],
    ['Entwürfe', 'Entw&APw-rfe.mbox'],
    ['.hidden', '&AC4-hidden.mbox'],
    ['a.folder', 'a.folder.mbox'],
  ] as const;
  for (const [path, file] of cases) {
    it(`keeps the Mailbox ${path} in ${file}`, () => {
      const box = mailboxPath(bytesOf(path));
      expect(mailboxFile(box, 'TextMailbox')).to.equal(file);
      expect(mailboxPart(file)).to.deep.equal({ path: box, format: 'TextMailbox' });
    });
  }

  it('keeps levels short enough for a disk, whatever characters they have', () => {
    for (const level of ['&'.repeat(128), 'äa'.repeat(42), 'x'.repeat(128), '&!YQ-']) {
      const box = mailboxPath(bytesOf(`${level}/${level}`));
      const file = mailboxFile(box, 'TextMailbox');
      expect(Math.max(...file.split('/').map((part) => part.length))).to.be.at.most(255);
      expect(mailboxPart(file)).to.deep.equal({ path: box, format: 'TextMailbox' });
    }
  });

  it('finds the Mailbox of every file and folder that it names', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }), {
          minLength: 1,
          maxLength: 4,
        }),
        (levels) => {
          let path;
          try {
            path = mailboxPath(bytesOf(levels.join('/')));
          } catch (error) {
            if (error instanceof Refusal) return;
            throw error;
          }
          for (const format of ['TextMailbox', 'MailDirMailbox', 'SlicedMailbox'] as const) {
            const file = mailboxFile(path, format);
            expect(file).to.match(/^[\x20-\x7e]+$/);
            expect(file.split('/').every((part) => !part.startsWith('.'))).to.be.true;
            expect(mailboxPart(file)).to.deep.equal({ path, format });
          }
          expect(mailboxPart(mailboxFolder(path))).to.deep.equal({ path, format: undefined });
        },
      ),
    );
  });

  it('puts service files into the directory of an Account, or beside its only Mailbox', () => {
    const john = { name: 'john', place: 'jo.sub/' } as const;
    expect(serviceFile({ ...john, type: 'MultiMailbox' }, 'settings')).to.equal(
      'jo.sub/john.macnt/account.settings',
    );
    expect(serviceFile({ ...john, type: 'TextMailbox' }, 'settings')).to.equal(
      'jo.sub/john.settings',
    );
  });
});
