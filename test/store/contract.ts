/** What every store promises (`src/store/store.ts`), as a suite that runs on any driver. */
import { expect } from 'chai';
import { StoreFailure, type Store } from '../../src/store/store.js';
import { Disk, isOpen, outcome, pairs, texts, turn, type Driver } from './drivers.js';
import { histories } from './histories.js';
import { keysAndRows } from './keys-and-rows.js';
import { longViews } from './long-views.js';
import { views } from './views.js';

/** Defines the suite for one driver. */
export function contract(driver: Driver): void {
  histories(driver);
  keysAndRows(driver);
  views(driver);
  longViews(driver);

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

  const put = (key: string, row: string): Promise<void> =>
    store.update((tx) => tx.put(texts, key, row));
  const look = (key: string): unknown => store.view((tx) => tx.get(texts, key));
  const all = (): unknown => store.view((tx) => [...tx.range(texts, {})]);

  describe('a transaction', () => {
    it('sees what it wrote', async () => {
      await put('a', 'old');
      const seen = await store.update((tx) => {
        tx.put(texts, 'a', 'new');
        tx.put(texts, 'b', 'first');
        tx.put(texts, 'b', 'second');
        tx.put(texts, 'c', 'gone');
        tx.remove(texts, 'c');
        return [
          tx.get(texts, 'a'),
          tx.get(texts, 'b'),
          tx.get(texts, 'c'),
          [...tx.range(texts, {})],
        ];
      });
      const rows = [
        ['a', 'new'],
        ['b', 'second'],
      ];
      expect(seen).to.deep.equal(['new', 'second', undefined, rows]);
      expect(all()).to.deep.equal(rows);
    });

    it('runs at once, and sees what was accepted before and is not on disk yet', async () => {
      disk.hold();
      const first = put('a', '1');
      const second = store.update((tx) => tx.put(texts, 'a', `${tx.get(texts, 'a') ?? ''}2`));
      await disk.letOneGo();
      await first;
      disk.hold();
      const third = store.update((tx) => tx.put(texts, 'a', `${tx.get(texts, 'a') ?? ''}3`));
      const fourth = store.update((tx) => tx.get(texts, 'a'));
      disk.release();
      await Promise.all([second, third]);
      expect(await fourth).to.equal('123');
    });

    it('sees what is not on disk yet however much is read and written meanwhile', async () => {
      disk.hold();
      const first = store.update((tx) => {
        tx.put(texts, 'a', '1');
        tx.put(texts, 'gone', '1');
        tx.remove(texts, 'gone');
      });
      await turn();
      const more = Array.from({ length: 50 }, (_, at) => put(`more${at}`, 'row'));
      const seen = store.update((tx) => {
        for (let at = 0; at < 5000; at += 1) tx.get(pairs, at);
        return [tx.get(texts, 'a'), tx.get(texts, 'gone'), tx.get(texts, 'more0')];
      });
      disk.release();
      await Promise.all([first, ...more]);
      expect(await seen).to.deep.equal(['1', undefined, 'row']);
    });

    it('leaves nothing when it throws', async () => {
      await put('kept', 'before');
      await put('gone', 'before');
      const reason = { reason: 'account-exists' };
      const thrown = store.update((tx) => {
        tx.put(texts, 'kept', 'after');
        tx.put(texts, 'kept', 'after that');
        tx.remove(texts, 'gone');
        tx.put(texts, 'new', 'after');
        // eslint-disable-next-line @typescript-eslint/only-throw-error -- as refusals are
        throw reason;
      });
      expect(await outcome(thrown)).to.deep.equal({ error: reason });
      expect(all()).to.deep.equal([
        ['gone', 'before'],
        ['kept', 'before'],
      ]);
    });

    it('rolls back only its own writes when it throws between others', async () => {
      disk.hold();
      const before = put('a', 'before');
      const thrown = outcome(
        store.update((tx) => {
          tx.put(texts, 'a', 'thrown');
          tx.put(texts, 'b', 'thrown');
          throw new Error('no');
        }),
      );
      const after = store.update((tx) => tx.put(texts, 'c', tx.get(texts, 'a') ?? 'nothing'));
      disk.release();
      await Promise.all([before, thrown, after]);
      expect(all()).to.deep.equal([
        ['a', 'before'],
        ['c', 'before'],
      ]);
    });

    it('cannot keep its transaction', async () => {
      let kept: (() => void) | undefined;
      await store.update((tx) => {
        kept = () => tx.put(texts, 'a', 'late');
      });
      expect(kept).to.throw('over');
      expect(await all()).to.deep.equal([]);
    });

    it('cannot ask for another transaction', async () => {
      const nested = store.update((tx) => {
        tx.put(texts, 'a', 'outer');
        void store.update((inner) => inner.put(texts, 'b', 'inner')).catch(() => undefined);
        return tx.get(texts, 'b');
      });
      expect(await nested).to.equal(undefined);
    });
  });

  describe('an update', () => {
    it('resolves when its flush is done, not before', async () => {
      disk.hold();
      const update = put('a', '1');
      expect(await isOpen(update)).to.equal(true);
      disk.release();
      await update;
    });

    it('resolves in the order of acceptance, also one that writes nothing', async () => {
      const order: number[] = [];
      const note = (place: number) => (): void => {
        order.push(place);
      };
      await Promise.all([
        put('a', '1').then(note(1)),
        store.update((tx) => tx.get(texts, 'z')).then(note(2)),
        put('b', '1').then(note(3)),
        turn().then(() =>
          Promise.all([
            put('c', '1').then(note(4)),
            store.update(() => undefined).then(note(5)),
            put('a', '2').then(note(6)),
          ]),
        ),
      ]);
      expect(order).to.deep.equal([1, 2, 3, 4, 5, 6]);
    });

    it('shares a flush with all that came while the one before was under way', async () => {
      let flushes = 0;
      await store.close();
      store = await driver.open(() => {
        flushes += 1;
        return Promise.resolve();
      });
      await Promise.all(Array.from({ length: 100 }, (_, at) => put(`k${at}`, 'row')));
      expect(flushes).to.equal(1);
    });

    it('that throws over what is not on disk tells so only when it is', async () => {
      disk.hold();
      const first = put('name', 'taken');
      const refused = store.update((tx) => {
        if (tx.get(texts, 'name') !== undefined) throw new Error('exists');
      });
      expect(await isOpen(refused.catch(() => undefined))).to.equal(true);
      disk.release();
      await first;
      expect(await outcome(refused)).to.have.nested.property('error.message', 'exists');
    });
  });

  describe('a failing flush', () => {
    const reason = new Error('no space left');

    it('rejects all that rest on it, and leaves nothing of them', async () => {
      await put('a', 'durable');
      disk.hold();
      disk.refuses = reason;
      const broken = [
        put('a', 'lost'),
        put('b', 'lost'),
        store.update((tx) => tx.remove(texts, 'a')),
        look('a') as Promise<unknown>,
      ];
      await turn();
      broken.push(
        put('c', 'lost'),
        put('a', 'lost again'),
        look('a') as Promise<unknown>,
        store.view((tx) => [...tx.range(texts, {})]) as Promise<unknown>,
        store.update((tx) => {
          if (tx.get(texts, 'b') !== undefined) throw new Error('exists');
        }),
      );
      const outcomes = Promise.all(broken.map(outcome));
      disk.release();
      for (const one of await outcomes) {
        const { error } = one as { readonly error: Error };
        expect(error).to.be.instanceOf(StoreFailure);
        expect(error.cause).to.equal(reason);
      }
      disk.refuses = undefined;
      expect(await all()).to.deep.equal([['a', 'durable']]);
      expect(await look('b')).to.equal(undefined);
    });

    it('lets later works go on', async () => {
      disk.refuses = reason;
      const lost = put('a', 'lost');
      expect(await outcome(lost)).to.have.nested.property('error.cause', reason);
      disk.refuses = undefined;
      const seen = store.update((tx) => {
        const before = tx.get(texts, 'a');
        tx.put(texts, 'a', 'kept');
        return before;
      });
      expect(await seen).to.equal(undefined);
      expect(look('a')).to.equal('kept');
    });
  });

  describe('closing', () => {
    it('waits for what was accepted', async () => {
      disk.hold();
      const update = put('a', '1');
      await turn();
      const later = put('b', '1');
      const closed = store.close();
      expect(await isOpen(closed)).to.equal(true);
      disk.release();
      await Promise.all([closed, update, later]);
    });

    it('waits also when the disk refuses', async () => {
      disk.hold();
      disk.refuses = new Error('no space left');
      const update = outcome(put('a', '1'));
      await turn();
      const closed = store.close();
      disk.release();
      expect(await update)
        .to.have.property('error')
        .instanceOf(StoreFailure);
      await closed;
    });

    it('refuses what comes afterwards', async () => {
      await store.close();
      expect(await outcome(put('a', '1')))
        .to.have.property('error')
        .instanceOf(StoreFailure);
      expect(() => look('a')).to.throw(StoreFailure);
      await store.close();
    });
  });
}
