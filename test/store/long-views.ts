/** The part of the stores' contract that is about views in slices: one state, whatever happens. */
import { expect } from 'chai';
import fc from 'fast-check';
import {
  StoreFailure,
  type LongTransaction,
  type Reader,
  type Store,
} from '../../src/store/store.js';
import { Disk, isOpen, outcome, pairs, texts, turn, type Driver } from './drivers.js';

type Rows = readonly (readonly [string, string])[];

/** Reads all texts, one in each slice, and each of them again by its key. */
function* slowly(tx: Reader): Generator<void, Rows> {
  const rows: [string, string][] = [];
  for (const [key, row] of tx.range(texts, {})) {
    yield;
    expect(tx.get(texts, key)).to.equal(row);
    rows.push([key, row]);
  }
  return rows;
}

/** A few keys, so that the changes meet often; undefined removes. */
const change = fc.tuple(
  fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
  fc.option(fc.constantFrom('1', '2', '3'), { nil: undefined }),
);
const changes = fc.array(fc.array(change, { maxLength: 4 }), { maxLength: 6 });

/** Defines the tests for one driver. */
export function longViews(driver: Driver): void {
  describe('a view in slices', () => {
    let disk: Disk;
    let store: Store;

    beforeEach(async () => {
      disk = new Disk();
      store = await driver.open(disk.flush);
    });

    afterEach(async () => {
      disk.refuses = undefined;
      disk.release();
      await store.close();
    });

    const put = (key: string, row: string | undefined): Promise<void> =>
      store.update((tx) => (row === undefined ? tx.remove(texts, key) : tx.put(texts, key, row)));
    const fill = (...keys: string[]): Promise<unknown> =>
      Promise.all(keys.map((key) => put(key, 'old')));

    it('gives its result at once when it is done in the first slice', async () => {
      await fill('a');
      const rows = store.viewInSlices(function* (tx): Generator<void, Rows> {
        return [...tx.range(texts, {})];
      });
      expect(rows).to.deep.equal([['a', 'old']]);
    });

    it('throws at once what its transaction throws in the first slice, and later what it throws later', async () => {
      const thrower = (steps: number): LongTransaction<void> =>
        function* () {
          for (let step = 0; step < steps; step += 1) yield;
          throw new Error('no');
        };
      expect(() => store.viewInSlices(thrower(0))).to.throw('no');
      const late = Promise.resolve(store.viewInSlices(thrower(3)));
      expect(await outcome(late)).to.have.nested.property('error.message', 'no');
    });

    it('has the state of its beginning while others write, remove and keep', async () => {
      await fill('a', 'b', 'c', 'd');
      const view = store.viewInSlices(slowly);
      await turn(); // it has begun
      await Promise.all([put('a', 'new'), put('c', undefined), put('bb', 'new'), put('z', 'new')]);
      for (let round = 0; round < 3; round += 1) await put('d', `new ${round}`);
      expect(await view).to.deep.equal(['a', 'b', 'c', 'd'].map((key) => [key, 'old']));
      expect(await store.viewInSlices(slowly)).to.deep.equal([
        ['a', 'new'],
        ['b', 'old'],
        ['bb', 'new'],
        ['d', 'new 2'],
        ['z', 'new'],
      ]);
    });

    it('has every state whole, as a view at that moment', async () => {
      await fc.assert(
        fc.asyncProperty(changes, async (works) => {
          const seen: Promise<unknown>[] = [];
          const wanted: unknown[] = [];
          for (const work of works) {
            const kept = store.update((tx) => {
              for (const [key, row] of work) {
                if (row === undefined) tx.remove(texts, key);
                else tx.put(texts, key, row);
              }
            });
            // Its state is that of when it begins; nothing else begins before.
            const held = Promise.resolve(store.viewInSlices(slowly));
            wanted.push(await store.view((tx) => [...tx.range(texts, {})]));
            seen.push(held);
            await held;
            await kept;
          }
          expect(await Promise.all(seen)).to.deep.equal(wanted);
        }),
        { numRuns: 30 },
      );
    });

    it('has what is pending, and waits until it is on the disk', async () => {
      await fill('a', 'b');
      disk.hold();
      const inFlight = Promise.all([put('a', 'flying'), put('c', 'flying')]);
      await turn();
      const open = Promise.all([put('b', undefined), put('d', 'collected')]);
      const view = Promise.resolve(store.viewInSlices(slowly));
      await turn();
      const later = put('c', 'later');
      expect(await isOpen(view)).to.equal(true);
      disk.release();
      await Promise.all([inFlight, open, later]);
      expect(await view).to.deep.equal([
        ['a', 'flying'],
        ['c', 'flying'],
        ['d', 'collected'],
      ]);
    });

    it('fails when the disk refuses what it saw', async () => {
      await fill('a');
      disk.hold();
      disk.refuses = new Error('no space left');
      const lost = outcome(put('b', 'lost'));
      const view = outcome(Promise.resolve(store.viewInSlices(slowly)));
      await turn();
      disk.release();
      expect(await lost).to.have.property('error');
      expect(await view)
        .to.have.property('error')
        .instanceOf(StoreFailure);
    });

    it('follows the one that was begun before', async () => {
      await fill('a', 'b', 'c');
      const order: string[] = [];
      const told = (name: string): Promise<unknown> =>
        Promise.resolve(store.viewInSlices(slowly)).then(() => order.push(name));
      await Promise.all([told('first'), told('second'), told('third')]);
      expect(order).to.deep.equal(['first', 'second', 'third']);
    });

    it('goes through numbers, ranges and both directions', async () => {
      await store.update((tx) => {
        for (let at = 0; at < 3000; at += 1) tx.put(pairs, at, { left: 'x', right: at });
      });
      const spans = [{}, { reverse: true }, { start: 7, end: 2900 }, { start: 2990, limit: 5 }];
      for (const span of spans) {
        const wanted = store.view((tx) => [...tx.range(pairs, span)]);
        const view = store.viewInSlices(function* (tx): Generator<void, unknown> {
          yield;
          return [...tx.range(pairs, span)];
        });
        expect(await view).to.deep.equal(await wanted);
      }
    });

    it('ends with the store', async () => {
      await fill('a', 'b', 'c');
      const views = [1, 2].map(() => outcome(Promise.resolve(store.viewInSlices(slowly))));
      await turn();
      await store.close();
      for (const view of views) {
        expect(await view)
          .to.have.property('error')
          .instanceOf(StoreFailure);
      }
    });
  });
}
