/**
 * The network addresses from which somebody logged in lately: in memory for those who ask at every
 * connection, and kept in the store, where the first login of an Account from an address on a day
 * costs a write that the login does not wait for. Logins that come together are written together.
 */
import {
  dayOf,
  forgetNetworks,
  rememberLogins,
  someNetworks,
  type Day,
  type LoginAddresses,
  type LoginFrom,
} from '../engine/logins/known-addresses.js';
import {
  RecentAddresses,
  type KnownAddresses as ServersKnownAddresses,
} from '../server/known-addresses.js';
import type { Store } from '../store/store.js';
import type { Id } from '../tables/tables.js';

/** Logins that may wait to be written; more are noted at the Account's next login. */
const waitingMax = 10_000;

/** Rows that are read, or logins that are written, in one transaction. */
const batchMax = 500;

/** How often addresses that nobody logs in from any more are forgotten. */
const roundMs = 6 * 60 * 60 * 1000;

/** What is kept. */
export interface KnownAddressSettings {
  /** Addresses of one Account; 0: none. */
  readonly knownAddressesPerAccount: number;
  /** Days after the last login from an address. */
  readonly knownAddressDays: number;
}

/** What it needs of the running server. */
export interface KnownAddressParts {
  readonly store: Store;
  /** Told what could not be done, and why. */
  readonly failed: (words: string, error: unknown) => void;
  readonly settings: () => KnownAddressSettings;
  /** What counts as one address. */
  readonly networkOf: (address: string) => string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Keeps them. */
export class KnownAddresses implements LoginAddresses, ServersKnownAddresses {
  readonly #parts: KnownAddressParts;
  readonly #recent = new RecentAddresses();
  readonly #timer: NodeJS.Timeout;
  #waiting = new Map<string, LoginFrom>();
  #writing: Promise<void> | undefined;
  #stopped = false;

  constructor(parts: KnownAddressParts) {
    this.#parts = parts;
    this.#timer = setInterval(() => void this.takeUp(), roundMs);
    this.#timer.unref();
  }

  /** What counts as one address. */
  networkOf(address: string): string {
    return this.#parts.networkOf(address);
  }

  /** The first day that still counts. */
  get since(): Day {
    const { now, settings } = this.#parts;
    return dayOf(now()) - settings().knownAddressDays;
  }

  /** Whether anybody logged in from an address lately. */
  isKnown(address: string): boolean {
    return this.#recent.isKnown(this.#parts.networkOf(address));
  }

  /** Somebody logged in from an address; who it was is told to `remember`. */
  loggedIn(address: string): void {
    if (this.#parts.settings().knownAddressesPerAccount === 0) return;
    this.#recent.loggedIn(this.#parts.networkOf(address));
  }

  /** Reads what is kept, in slices, and forgets what is too old. Never rejects. */
  async takeUp(): Promise<void> {
    const { store, failed } = this.#parts;
    try {
      for (let behind: string | undefined; !this.#stopped;) {
        const rows = await store.view((tx) => someNetworks(tx, behind, batchMax));
        const old = rows.filter(([, day]) => day < this.since).map(([network]) => network);
        for (const [network, day] of rows) if (day >= this.since) this.#recent.loggedIn(network);
        if (old.length > 0) await store.update((tx) => forgetNetworks(tx, old, this.since));
        behind = rows.at(-1)?.[0];
        if (behind === undefined) return;
        await new Promise((resolve) => setImmediate(resolve));
      }
    } catch (error) {
      failed('known addresses could not be read', error);
    }
  }

  /** Remembers a login from a network of which the store does not know today's yet. */
  remember(account: Id, network: string): void {
    if (this.#parts.settings().knownAddressesPerAccount === 0) return;
    this.#recent.loggedIn(network);
    if (this.#waiting.size >= waitingMax) return;
    this.#waiting.set(`${account} ${network}`, { account, network });
    this.#writing ??= this.#write();
  }

  /** Resolves when nothing more is asked of the store. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#timer);
    await this.#writing;
  }

  /** Writes until nothing waits; what cannot be written is forgotten, and noted at the next login. */
  async #write(): Promise<void> {
    const { store, failed, now, settings } = this.#parts;
    while (this.#waiting.size > 0) {
      const batch = [...this.#waiting].slice(0, batchMax);
      for (const [key] of batch) this.#waiting.delete(key);
      const logins = batch.map(([, login]) => login);
      const [day, max] = [dayOf(now()), settings().knownAddressesPerAccount];
      try {
        await store.update((tx) => rememberLogins(tx, logins, day, max));
      } catch (error) {
        failed('known addresses could not be kept', error);
      }
    }
    this.#writing = undefined;
  }
}
