/** The part of the stores' contract that is about views: when they wait, and for what. */
import { expect } from 'chai';
import type { Store } from '../../src/store/store.js';
import { Disk, isOpen, pairs, texts, turn, type Driver } from './drivers.js';

/** Defines the tests for one driver. */
export function views(driver: Driver): void {
  describe('a view', () => {
    let disk: Disk;
    let store: Store;

    beforeEach(async () => {
      disk = new Disk();
      store = await driver.open(disk.flush);
    });

    afterEach(async () => {
      disk.release();
      await store.close();
    });

    const put = (key: string, row: string): Promise<void> =>
      store.update((tx) => tx.put(texts, key, row));
    const look = (key: string): unknown => store.view((tx) => tx.get(texts, key));

    beforeEach(async () => {
      await Promise.all([put('a', '1'), put('m', '1'), put('x', '1')]);
    });

    it('gives its result at once when nothing is pending', () => {
      expect(look('a')).to.equal('1');
      expect(look('z')).to.equal(undefined);
    });

    it('throws at once what its transaction throws', () => {
      const thrown = (): unknown =>
        store.view(() => {
          throw new Error('no');
        });
      expect(thrown).to.throw('no');
    });

    /** What is asked while row m is changed, row n is new and row x is removed, all pending. */
    const questions: [string, boolean, (s: Store) => unknown][] = [
      ['a changed row', true, (s) => s.view((tx) => tx.get(texts, 'm'))],
      ['a new row', true, (s) => s.view((tx) => tx.get(texts, 'n'))],
      ['a removed row', true, (s) => s.view((tx) => tx.get(texts, 'x'))],
      ['a range over a new row', true, (s) => s.view((tx) => [...tx.range(texts, { start: 'n' })])],
      [
        'a range over a removed row',
        true,
        (s) => s.view((tx) => [...tx.range(texts, { start: 'x' })]),
      ],
      ['another row', false, (s) => s.view((tx) => tx.get(texts, 'a'))],
      ['an absent row', false, (s) => s.view((tx) => tx.get(texts, 'b'))],
      ['a range beside', false, (s) => s.view((tx) => [...tx.range(texts, { end: 'm' })])],
      [
        'a range that ends before',
        false,
        (s) => s.view((tx) => [...tx.range(texts, { limit: 1 })]),
      ],
      ['another table', false, (s) => s.view((tx) => [...tx.range(pairs, {})])],
    ];
    for (const [asked, waits, ask] of questions) {
      it(`of ${asked} ${waits ? 'waits' : 'does not wait'}`, async () => {
        disk.hold();
        const update = store.update((tx) => {
          tx.put(texts, 'm', '2');
          tx.put(texts, 'n', '2');
          tx.remove(texts, 'x');
        });
        await turn();
        const given = ask(store);
        expect(given instanceof Promise).to.equal(waits);
        if (waits) expect(await isOpen(given as Promise<unknown>)).to.equal(true);
        disk.release();
        await update;
        expect(await given).to.deep.equal(ask(store));
      });
    }

    it('waits for the newest flush that it saw, not for a newer one', async () => {
      disk.hold();
      const first = put('m', '2');
      await turn();
      const second = put('n', '2');
      const ofFirst = look('m') as Promise<unknown>;
      const ofSecond = look('n') as Promise<unknown>;
      await disk.letOneGo();
      await first;
      expect(await ofFirst).to.equal('2');
      expect(await isOpen(ofSecond)).to.equal(true);
      disk.release();
      await second;
      expect(await ofSecond).to.equal('2');
    });
  });
}
