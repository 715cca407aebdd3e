import { expect } from 'chai';
import fc from 'fast-check';
import { Pending } from '../../src/store/pending.js';
import { Entry } from '../../src/store/entry.js';
import type { Key, KeyRange } from '../../src/store/store.js';

const key = fc.integer({ min: 0, max: 400 }).map((number) => `${number % 7}/${number}`);
const bound = fc.option(key, { nil: undefined });

/** What is done to the rows that a batch writes. */
const act = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('write' as const), key }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('undo' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('copy' as const) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('walk' as const),
      start: bound,
      end: bound,
      reverse: fc.boolean(),
    }),
  },
);

describe('The rows that a batch writes', () => {
  it('are in the order of keys at every moment, and walks and copies stay what they were', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 300 }), (acts) => {
        const pending = new Pending();
        let model = new Map<Key, Entry>();
        const undo: (() => void)[] = [];
        const open: { readonly is: () => readonly Entry[]; readonly was: readonly Entry[] }[] = [];
        for (const one of acts) {
          if (one.do === 'write') {
            const before = model.get(one.key);
            const entry = new Entry(one.key, undo.length, '', 1, before?.place ?? pending.size);
            const was = model;
            model = new Map(was).set(one.key, entry);
            if (before === undefined) pending.add(entry);
            else pending.replace(entry);
            undo.push(() => {
              if (before === undefined) pending.pop();
              else pending.replace(before);
              model = was;
            });
          } else if (one.do === 'undo') {
            undo.pop()?.();
          } else if (one.do === 'walk') {
            const span = spanOf(one.start, one.end, one.reverse);
            const walk = pending.between(span);
            open.push({ is: () => all(walk), was: sorted(model, span) });
          } else {
            const copy = pending.copy();
            open.push({ is: () => all(copy.between({})), was: sorted(model, {}) });
          }
        }
        open.push({ is: () => all(pending.between({})), was: sorted(model, {}) });
        for (const { is, was } of open) expect(is()).to.deep.equal(was);
        expect(new Set(pending)).to.deep.equal(new Set(model.values()));
      }),
    );
  });
});

function spanOf(start: Key | undefined, end: Key | undefined, reverse: boolean): KeyRange<Key> {
  return {
    ...(start === undefined ? {} : { start }),
    ...(end === undefined ? {} : { end }),
    reverse,
  };
}

function all(walk: Iterator<Entry>): readonly Entry[] {
  return [...{ [Symbol.iterator]: () => walk }];
}

function sorted(model: ReadonlyMap<Key, Entry>, { start, end, reverse }: KeyRange<Key>): Entry[] {
  const entries = [...model.values()]
    .filter(
      ({ key: at }) => (start === undefined || at >= start) && (end === undefined || at < end),
    )
    .sort((one, other) => (one.key < other.key ? -1 : 1));
  return reverse === true ? entries.reverse() : entries;
}
