/** Long random histories of transactions, on any driver, against a plain map. */
import { expect } from 'chai';
import fc from 'fast-check';
import type { Reader, KeyRange, Store, Writer } from '../../src/store/store.js';
import { Disk, texts, turn, type Driver } from './drivers.js';

const keys = ['', '\0', '1/a', '1/a\0', '1/b', '1/c', '10/a', '2/a', '\x80', '\xff', '\xff\xff'];
const anyKey = fc.constantFrom(...keys);
const anySpan: fc.Arbitrary<KeyRange<string>> = fc.record(
  { start: anyKey, end: anyKey, limit: fc.nat(5), reverse: fc.boolean() },
  { requiredKeys: [] },
);

/** One thing that a transaction does. */
type Act =
  | { readonly kind: 'put'; readonly key: string; readonly row: string }
  | { readonly kind: 'remove' | 'get'; readonly key: string }
  | { readonly kind: 'range'; readonly span: KeyRange<string> };

const reading: fc.Arbitrary<Act>[] = [
  fc.record({ kind: fc.constant('get' as const), key: anyKey }),
  fc.record({ kind: fc.constant('range' as const), span: anySpan }),
];
const anyAct: fc.Arbitrary<Act> = fc.oneof(
  fc.record({ kind: fc.constant('put' as const), key: anyKey, row: fc.string({ maxLength: 3 }) }),
  fc.record({ kind: fc.constant('remove' as const), key: anyKey }),
  ...reading,
);

/** One step of a history. */
type Step =
  | { readonly kind: 'update'; readonly acts: readonly Act[]; readonly throws: boolean }
  | { readonly kind: 'view'; readonly acts: readonly Act[] }
  | { readonly kind: 'turn' }
  | { readonly kind: 'settle'; readonly breaks: boolean };

const anyStep: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('update' as const),
      acts: fc.array(anyAct, { maxLength: 6 }),
      throws: fc.boolean(),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('view' as const),
      acts: fc.array(fc.oneof(...reading), { maxLength: 4 }),
    }),
  },
  { weight: 3, arbitrary: fc.constant({ kind: 'turn' as const }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('settle' as const),
      breaks: fc.integer({ min: 0, max: 3 }).map((one) => one === 0),
    }),
  },
);

type Model = Map<string, string>;

/** An accepted update: what it does, and whether it was acknowledged. */
interface Accepted {
  readonly acts: readonly Act[];
  acknowledged: boolean;
}

/** Defines the test for one driver. */
export function histories(driver: Driver): void {
  it('every transaction of a random history sees what a plain map says', async () => {
    const disk = new Disk();
    const store = await driver.open(disk.flush);
    try {
      await fc.assert(
        fc.asyncProperty(fc.array(anyStep, { maxLength: 40 }), (steps) => play(store, disk, steps)),
        { numRuns: 150 },
      );
    } finally {
      await store.close();
    }
  });
}

async function play(store: Store, disk: Disk, steps: readonly Step[]): Promise<void> {
  await store.update((tx) => {
    for (const [key] of tx.range(texts, {})) tx.remove(texts, key);
  });
  const history: Accepted[] = [];
  let model: Model = new Map();
  let open: Promise<unknown>[] = [];
  for (const step of [...steps, { kind: 'settle', breaks: false } as const]) {
    if (step.kind === 'update') {
      const after: Model = new Map(model);
      const accepted: Accepted = { acts: step.acts, acknowledged: false };
      const update = store.update((tx) => {
        act(tx, after, step.acts);
        if (step.throws) throw new Error('thrown');
      });
      if (!step.throws) {
        model = after;
        history.push(accepted);
      }
      open.push(update.then(() => (accepted.acknowledged = true)).catch(mayFail));
    } else if (step.kind === 'view') {
      const seen = store.view((tx) => act(tx, new Map(model), step.acts));
      open.push(Promise.resolve(seen).catch(mayFail));
    } else if (step.kind === 'turn') {
      await turn();
    } else {
      disk.refuses = step.breaks ? new Error('broken') : undefined;
      await Promise.all(open);
      disk.refuses = undefined;
      open = [];
      model = new Map();
      for (const { acts, acknowledged } of history) if (acknowledged) replay(model, acts);
      expect(await store.view((tx) => [...tx.range(texts, {})])).to.deep.equal(sorted(model, {}));
    }
  }
}

/** What a transaction threw, or the disk refused, is part of a history; a wrong reading is not. */
function mayFail(error: unknown): void {
  if (error instanceof Error && error.name === 'AssertionError') throw error;
}

function act(tx: Reader | Writer, model: Model, acts: readonly Act[]): void {
  for (const one of acts) {
    if (one.kind === 'get') expect(tx.get(texts, one.key)).to.equal(model.get(one.key));
    else if (one.kind === 'range') {
      expect([...tx.range(texts, one.span)]).to.deep.equal(sorted(model, one.span));
    } else if ('put' in tx) {
      if (one.kind === 'put') tx.put(texts, one.key, one.row);
      else tx.remove(texts, one.key);
      replay(model, [one]);
    }
  }
}

function replay(model: Model, acts: readonly Act[]): void {
  for (const one of acts) {
    if (one.kind === 'put') model.set(one.key, one.row);
    else if (one.kind === 'remove') model.delete(one.key);
  }
}

function sorted(
  model: Model,
  { start, end, limit, reverse }: KeyRange<string>,
): [string, string][] {
  const rows = [...model]
    .filter(([key]) => (start === undefined || key >= start) && (end === undefined || key < end))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  if (reverse === true) rows.reverse();
  return rows.slice(0, limit ?? rows.length);
}
