/**
 * Takes away what is left of things that are gone, little by little beside everything else (see
 * `src/engine/remains.ts`): at the start what a crash left, and then whatever is given up. Knows no
 * kind of thing.
 */
import { sweepRemains } from '../engine/remains.js';
import type { ModuleLog } from '../log.js';
import type { Store } from '../store/store.js';

/** Between two looks at whether anything is gone; nobody waits for the rows to go. */
const roundMs = 1000;

/** What the sweep needs of the running server. */
export interface RemainsSweepParts {
  readonly store: Store;
  /** The clock: milliseconds since 1970. */
  readonly now: () => number;
  readonly log: ModuleLog;
}

/** Sweeps from the start on until it is stopped. */
export class RemainsSweep {
  readonly #parts: RemainsSweepParts;
  readonly #timer: NodeJS.Timeout;
  #round: Promise<void>;
  #busy = false;
  #stopped = false;

  constructor(parts: RemainsSweepParts) {
    this.#parts = parts;
    this.#round = this.#sweep();
    this.#timer = setInterval(() => {
      if (!this.#busy) this.#round = this.#sweep();
    }, roundMs);
    this.#timer.unref();
  }

  /** Resolves when nothing more is asked of the store. What is left goes after the next start. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#timer);
    await this.#round;
  }

  async #sweep(): Promise<void> {
    this.#busy = true;
    try {
      await sweepAll(this.#parts, () => this.#stopped);
    } catch (error) {
      this.#parts.log.failure('what is left of things that are gone could not be removed', error);
    } finally {
      this.#busy = false;
    }
  }
}

/** Removes all that is gone and may go now, each little step a transaction of its own. */
export async function sweepAll(
  { store, now }: Pick<RemainsSweepParts, 'store' | 'now'>,
  stopped: () => boolean = () => false,
): Promise<void> {
  while (!stopped() && (await store.update((tx) => sweepRemains(tx, now()))));
}
