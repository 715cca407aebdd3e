import { expect } from 'chai';
import { Change } from '../../src/engine/core/change.js';
import { appendRecord, recordsAfter } from '../../src/engine/core/journal.js';
import { trimAll } from '../../src/app/retention.js';
import { openMemoryStore } from '../../src/store/memory.js';
import type { Store } from '../../src/store/store.js';

const day = 24 * 60 * 60 * 1000;
const origin = { actor: 'a@x', actorId: 1, address: '', channel: 'PWD', command: 'NoOp' } as const;

/** A journal with one record at each of these days. */
async function journalOfDays(days: readonly number[]): Promise<Store> {
  const store = openMemoryStore();
  for (const at of days) {
    await store.update((tx) => {
      const change = new Change(tx, at * day);
      const nothing = { before: undefined, after: undefined };
      change.tell({ kind: 'server', id: 0, domain: 0, name: '', field: 'log', ...nothing });
      appendRecord(change, origin);
    });
  }
  return store;
}

describe('The journal is kept for a time and up to a number', () => {
  const cases: readonly [string, number, number, readonly number[]][] = [
    ['of ten days it keeps the younger ones', 3, 0, [7, 8, 9, 10]],
    ['of ten records it keeps the last ones', 0, 2, [9, 10]],
    ['0 is no limit', 0, 0, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]],
  ];
  for (const [title, keepDays, keepRecords, expected] of cases) {
    it(title, async () => {
      const store = await journalOfDays([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
      const settings = () => ({ keepDays, keepRecords });
      const removed = await trimAll({ store, settings, now: () => 10 * day });
      const records = await store.view((tx) => recordsAfter(tx, 0));
      expect(records.map(({ time }) => time / day)).to.deep.equal(expected);
      expect(removed).to.equal(10 - expected.length);
    });
  }

  it('stops at once when the server does', async () => {
    const store = await journalOfDays([1, 2]);
    const settings = () => ({ keepDays: 1, keepRecords: 0 });
    const removed = await trimAll({ store, settings, now: () => 100 * day }, () => true);
    expect(removed).to.equal(0);
  });
});
