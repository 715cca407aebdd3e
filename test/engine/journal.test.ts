import { expect } from 'chai';
import fc from 'fast-check';
import { Change } from '../../src/engine/core/change.js';
import {
  appendRecord,
  decodeRecord,
  encodeRecord,
  lastPosition,
  readRecords,
  recordsAfter,
  trimJournal,
  type JournalFilter,
  type Origin,
} from '../../src/engine/core/journal.js';
import type { Store } from '../../src/store/store.js';
import { openMemoryStore } from '../../src/store/memory.js';
import type { Effect } from '../../src/engine/core/effects.js';

const origin: Origin = {
  actor: 'postmaster@company.com',
  actorId: 4,
  address: '127.0.0.1',
  channel: 'PWD',
  command: 'CreateAccount',
};

const created = (name: string): Effect => ({
  kind: 'account',
  id: 7,
  domain: 3,
  name,
  field: 'created',
  before: undefined,
  after: '{}',
});

/** Keeps one change of each of these objects, one millisecond apart, beginning at 1. */
async function journalOf(...names: string[]): Promise<Store> {
  const store = openMemoryStore();
  for (const [index, name] of names.entries()) {
    await keep(store, index + 1, (change) => change.tell(created(name)));
  }
  return store;
}

async function keep(store: Store, now: number, work: (change: Change) => unknown, by = origin) {
  await store.update((tx) => {
    const change = new Change(tx, now);
    work(change);
    appendRecord(change, by);
  });
}

async function names(store: Store, filter?: JournalFilter): Promise<string[]> {
  const result: string[] = [];
  for await (const { effects } of readRecords(store, filter)) {
    result.push(...effects.map(({ name }) => name));
  }
  return result;
}

const oneLine = fc.string({
  unit: fc.integer({ min: 1, max: 255 }).map((n) => String.fromCharCode(n)),
});
const printed = oneLine.filter((text) => text !== '');
const anyPart = fc.oneof(
  fc.record({ field: fc.constantFrom('created', 'prefs', 'blocked addresses', 'module/SMTP') }),
  fc.record({
    field: fc.constantFrom('mailbox', 'dataset', 'skins', 'pbx', 'statistics element'),
    part: oneLine,
  }),
);
const anyEffect = fc
  .record({
    kind: fc.constantFrom('account', 'group', 'forwarder', 'domain', 'server'),
    id: fc.nat(),
    domain: fc.nat(),
    name: oneLine,
    before: fc.option(printed, { nil: undefined }),
    after: fc.option(printed, { nil: undefined }),
    what: anyPart,
    from: fc.oneof(fc.constant({}), fc.record({ left: fc.nat() })),
  })
  .map(({ what, from, ...rest }) => ({ ...rest, ...what, ...from }) as Effect);
const anyOrigin: fc.Arbitrary<Origin> = fc.record({
  actor: oneLine,
  actorId: fc.nat(),
  address: oneLine,
  channel: fc.constantFrom('PWD', 'HTTP', 'program'),
  command: oneLine,
});

describe('A record of the journal', () => {
  it('of an older version is read without the ids of Domains', () => {
    const head = ['5', 'PWD', '4', 'postmaster@main.test', '127.0.0.1', 'RenameAccount'];
    const renamed = ['account', '7', 'anna@main.test', 'name', 'ann@main.test', 'anna@main.test'];
    const mailbox = ['account', '7', 'anna@main.test', 'mailbox a/b', '', '{Faces=(store);}'];
    expect(decodeRecord(1, [...head, ...renamed, ...mailbox].join('\0')).effects).to.deep.equal([
      {
        kind: 'account',
        id: 7,
        domain: 0,
        name: 'anna@main.test',
        field: 'name',
        before: 'ann@main.test',
        after: 'anna@main.test',
      },
      {
        kind: 'account',
        id: 7,
        domain: 0,
        name: 'anna@main.test',
        field: 'mailbox',
        part: 'a/b',
        before: undefined,
        after: '{Faces=(store);}',
      },
    ]);
  });

  it('reads as it was written, whatever one-line texts it holds', () => {
    fc.assert(
      fc.property(fc.nat(), anyOrigin, fc.array(anyEffect), (time, from, effects) => {
        const record = decodeRecord(12, encodeRecord(time, from, effects));
        expect(record).to.deep.equal({ position: 12, time, ...from, effects });
      }),
    );
  });
});

