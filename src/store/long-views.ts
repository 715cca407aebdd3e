/**
 * Views that take long, made in slices: between two of them everybody else has a turn, and all of
 * them read one state. Knows no storage engine.
 *
 * One after another has its snapshot: a snapshot keeps pages that could be used again,
 * and two that take turns end no sooner than two that follow each other.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Snapshot } from './snapshot.js';
import type { LongTransaction } from './store.js';

/** How long views may take. */
export interface LongViewLimits {
  /** How long a slice takes, in milliseconds; 0 for one step. */
  readonly sliceMs: number;
  /** How long a snapshot is kept for one view, in milliseconds. */
  readonly snapshotMs: number;
  /** A clock that never jumps, in milliseconds; the one of the process when there is none. */
  readonly now?: () => number;
}

/**
 * A slice is short beside what a client notices; nobody would gain by another length. A snapshot is kept for long enough to list millions
 * of rows on a busy server, and the pages that are kept meanwhile are no more than what is written
 * in that time.
 */
export const usualLongViews: LongViewLimits = { sliceMs: 5, snapshotMs: 30_000 };

/** A view took so long that its snapshot could not be kept any more. */
export class ViewTooLong extends Error {}

/** The long views of a store. */
export class LongViews {
  readonly #takeSnapshot: () => Snapshot;
  readonly #limits: LongViewLimits;
  readonly #now: () => number;
  /** The snapshot that is read now. */
  #snapshot: Snapshot | undefined;
  #last: Promise<unknown> = Promise.resolve();

  /** `takeSnapshot` takes one of the newest state; it throws when nothing can be read. */
  constructor(takeSnapshot: () => Snapshot, limits: LongViewLimits) {
    this.#takeSnapshot = takeSnapshot;
    this.#limits = limits;
    this.#now = limits.now ?? (() => performance.now());
  }

  /** Does the first slice of a transaction. */
  first<T>(steps: Generator<void, T>): IteratorResult<void, T> {
    return this.#slice(steps);
  }

  /**
   * Does the whole transaction, after those that were begun before; gives its result when all that was
   * pending in its state is on the disk. Rejects with what the transaction throws, with `ViewTooLong`, or
   * with `StoreFailure`.
   */
  run<T>(transaction: LongTransaction<T>): Promise<T> {
    const run = this.#last.then(() => this.#run(transaction));
    this.#last = run.catch(() => undefined);
    return run;
  }

  /** Ends the one that is under way. */
  end(): void {
    this.#snapshot?.release();
  }

  async #run<T>(transaction: LongTransaction<T>): Promise<T> {
    const snapshot = this.#takeSnapshot();
    this.#snapshot = snapshot;
    try {
      return await this.#slices(transaction(snapshot));
    } finally {
      snapshot.release();
      // What was seen may never have been: a result waits for it, and an error, too.
      await snapshot.committed;
    }
  }

  async #slices<T>(steps: Generator<void, T>): Promise<T> {
    const end = this.#now() + this.#limits.snapshotMs;
    for (;;) {
      const step = this.#slice(steps);
      if (step.done === true) return step.value;
      if (this.#now() >= end) throw new ViewTooLong('a view took too long');
      await nextTurn();
    }
  }

  #slice<T>(steps: Generator<void, T>): IteratorResult<void, T> {
    const end = this.#now() + this.#limits.sliceMs;
    for (;;) {
      const step = steps.next();
      if (step.done === true || this.#now() >= end) return step;
    }
  }
}
