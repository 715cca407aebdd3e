/**
 * The changes that one flush commits, and who waits for them. Knows no rows: those wait in the
 * tables of the row cache.
 */
import type { StoreFailure } from './store.js';

/** Someone who is answered when a batch is committed. */
interface Waiting {
  readonly answer: (value: never) => void;
  readonly value: unknown;
  readonly fail: (failure: StoreFailure) => void;
}

/** One batch; batches are numbered from 1 in the order in which they are committed. */
export class Batch {
  /** How many rows it writes. */
  rows = 0;
  readonly #waiting: Waiting[] = [];

  constructor(readonly number: number) {}

  /** Promises `value` (or throws it, when `threw`) for the time when the batch is committed. */
  whenCommitted<T>(value: T, threw: boolean): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ answer: threw ? reject : resolve, value, fail: reject });
    });
  }

  /** Answers everyone, in the order in which they came. */
  commit(): void {
    for (const { answer, value } of this.#waiting) answer(value as never);
  }

  /** Tells everyone that nothing of it is there. */
  fail(failure: StoreFailure): void {
    for (const waiting of this.#waiting) waiting.fail(failure);
  }
}
