/** Addresses from which somebody logged in lately; strangers take less room than those. */
import { BoundedMap } from '../memory/bounded-map.js';

/** Who is remembered. Addresses are as `countedAddress` gives them. */
export interface KnownAddresses {
  /** Whether somebody logged in from there lately. */
  isKnown(address: string): boolean;
  /** Somebody logged in from there. */
  loggedIn(address: string): void;
}

/** Addresses that are remembered; beyond that those whose last login is longest ago go. */
const addressesMax = 10_000;

/** Remembers the last addresses until the server stops. */
export class RecentAddresses implements KnownAddresses {
  readonly #addresses = new BoundedMap<string, true>(addressesMax);

  isKnown(address: string): boolean {
    return this.#addresses.has(address);
  }

  loggedIn(address: string): void {
    this.#addresses.set(address, true);
  }
}