describe('The journal', () => {
  it('numbers the changes from 1 without gaps', async () => {
    const store = await journalOf('a@x', 'b@x', 'c@x');
    const positions = (await store.view((tx) => recordsAfter(tx, 0))).map((r) => r.position);
    expect(positions).to.deep.equal([1, 2, 3]);
    expect(await store.view(lastPosition)).to.equal(3);
  });

  it('keeps who changed what, when, from where and how', async () => {
    const store = await journalOf('a@x');
    expect(await store.view((tx) => recordsAfter(tx, 0))).to.deep.equal([
      { position: 1, time: 1, ...origin, effects: [created('a@x')] },
    ]);
  });

  it('says nothing of a change that changed nothing', async () => {
    const store = openMemoryStore();
    await keep(store, 1, () => undefined);
    expect(await store.view(lastPosition)).to.equal(0);
  });

  it('says nothing of a change that was undone', async () => {
    const store = openMemoryStore();
    const undone = store.update((tx) => {
      const change = new Change(tx, 1);
      change.tell(created('a@x'));
      appendRecord(change, origin);
      throw new Error('on second thoughts');
    });
    await undone.catch(() => undefined);
    await keep(store, 2, (change) => change.tell(created('b@x')));
    expect(await names(store)).to.deep.equal(['b@x']);
    expect(await store.view(lastPosition)).to.equal(1);
  });

  it('lets a follower go on from its position', async () => {
    const store = await journalOf('a@x', 'b@x', 'c@x');
    const next = await store.view((tx) => recordsAfter(tx, 1, 1));
    expect(next.map((record) => record.position)).to.deep.equal([2]);
    expect(await store.view((tx) => recordsAfter(tx, 3))).to.deep.equal([]);
  });
});

describe('A reader of the journal', () => {
  const cases: readonly [string, JournalFilter, readonly string[]][] = [
    ['sees all without a filter', {}, ['a@x', 'b@x', 'a@y', 'ab@x']],
    ['sees what is behind a position', { after: 2 }, ['a@y', 'ab@x']],
    ['sees at most so many', { limit: 3 }, ['a@x', 'b@x', 'a@y']],
    ['sees nothing when it wants nothing', { limit: 0 }, []],
    ['sees one object by its full name', { object: 'a@x' }, ['a@x']],
    ['sees objects of a name in every Domain', { object: 'a' }, ['a@x', 'a@y']],
    ['sees what one actor did', { actor: 'postmaster' }, ['a@x', 'b@x', 'a@y', 'ab@x']],
    ['does not see what others did', { actor: 'master@company.com' }, []],
    ['sees from a time on, the time included', { since: 3 }, ['a@y', 'ab@x']],
    ['sees what fulfils all conditions', { object: 'a', since: 2, limit: 1 }, ['a@y']],
  ];
  for (const [title, filter, expected] of cases) {
    it(title, async () => {
      const store = await journalOf('a@x', 'b@x', 'a@y', 'ab@x');
      expect(await names(store, filter)).to.deep.equal(expected);
    });
  }

  it('sees a rename under both names', async () => {
    const store = openMemoryStore();
    const renamed: Effect = {
      ...created('new@x'),
      field: 'name',
      before: 'old@x',
      after: 'new@x',
    } as Effect;
    await keep(store, 1, (change) => change.tell(renamed));
    expect(await names(store, { object: 'old@x' })).to.deep.equal(['new@x']);
    expect(await names(store, { object: 'new' })).to.deep.equal(['new@x']);
  });

  it('sees an object under earlier names by its id', async () => {
    const store = openMemoryStore();
    await keep(store, 1, (change) => change.tell(created('old@x')));
    await keep(store, 2, (change) => change.tell({ ...created('other@x'), id: 8 }));
    expect(await names(store, { object: 'new@x', objectId: 7 })).to.deep.equal(['old@x']);
  });

  it('reads on through more records than one batch holds', async () => {
    const store = await journalOf(...Array.from({ length: 2300 }, (_, n) => `u${n}@x`));
    expect(await names(store)).to.have.length(2300);
    expect(await names(store, { object: 'u2299@x' })).to.deep.equal(['u2299@x']);
  });
});

describe('Trimming the journal', () => {
  const trim = (store: Store, olderThan: number, keepRecords: number) =>
    store.update((tx) => trimJournal(new Change(tx, 9), { olderThan, keepRecords }));

  const cases: readonly [string, number, number, readonly string[]][] = [
    ['removes records that are too old', 2, 0, ['b@x', 'c@x']],
    ['removes the oldest of too many', 0, 2, ['b@x', 'c@x']],
    ['obeys the stricter of the two', 3, 2, ['c@x']],
    ['keeps everything when nothing is too old or too much', 1, 3, ['a@x', 'b@x', 'c@x']],
    ['may leave nothing', 100, 0, []],
  ];
  for (const [title, olderThan, keepRecords, expected] of cases) {
    it(title, async () => {
      const store = await journalOf('a@x', 'b@x', 'c@x');
      expect(await trim(store, olderThan, keepRecords)).to.equal(3 - expected.length);
      expect(await names(store)).to.deep.equal(expected);
    });
  }

  it('never gives a position twice', async () => {
    const store = await journalOf('a@x');
    await trim(store, 100, 0);
    await keep(store, 5, (change) => change.tell(created('b@x')));
    expect((await store.view((tx) => recordsAfter(tx, 0)))[0]?.position).to.equal(2);
  });

  it('removes a bounded number at once', async () => {
    const store = await journalOf(...Array.from({ length: 1100 }, (_, n) => `u${n}@x`));
    expect(await trim(store, 0, 10)).to.equal(1000);
    expect(await trim(store, 0, 10)).to.equal(90);
    expect(await trim(store, 0, 10)).to.equal(0);
  });
});
