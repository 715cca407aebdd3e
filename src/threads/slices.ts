/**
 * Long work in slices: between two of them everybody else has a turn. The work is a generator that
 * yields wherever it may be interrupted, every few hundred steps at least.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';

/**
 * How long a slice takes, in milliseconds: short beside what a client notices. No setting, as longer
 * ones would only make others wait, and shorter ones cost more than they are worth.
 */
const sliceMs = 5;

/** Does the work in slices; gives its result. Rejects with what the work throws. */
export async function inSlices<Result>(work: Generator<void, Result>): Promise<Result> {
  for (;;) {
    const end = performance.now() + sliceMs;
    do {
      const step = work.next();
      if (step.done === true) return step.value;
    } while (performance.now() < end);
    await nextTurn();
  }
}

/** Does the work at once; gives its result. For what is known to be small, and for tests. */
export function atOnce<Result>(work: Generator<void, Result>): Result {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
  }
}
