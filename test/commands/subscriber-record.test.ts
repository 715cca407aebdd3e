import { expect } from 'chai';
import fc from 'fast-check';
import { descriptorText, subscriberInfo } from '../../src/commands/lists/subscriber-record.js';
import type { SubscriberRow } from '../../src/tables/list-tables.js';
import { print } from '../../src/values/print.js';
import { readValue } from '../../src/values/read.js';
import { isDictionary } from '../../src/values/value.js';

describe('What is told of a subscriber', () => {
  const row = fc.record({
    address: fc.constantFrom('a@x.test', "o'brien@x.test", '\xC3\xA9@x.test', '-a@x.test'),
    realName: fc.string({ unit: fc.constantFrom('A', ' ', '"', '\\', '\n', ';', '\xC3\xA9') }),
    mode: fc.constantFrom('feed' as const, 'null' as const, 'banned' as const),
    waiting: fc.boolean(),
    confirmationId: fc.constant('id'),
    subscribed: fc.nat(2_000_000_000_000),
    posts: fc.nat(),
    moderation: fc.constantFrom('', '3', 'special', 'prohibited', 'moderateAll'),
    bounces: fc.nat(2),
    lastBounce: fc.nat(2_000_000_000_000),
  });

  it('in a page is what the printer makes of its value', () => {
    fc.assert(
      fc.property(row, (subscriber) => {
        const text = descriptorText(subscriber);
        const value = readValue(text);
        expect(print(value)).to.equal(text);
        expect(isDictionary(value) && value.get('Sub')).to.equal(subscriber.address);
        expect(isDictionary(value) && (value.get('RealName') ?? '')).to.equal(subscriber.realName);
      }),
    );
  });

  const plain = {
    address: 'joe@x.test',
    realName: '',
    mode: 'digest',
    waiting: false,
    confirmationId: 'c0ffee',
    subscribed: Date.UTC(2025, 0, 2, 3, 4, 5, 678),
    posts: 3,
    moderation: '',
    bounces: 0,
    lastBounce: 0,
  } as const;

  const table: readonly (readonly [what: string, part: Partial<SubscriberRow>, told: string])[] = [
    ['of any', {}, 'mode=digest;posts=#3;'],
    ['with a real name', { realName: 'Joe Doe' }, 'RealName="Joe Doe";mode=digest;posts=#3;'],
    ['that waits', { waiting: true }, 'mode=subscribe;posts=#3;'],
    ['that is moderated', { moderation: 'special' }, 'mode=digest;posts=special;'],
    ['of whom some postings are moderated', { moderation: '5' }, 'mode=digest;posts=(5);'],
    [
      'that bounced',
      { bounces: 2, lastBounce: Date.UTC(2025, 10, 12, 13, 14, 15) },
      'bounces=2;lastBounced=20251112131415;mode=digest;posts=#3;',
    ],
  ];
  for (const [what, part, told] of table) {
    it(`by itself, ${what}`, () => {
      const info = print(subscriberInfo({ ...plain, ...part }));
      const always = 'confirmationID=c0ffee;timeSubscribed=20250102030405;';
      expect(info).to.equal(print(readValue(`{${always}${told}}`)));
    });
  }
});
