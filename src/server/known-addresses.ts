/** Addresses from which somebody logged in lately; strangers take less room than those. */

/** Who is remembered. Addresses are as `countedAddress` gives them. */
export interface KnownAddresses {
  /** Whether somebody logged in from there lately. */
  isKnown(address: string): boolean;
  /** Somebody logged in from there. */
  loggedIn(address: string): void;
}

/** Addresses that are remembered; beyond that the one whose last login is longest ago goes. */
const addressesMax = 10_000;

/** Remembers the last addresses until the server stops. */
export class RecentAddresses implements KnownAddresses {
  readonly #addresses = new Set<string>();

  isKnown(address: string): boolean {
    return this.#addresses.has(address);
  }

  loggedIn(address: string): void {
    this.#addresses.delete(address);
    this.#addresses.add(address);
    if (this.#addresses.size <= addressesMax) return;
    for (const oldest of this.#addresses) {
      this.#addresses.delete(oldest);
      return;
    }
  }
}
