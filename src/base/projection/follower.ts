/**
 * Following the store: writes what changed, soon but not at once, so that many changes share a step;
 * large files at most a tenth of the time; and answers what is asked of `.info` files between steps.
 * Knows no process; the clock and the pauses are given to it.
 */
import { accountById } from '../../engine/directory.js';
import type { Reader, Store } from '../../store/store.js';
import { accounts, type Id } from '../../store/tables.js';
import { print } from '../../values/print.js';
import { readValue } from '../../values/read.js';
import { isDictionary, type Dictionary } from '../../values/value.js';
import type { AccountInfo } from '../info-file.js';
import { keepInfo } from './account-files.js';
import type { Asked, Told } from './messages.js';
import type { Projection } from './projection.js';
import { placedAccounts, placedDomains } from './state.js';
import { directoryNow } from './step.js';

/** What a follower works with. */
export interface FollowerParts {
  readonly projection: Projection;
  readonly store: Store;
  readonly state: Store;
  readonly tell: (told: Told) => void;
  readonly collectMs: number;
  readonly elapsedMs: () => number;
}

/** How much longer a large file is left alone than it took to write. */
const restFactor = 9;

/** Pauses after a failure of the disk, growing from the first to the last. */
const firstPauseMs = 500;
const lastPauseMs = 60_000;

/** How often what could not be written is tried again. */
const retryMs = 10_000;

/** Follows the store until it is stopped. */
export class Follower {
  readonly #parts: FollowerParts;
  readonly #questions: Extract<Asked, { kind: 'info' | 'visits' }>[] = [];
  #wake: () => void = () => undefined;
  #isChanged = true;
  #isUrgent = true;
  #isStopped = false;

  constructor(parts: FollowerParts) {
    this.#parts = parts;
  }

  /** Takes what the server says. */
  hear(asked: Asked): void {
    switch (asked.kind) {
      case 'changed':
        this.#isChanged = true;
        this.#isUrgent ||= asked.now;
        this.#parts.tell({ kind: 'heard' });
        break;
      case 'stop':
        this.#isStopped = true;
        break;
      default:
        this.#questions.push(asked);
    }
    this.#wake();
  }

  /** Runs until it is stopped. */
  async run(): Promise<void> {
    let pause = firstPauseMs;
    let restUntil = 0;
    let retryAt = this.#parts.elapsedMs() + retryMs;
    while (!this.#isStopped) {
      try {
        await this.#answer();
        if (await this.#followed()) continue;
        const now = this.#parts.elapsedMs();
        if (now >= restUntil && (await this.#didChore(now >= retryAt))) {
          if (now >= retryAt) retryAt = now + retryMs;
          restUntil = this.#parts.elapsedMs() + restFactor * (this.#parts.elapsedMs() - now);
          continue;
        }
        pause = firstPauseMs;
        const left = (await this.#parts.projection.chores(true)).length > 0;
        if (left) await this.#sleep(Math.max(1, restUntil - now, restUntil > now ? 0 : 1000));
        else await this.#sleep(undefined);
      } catch (error) {
        this.#tellTrouble(error);
        await this.#sleep(pause);
        pause = Math.min(lastPauseMs, pause * 2);
      }
    }
    await this.#answer();
  }

  /** Writes what changed; tells false when nothing did. */
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

  async #didChore(troubled: boolean): Promise<boolean> {
    const [key] = await this.#parts.projection.chores(false);
    const keys = troubled ? await this.#parts.projection.chores(true) : key ? [key] : [];
    for (const one of keys) await this.#parts.projection.chore(one);
    if (keys.length > 0) await this.#tellProgress();
    return keys.length > 0;
  }

  async #tellProgress(): Promise<void> {
    this.#parts.tell({ kind: 'at', ...(await this.#parts.projection.progress()) });
  }

  #tellTrouble(error: unknown): void {
    this.#parts.tell({
      kind: 'trouble',
      what: error instanceof Error ? error.message : String(error),
    });
  }

  async #answer(): Promise<void> {
    for (let asked = this.#questions.shift(); asked; asked = this.#questions.shift()) {
      if (asked.kind === 'info') {
        const info = await this.#infoOf(asked.account);
        this.#parts.tell({
          kind: 'info',
          number: asked.number,
          elements: print(info?.elements ?? new Map()),
          counts: Array.from(info?.counts ?? [], ([path, { messages, size, lastUid }]) => [
            path,
            messages,
            size,
            lastUid,
          ]),
        });
      } else {
        for (const [account, text] of asked.visits) {
          const elements = readValue(text);
          if (isDictionary(elements)) await this.#infoOf(account, elements);
        }
      }
    }
  }

  /** The volatile data of an Account; undefined when it has no files yet. */
  async #infoOf(id: Id, given?: Dictionary): Promise<AccountInfo | undefined> {
    const { store, state, projection } = this.#parts;
    projection.tree.forget();
    let info: AccountInfo | undefined;
    const look = (tx: Reader, placed: Reader): void => {
      const known = placed.get(placedAccounts, id);
      if (tx.get(accounts, id) === undefined || known === undefined || known.moving) return;
      if (placed.get(placedDomains, known.domain) === undefined) return;
      const row = accountById(tx, id);
      const directory = directoryNow(
        { tree: projection.tree, tx, placed, guarded: () => false },
        known.domain,
      );
      info = keepInfo(projection.tree, tx, { id, row }, directory, known, given);
    };
    await state.view((placed) => store.view((tx) => look(tx, placed)));
    if (info?.damage !== undefined) {
      this.#parts.tell({ kind: 'trouble', what: `.info was made anew: ${info.damage}` });
    }
    return info;
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
