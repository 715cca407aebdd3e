import { expect } from 'chai';
import fc from 'fast-check';
import { mailboxFilter } from '../../src/engine/mailboxes/mailbox-filter.js';
import {
  facedName,
  mailboxPath,
  newName,
  outerPaths,
} from '../../src/engine/mailboxes/mailbox-names.js';
import { Refusal } from '../../src/engine/core/refusal.js';
import { bytesOf } from '../../src/values/text.js';

describe('The name of a Mailbox', () => {
  for (const [given, path] of [
    ['Sent Items', 'Sent Items'],
    ['Archive/2025', 'Archive/2025'],
    ['inbox', 'INBOX'],
    ['Inbox/lists', 'INBOX/lists'],
    ['inboxes', 'inboxes'],
    ['Archive/inbox', 'Archive/inbox'],
    [bytesOf('Entwürfe'), bytesOf('Entwürfe')],
  ] as const) {
    it(`${given} is read as ${path}`, () => {
      expect(mailboxPath(given)).to.equal(path);
    });
  }

  for (const [what, text] of [
    ['empty', ''],
    ['a level that is empty', 'a//b'],
    ['a slash at its start', '/a'],
    ['a slash at its end, for commands that mean a store', 'a/'],
    ['a level that means a directory', 'a/../b'],
    ['a control character', 'a\nb'],
    ['bytes that are no UTF-8', 'a\xff'],
    ["the sign of other Accounts' Mailboxes", '~user/box'],
    ['a level of more than 128 bytes', 'a'.repeat(129)],
    ['more than 500 bytes', 'ab/'.repeat(170) + 'a'],
  ] as const) {
    it(`cannot be or have ${what}`, () => {
      expect(() => mailboxPath(text))
        .to.throw()
        .that.satisfies((thrown: unknown) => isRefused(thrown));
    });
  }

  it('means the folder when it ends in a slash', () => {
    expect(facedName('inbox/')).to.deep.equal({ path: 'INBOX', folder: true });
    expect(facedName('a/b')).to.deep.equal({ path: 'a/b', folder: false });
  });

  for (const [given, path, format] of [
    ['Work', 'Work', ''],
    ['Work.mbox', 'Work', 'TextMailbox'],
    ['Work.MDIR', 'Work', 'MailDirMailbox'],
    ['a.mbox/b.mslc', 'a.mbox/b', 'SlicedMailbox'],
    ['v1.0', 'v1.0', ''],
  ] as const) {
    it(`${given} creates ${path} of the format ${format || 'by default'}`, () => {
      expect(newName(given)).to.deep.equal({ path, format, folder: false });
    });
  }

  it('has the names around it, the outermost first', () => {
    expect(outerPaths(mailboxPath('a/b/c'))).to.deep.equal(['a', 'a/b']);
    expect(outerPaths(mailboxPath('a'))).to.deep.equal([]);
  });
});

describe('A filter of Mailbox names', () => {
  for (const [filter, path, passes] of [
    ['*', 'a/b', true],
    ['%', 'a', true],
    ['%', 'a/b', false],
    ['a/%', 'a/b', true],
    ['a/%', 'a/b/c', false],
    ['a*', 'a/b/c', true],
    ['a*', 'ba', false],
    ['%/c', 'b/c', true],
    ['%b*d%', 'ab/c/d', true],
    ['*%', 'a/b', true],
    ['inbox', 'INBOX', true],
    ['inbox/*', 'INBOX/a', true],
    ['work', 'Work', false],
    ['', 'a', false],
  ] as const) {
    it(`${filter} ${passes ? 'lets' : 'does not let'} ${path} through`, () => {
      expect(mailboxFilter(filter)(path)).to.equal(passes);
    });
  }

  it('agrees with a regular expression', () => {
    const text = (alphabet: string) =>
      fc.string({ unit: fc.constantFrom(...Array.from(alphabet)), maxLength: 10 });
    fc.assert(
      fc.property(text('ab/*%'), fc.array(text('ab/')), (filter, paths) => {
        const pattern = filter.replaceAll('*', '.*').replaceAll('%', '[^/]*');
        const passes = mailboxFilter(filter);
        for (const path of paths) {
          expect(passes(path)).to.equal(new RegExp(`^${pattern}$`).test(path));
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('does not take long for the worst filters', () => {
    const filter = mailboxFilter('*a%'.repeat(400) + 'b');
    const path = 'a'.repeat(500);
    const start = performance.now();
    for (let times = 0; times < 20; times++) expect(filter(path)).to.equal(false);
    expect(performance.now() - start).to.be.below(2000);
  });
});

function isRefused(thrown: unknown): boolean {
  return thrown instanceof Refusal && thrown.reason === 'illegal-name';
}
