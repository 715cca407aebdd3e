/** Subscribers of an imported Mailing List in each way that they are shown (objects, section 7.2). */
import { expect } from 'chai';
import fc from 'fast-check';
import { subscribersIn } from '../../../src/base-directory/reading/subscriber-records.js';
import { subscribers, type SubscriberRow } from '../../../src/tables/list-tables.js';
import { readFileText } from '../../../src/values/read.js';
import { anyValue } from '../../values/any-value.js';
import { importInto, inStore, linesOf, Place } from './trees.js';

const now = Date.UTC(2026, 10, 28);
const plain: SubscriberRow = {
  address: 'a@b.test',
  realName: '',
  mode: 'feed',
  waiting: false,
  confirmationId: '',
  subscribed: now,
  posts: 0,
  moderation: '',
  bounces: 0,
  lastBounce: 0,
};
const time = Date.UTC(2025, 0, 2, 3, 4, 5);

const shapes: readonly [file: string, row: Partial<SubscriberRow>, odd?: readonly string[]][] = [
  ['{ a@b.test = {}; }', {}],
  ['{ a@b.test = banned; }', { mode: 'banned' }],
  ['{ a@b.test = { Mode = Banned; Bounces = #3; }; }', { mode: 'banned', bounces: 3 }],
  ['{ a@b.test = { mode = banned; bounces = 3; }; }', { mode: 'banned', bounces: 3 }],
  ['{ a@b.test = { Address = "A@B.test"; mode = null; }; }', { address: 'A@B.test', mode: 'null' }],
  ['{ a@b.test = { mode = subscribe; }; }', { waiting: true }],
  ['{ a@b.test = { mode = digest; Waiting = YES; }; }', { mode: 'digest', waiting: true }],
  [
    '{ a@b.test = { timeSubscribed = 20250102030405; lastBounced = 20250102030405; bounces = 1; }; }',
    { subscribed: time, lastBounce: time, bounces: 1 },
  ],
  [
    '({ Sub = a@b.test; RealName = Ann; mode = index; subscribeTime = #T02-01-2025_03:04:05; ' +
      'posts = special; lastBounceTime = #T02-01-2025_03:04:05; bounces = #2; })',
    {
      realName: 'Ann',
      mode: 'index',
      subscribed: time,
      moderation: 'special',
      lastBounce: time,
      bounces: 2,
    },
  ],
  ['{ a@b.test = { posts = ("4"); }; }', { moderation: '4' }],
  [
    '{ a@b.test = { posts = #4; Moderation = moderateAll; }; }',
    { posts: 4, moderation: 'moderateAll' },
  ],
  ['{ a@b.test = { confirmationID = abc; }; }', { confirmationId: 'abc' }],
  ['( a@b.test )', {}],
  [
    '{ a@b.test = { mode = weekly; bounces = many; Shoe = 44; }; }',
    {},
    ['mode', 'bounces', 'shoe'],
  ],
  ['{ a@b.test = { Address = other@b.test; }; }', {}, ['address']],
];

describe('A subscriber in a file of a Mailing List', () => {
  for (const [file, row, odd = []] of shapes) {
    it(`is understood as ${file}`, () => {
      expect(subscribersIn(readFileText(file), now)).to.deep.equal([
        { address: 'a@b.test', row: { ...plain, ...row }, odd },
      ]);
    });
  }

  it('that has unsubscribed is none', () => {
    const [found] =
      subscribersIn(readFileText('{ a@b.test = { mode = unsubscribe; }; }'), now) ?? [];
    expect(found?.row).to.equal(undefined);
  });

  it('never keeps a file from being read, whatever is in it', () => {
    fc.assert(fc.property(anyValue, (value) => void subscribersIn(value, now)));
  });
});

describe('A file of subscribers', () => {
  const files = {
    'Settings/Main.settings': '{ DomainName = company.test; }',
    'Accounts/ann.macnt/account.settings': '{ Password = sesame; }',
    'Accounts/Settings/LISTS/news.settings': '{ Owner = ann; }',
  };
  const subs = 'Accounts/Settings/LISTS/news.subs';

  const imported = async (text: string) => {
    const tree = new Place().with({ ...files, [subs]: text });
    const base = new Place();
    try {
      const report = await importInto(base.path, tree.path);
      const rows = await inStore(base.path, (tx) =>
        Array.from(
          tx.range(subscribers, {}),
          ([, { address, mode, bounces }]) => `${address} ${mode} ${bounces}`,
        ),
      );
      const aside = base.files.filter((path) => path.includes('LISTS.foreign'));
      return { lines: linesOf(report), rows, aside: aside.map((path) => base.read(path)) };
    } finally {
      tree.remove();
      base.remove();
    }
  };

  it('that is understood wholly leaves nothing behind', async () => {
    const { lines, rows, aside } = await imported(
      '{ a@b.test = { mode = banned; bounces = 3; }; "C@d.test" = {}; }',
    );
    expect(rows).to.deep.equal(['a@b.test banned 3', 'C@d.test feed 0']);
    expect(lines.filter((line) => line.includes(subs))).to.deep.equal([]);
    expect(aside).to.deep.equal([]);
  });

  it('of which a part is not understood is kept beside, and the part is named', async () => {
    const text = '{ a@b.test = { mode = weekly; }; nonsense = {}; }';
    const { lines, rows, aside } = await imported(text);
    expect(rows).to.deep.equal(['a@b.test feed 0']);
    expect(lines).to.include.members([
      `dropped: ${subs}: a@b.test: mode`,
      `dropped: ${subs}: nonsense: no e-mail address`,
    ]);
    expect(aside).to.deep.equal([text]);
  });

  it('in another form is kept beside', async () => {
    const { lines, rows, aside } = await imported('lines');
    expect(rows).to.deep.equal([]);
    expect(lines).to.include(`set aside: ${subs}: failed to read subscribers`);
    expect(aside).to.deep.equal(['lines']);
  });
});
