/**
 * Following the store: writes what changed, soon but not at once, so that many changes share a step;
 * large files at most a tenth of the time; and answers what is asked of `.info` files between steps.
 * Knows no process; the clock and the pauses are given to it.
 */
import type { Store } from '../../store/store.js';
import type { Id } from '../../tables/tables.js';
import { print } from '../../values/print.js';
import { readValue } from '../../values/read.js';
import { isDictionary, type Dictionary } from '../../values/value.js';
import type { AccountInfo } from '../info-file.js';
import type { Request, Response } from './messages.js';
import type { Projection } from './projection.js';

/** What a follower works with. */
export interface FollowerParts {
  readonly projection: Projection;
  readonly store: Store;
  readonly state: Store;
  readonly tell: (response: Response) => void;
  readonly collectMs: number;
  readonly elapsedMs: () => number;
}

/** How much longer a large file is left alone than it took to write. */
const restFactor = 9;

/** Files that took less are small: a rest after each of many would only make them late. */
const smallMs = 20;

/** How often it is told how far the projector is while it does deferred tasks. */
const progressMs = 500;

/** Pauses after a failure of the disk, growing from the first to the last. */
const firstPauseMs = 500;
const lastPauseMs = 60_000;

/** How often what could not be written is tried again. */
const retryMs = 10_000;

/** How often it is looked for what was moved aside long enough ago. */
const sweepMs = 60 * 60 * 1000;

/** Follows the store until it is stopped. */
export class Follower {
  readonly #parts: FollowerParts;
  readonly #questions: Extract<Request, { kind: 'info' | 'visits' }>[] = [];
  #wake: () => void = () => undefined;
  #isChanged = true;
  #isUrgent = true;
  #isStopped = false;
  #trouble: string | undefined;
  /** Until when large files are left alone, and when what was in vain is tried again. */
  #restUntil = 0;
  #retryAt: number;
  #toldAt = 0;
  /** When it is looked at again what was moved aside. */
  #sweepAt = 0;

  constructor(parts: FollowerParts) {
    this.#parts = parts;
    this.#retryAt = parts.elapsedMs() + retryMs;
  }

  /** Takes what the server says. */
  hear(request: Request): void {
    switch (request.kind) {
      case 'changed':
        this.#isChanged = true;
        this.#isUrgent ||= request.now;
        this.#parts.tell({ kind: 'heard' });
        break;
      case 'stop':
        this.#isStopped = true;
        break;
      default:
        this.#questions.push(request);
    }
    this.#wake();
  }

  /** Runs until it is stopped. */
  async run(): Promise<void> {
    let pause = firstPauseMs;
    while (!this.#isStopped) {
      try {
        await this.#answer();
        if ((await this.#followed()) || (await this.#didDeferredTasks()) || (await this.#swept()))
          continue;
        pause = firstPauseMs;
        this.#trouble = undefined;
        await this.#sleep(await this.#idleMs());
      } catch (error) {
        this.#tellTrouble(error);
        await this.#sleep(pause, () => false);
        pause = Math.min(lastPauseMs, pause * 2);
      }
    }
    await this.#answer();
  }

  /** Writes what changed; returns false when nothing did. */
  async #followed(): Promise<boolean> {
    if (!this.#isChanged) return false;
    if (!this.#isUrgent) await this.#sleep(this.#parts.collectMs, () => this.#isUrgent);
    this.#isChanged = false;
    this.#isUrgent = false;
    try {
      while (!this.#isStopped && (await this.#parts.projection.step())) {
        await this.#tellProgress();
        await this.#answer();
      }
    } catch (error) {
      this.#isChanged = true;
      throw error;
    }
    await this.#tellProgress();
    return true;
  }

  /**
   * Does what may wait, until something else is to be done; returns whether there was any. One look at
   * what there is serves for many: there may be a hundred thousand of them.
   */
  async #didDeferredTasks(): Promise<boolean> {
    const { projection, elapsedMs } = this.#parts;
    const began = elapsedMs();
    if (began < this.#restUntil) return false;
    const isRetry = began >= this.#retryAt;
    const keys = await projection.deferredTasks(isRetry);
    if (isRetry) this.#retryAt = began + retryMs;
    for (const key of keys) {
      const before = elapsedMs();
      await projection.deferredTask(key);
      const took = elapsedMs() - before;
      if (took > smallMs) this.#restUntil = elapsedMs() + restFactor * took;
      if (this.#hasMore() || elapsedMs() < this.#restUntil) break;
      if (elapsedMs() - this.#toldAt > progressMs) await this.#tellProgress();
    }
    if (keys.length > 0) await this.#tellProgress();
    return keys.length > 0;
  }

  /** Removes for good a little of what was moved aside long ago; returns whether there is more. */
  async #swept(): Promise<boolean> {
    const { projection, elapsedMs } = this.#parts;
    if (elapsedMs() < this.#sweepAt) return false;
    if (await projection.sweep()) return true;
    this.#sweepAt = elapsedMs() + sweepMs;
    return false;
  }

  #hasMore(): boolean {
    return this.#isStopped || this.#isChanged || this.#questions.length > 0;
  }

  /** How long nothing is to be done of itself. */
  async #idleMs(): Promise<number> {
    const now = this.#parts.elapsedMs();
    if ((await this.#parts.projection.deferredTasks(true)).length === 0) return this.#sweepAt - now;
    const isLeft = (await this.#parts.projection.deferredTasks(false)).length > 0;
    return Math.max(1, (isLeft ? this.#restUntil : this.#retryAt) - now);
  }

  async #tellProgress(): Promise<void> {
    this.#toldAt = this.#parts.elapsedMs();
    this.#parts.tell({ kind: 'at', ...(await this.#parts.projection.progress()) });
  }

  /** Returns what is wrong with the disk, once until all is well again. */
  #tellTrouble(error: unknown): void {
    const what = error instanceof Error ? error.message : String(error);
    if (what !== this.#trouble) this.#parts.tell({ kind: 'trouble', what });
    this.#trouble = what;
  }

  async #answer(): Promise<void> {
    for (let request = this.#questions.shift(); request; request = this.#questions.shift()) {
      if (request.kind === 'info') {
        const info = await this.#infoOf(request.account);
        this.#parts.tell({
          kind: 'info',
          number: request.number,
          elements: print(info?.elements ?? new Map()),
          counts: Array.from(info?.counts ?? [], ([path, { messages, size, lastUid }]) => [
            path,
            messages,
            size,
            lastUid,
          ]),
        });
      } else {
        for (const [account, text] of request.visits) {
          const elements = readValue(text);
          if (isDictionary(elements)) await this.#infoOf(account, elements);
        }
      }
    }
  }

  /** Whoever asks gets an answer, also when the disk fails: then there are no data. */
  async #infoOf(id: Id, given?: Dictionary): Promise<AccountInfo | undefined> {
    try {
      return await this.#parts.projection.info(id, given);
    } catch (error) {
      this.#tellTrouble(error);
      return undefined;
    }
  }

  /** Sleeps until something is heard that `enough` finds reason to wake, or the time is over. */
  #sleep(milliseconds: number | undefined, enough: () => boolean = () => true): Promise<void> {
    if (this.#isStopped || this.#questions.length > 0) return Promise.resolve();
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        this.#wake = () => undefined;
        resolve();
      };
      const timer = milliseconds === undefined ? undefined : setTimeout(done, milliseconds);
      this.#wake = () => {
        if (this.#isStopped || this.#questions.length > 0 || enough()) done();
      };
      if (milliseconds === undefined && this.#isChanged) done();
    });
  }
}
