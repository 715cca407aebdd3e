/** What changes bring about: each of them is tried, whatever becomes of the others. */
import { expect } from 'chai';
import { perform, type AffectedParts } from '../../src/app/perform-consequences.js';
import type { Consequence } from '../../src/engine/core/consequences.js';

const consequences: readonly Consequence[] = [
  { kind: 'close sessions', account: 1 },
  { kind: 'count failed login', address: '192.0.2.7' },
  { kind: 'collect files', account: 2 },
  { kind: 'stop' },
];

/** Parts that note what is done; those of `failing` throw, or reject, after it. */
function noting(done: string[], failing: ReadonlySet<string>): AffectedParts {
  const does = (what: string) => (): void => {
    done.push(what);
    if (failing.has(what)) throw new Error(what);
  };
  const doesLater = (what: string) => async (): Promise<void> => {
    await Promise.resolve();
    does(what)();
  };
  const parts = {
    sessions: { close: does('close') },
    server: () => ({ countFailure: doesLater('count') }),
    files: { touched: does('collect') },
    stop: does('stop'),
  };
  return parts as unknown as AffectedParts;
}

describe('What a change brings about', () => {
  const names = ['close', 'count', 'collect', 'stop'];
  for (let mask = 0; mask < 2 ** names.length; mask++) {
    const failing = new Set(names.filter((_, index) => (mask & (1 << index)) !== 0));
    it(`is all done, in order, when these fail: ${[...failing].join(', ') || 'none'}`, async () => {
      const done: string[] = [];
      let failure: unknown;
      try {
        await perform(noting(done, failing), consequences);
      } catch (error) {
        failure = error;
      }
      expect(done).to.deep.equal(names);
      const told = failure instanceof AggregateError ? (failure.errors as Error[]) : [failure];
      const messages = told.flatMap((error) => (error instanceof Error ? [error.message] : []));
      expect(messages).to.deep.equal([...failing]);
    });
  }
});
