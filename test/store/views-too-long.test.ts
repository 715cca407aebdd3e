import { expect } from 'chai';
import { ViewTooLong } from '../../src/store/long-views.js';
import { openMemoryStore } from '../../src/store/memory.js';
import type { LongTransaction, Reader, Store } from '../../src/store/store.js';
import { texts } from './drivers.js';

/** The limits: a slice may take 5, a state is held for 1000. */
const snapshotMs = 1000;

describe('A view that takes too long', () => {
  let time: number;
  let store: Store;

  beforeEach(async () => {
    time = 0;
    store = openMemoryStore({ longViews: { sliceMs: 5, snapshotMs, now: () => time } });
    await store.update((tx) => tx.put(texts, 'a', 'old'));
  });

  afterEach(() => store.close());

  /** Reads the text after steps that take so long each. */
  const taking = (...steps: readonly number[]): LongTransaction<string | undefined> =>
    function* (tx: Reader) {
      for (const ms of steps) {
        time += ms;
        yield;
      }
      return tx.get(texts, 'a');
    };

  it('is done at once when all its steps fit into a slice', () => {
    expect(store.viewInSlices(taking(1, 1, 2))).to.equal('old');
  });

  it('is done in slices as long as its state may be held', async () => {
    const view = store.viewInSlices(taking(6, snapshotMs - 7));
    expect(view).to.be.a('promise');
    expect(await view).to.equal('old');
  });

  it('is refused at the slice in which the time for its state ends', async () => {
    const view = Promise.resolve(store.viewInSlices(taking(6, snapshotMs - 6, 1)));
    const error: unknown = await view.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).to.be.instanceOf(ViewTooLong);
  });

  it('counts from when its state was held, not from when it was asked for', async () => {
    const views = [1, 2, 3].map(() =>
      Promise.resolve(store.viewInSlices(taking(6, snapshotMs - 100))),
    );
    expect(await Promise.all(views)).to.deep.equal(['old', 'old', 'old']);
  });

  it('holds up no view after it', async () => {
    const long = Promise.resolve(store.viewInSlices(taking(6, snapshotMs, 1))).catch(
      () => 'refused',
    );
    const next = store.viewInSlices(taking(6, 1));
    expect(await long).to.equal('refused');
    expect(await next).to.equal('old');
    await store.update((tx) => tx.put(texts, 'a', 'new'));
    expect(await store.viewInSlices(taking(6, 1))).to.equal('new');
  });
});
