/** The part of the stores' contract that is about what keys and rows may be, and their order. */
import { expect } from 'chai';
import type { Key, Store } from '../../src/store/store.js';
import { Disk, outcome, pairs, texts, type Driver, type Pair } from './drivers.js';

/** Defines the tests for one driver. */
export function keysAndRows(driver: Driver): void {
  describe('keys and rows', () => {
    let store: Store;

    beforeEach(async () => {
      store = await driver.open(new Disk().flush);
    });

    afterEach(() => store.close());

    const put = (key: string, row: string): Promise<void> =>
      store.update((tx) => tx.put(texts, key, row));
    const look = (key: string): unknown => store.view((tx) => tx.get(texts, key));
    const all = (): unknown => store.view((tx) => [...tx.range(texts, {})]);

    const everyByte = Array.from({ length: 256 }, (_, byte) => String.fromCharCode(byte)).join('');

    it('hold any bytes', async () => {
      await put(everyByte, everyByte);
      await store.update((tx) => tx.put(pairs, 1, { left: everyByte, right: 2 }));
      await put('', '');
      expect(look(everyByte)).to.equal(everyByte);
      expect(look('')).to.equal('');
      expect(store.view((tx) => tx.get(pairs, 1))).to.deep.equal({ left: everyByte, right: 2 });
    });

    it('hold long rows', async () => {
      const long = everyByte.repeat(4096);
      await put('long', long);
      await put('short', 'row');
      expect(look('long')).to.equal(long);
      expect(all()).to.deep.equal([
        ['long', long],
        ['short', 'row'],
      ]);
    });

    it('are in the order of numbers', async () => {
      const numbers = [9, 10, 0, 255, 256, 2 ** 31, 2 ** 32 - 1, 2 ** 32, 2 ** 40 + 1];
      numbers.push(Number.MAX_SAFE_INTEGER);
      const row = { left: 'row', right: 1 };
      await store.update((tx) => numbers.forEach((key) => tx.put(pairs, key, row)));
      const keys = store.view((tx) => [...tx.range(pairs, {})].map(([key]) => key));
      expect(keys).to.deep.equal([...numbers].sort((a, b) => a - b));
    });

    it('are in the order of bytes', async () => {
      const keys = [
        'a/',
        'a',
        'a/\xff',
        'a\0',
        'b',
        'Z',
        '\xff',
        '\x01',
        'a0',
        '10',
        '9',
        'a/\x80',
      ];
      await store.update((tx) => keys.forEach((key) => tx.put(texts, key, key)));
      const found = store.view((tx) => [...tx.range(texts, {})].map(([key]) => key));
      expect(found).to.deep.equal([...keys].sort());
    });

    it('are found whole in long ranges, some of them pending', async () => {
      const row = (right: number): Pair => ({ left: 'row', right });
      await store.update((tx) => {
        for (let key = 0; key < 6000; key += 2) tx.put(pairs, key, row(1));
      });
      await store.update((tx) => {
        for (let key = 0; key < 6000; key += 3) tx.put(pairs, key, row(2));
        for (let key = 0; key < 6000; key += 5) tx.remove(pairs, key);
        const expected: [number, Pair][] = [];
        for (let key = 0; key < 6000; key += 1) {
          if (key % 5 === 0 || (key % 2 !== 0 && key % 3 !== 0)) continue;
          expected.push([key, row(key % 3 === 0 ? 2 : 1)]);
        }
        expect([...tx.range(pairs, {})]).to.deep.equal(expected);
        expect([...tx.range(pairs, { reverse: true })]).to.deep.equal([...expected].reverse());
        expect([...tx.range(pairs, { limit: 100 })]).to.deep.equal(expected.slice(0, 100));
      });
    });

    it('are refused when no store could hold them', async () => {
      const bad: [Key, string][] = [
        ['x'.repeat(1978), '1978 bytes'],
        ['\u0100', 'no byte'],
        [-1, 'whole number'],
        [0.5, 'whole number'],
        [2 ** 53, 'whole number'],
      ];
      for (const [key, words] of bad) {
        const update = store.update((tx) => tx.put(texts, key as string, 'row'));
        expect(await outcome(update))
          .to.have.nested.property('error.message')
          .that.contains(words);
        expect(look(key as string)).to.equal(undefined);
        await store.update((tx) => tx.remove(texts, key as string));
      }
      const wide = put('a', '\u20ac');
      expect(await outcome(wide))
        .to.have.nested.property('error.message')
        .that.contains('byte');
      const longest = 'x'.repeat(1977);
      await put(longest, 'row');
      expect(look(longest)).to.equal('row');
      expect(store.view((tx) => [...tx.range(texts, { start: longest })])).to.have.length(1);
    });
  });
}
