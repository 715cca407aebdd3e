/**
 * Keeps the logins of Accounts in their statistics. A login costs no write: logins are counted in
 * memory and kept together every few seconds, when somebody asks, and when the server stops. A
 * crash forgets the last few seconds. What a statistic is, the engine knows.
 */
import { countLogins } from '../engine/server/statistics.js';
import type { ModuleLog } from '../log/log.js';
import type { Store } from '../store/store.js';
import type { Id } from '../tables/tables.js';

const roundMs = 10_000;

/** So many Accounts are written without waiting for the round, so that no write is a long one. */
const accountsMax = 500;

/** What counting needs of the running server. */
export interface LoginCountsParts {
  readonly store: Store;
  readonly log: ModuleLog;
}

/** Logins that are counted but not kept yet. */
export class LoginCounts {
  readonly #parts: LoginCountsParts;
  readonly #timer: NodeJS.Timeout;
  #counted = new Map<Id, number>();
  #written: Promise<void> = Promise.resolve();

  constructor(parts: LoginCountsParts) {
    this.#parts = parts;
    this.#timer = setInterval(() => void this.settle(), roundMs);
    this.#timer.unref();
  }

  /** Counts a login. */
  add(account: Id): void {
    this.#counted.set(account, (this.#counted.get(account) ?? 0) + 1);
    if (this.#counted.size === accountsMax) void this.settle();
  }

  /** Whether there is something that `settle` would keep. */
  get hasMore(): boolean {
    return this.#counted.size > 0;
  }

  /** Keeps what was counted so far. Never rejects: what cannot be kept is counted on. */
  settle(): Promise<void> {
    this.#written = this.#written.then(() => this.#write());
    return this.#written;
  }

  /** Keeps what is left and counts no more. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.settle();
  }

  async #write(): Promise<void> {
    const counted = this.#counted;
    this.#counted = new Map();
    try {
      if (counted.size > 0) await this.#parts.store.update((tx) => countLogins(tx, counted));
    } catch (error) {
      this.#parts.log.failure('logins could not be counted', error);
      for (const [account, count] of counted) {
        this.#counted.set(account, (this.#counted.get(account) ?? 0) + count);
      }
    }
  }
}
