/**
 * Failed logins by network address (protocol, sections 4.7 and 9): too many within a window block
 * the address for a while, unless it is known; administrators block and release addresses too. Counts are volatile; the
 * blocks of administrators come back from the store (`src/engine/server/address-blocks.ts`).
 * Knows no session and no socket.
 */
import { BoundedMap } from '../memory/bounded-map.js';
import type { Clock } from './clock.js';
import type { ServerSettings } from './settings.js';

/** Addresses that are remembered; the ones seen first are forgotten beyond that. */
const addressesMax = 100_000;

interface Record {
  /** When the failures were, oldest first; never more than the limit. */
  times: number[];
  blockedUntil: number;
}

/** A blocked address; `secondsLeft` is Infinity for one that is blocked for good. */
export interface BlockedAddress {
  /** As `countedAddress` gives it. */
  readonly address: string;
  readonly secondsLeft: number;
}

/** Counts failures and returns who is blocked. Addresses are as `countedAddress` gives them. */
export class LoginFailures {
  readonly #clock: Clock;
  readonly #settings: () => ServerSettings;
  readonly #isKnown: (address: string) => boolean;
  readonly #records = new BoundedMap<string, Record>(addressesMax);
  /** Until when an administrator blocks an address. */
  readonly #ordered = new BoundedMap<string, number>(addressesMax);

  /** From addresses that `isKnown` somebody may log in whatever others do there. */
  constructor(
    clock: Clock,
    settings: () => ServerSettings,
    isKnown: (address: string) => boolean = () => false,
  ) {
    this.#clock = clock;
    this.#settings = settings;
    this.#isKnown = isKnown;
  }

  /** Whether logins from an address are refused now. */
  isBlocked(address: string): boolean {
    return this.#blockedUntil(address) > this.#clock.elapsedMs();
  }

  /** The blocked addresses, those that administrators blocked first. */
  get blocked(): readonly BlockedAddress[] {
    const now = this.#clock.elapsedMs();
    const addresses = new Set([...this.#ordered.keys(), ...this.#records.keys()]);
    return Array.from(addresses, (address) => ({
      address,
      secondsLeft: Math.ceil((this.#blockedUntil(address) - now) / 1000),
    })).filter(({ secondsLeft }) => secondsLeft > 0);
  }

  /** Blocks an address for so many seconds from now, or for good (Infinity). */
  block(address: string, seconds: number): void {
    this.#ordered.set(address, this.#clock.elapsedMs() + seconds * 1000);
  }

  /** Ends the block of an address, whatever it is for, and forgets its failures. */
  release(address: string): void {
    this.#ordered.delete(address);
    this.#records.delete(address);
  }

  /** Counts a failed login. While the address is blocked nothing is added to its block. */
  add(address: string): void {
    const { loginFailuresPerAddress, loginFailureWindowSeconds, addressBlockSeconds } =
      this.#settings();
    if (loginFailuresPerAddress === 0 || this.isBlocked(address) || this.#isKnown(address)) return;
    const now = this.#clock.elapsedMs();
    const since = now - loginFailureWindowSeconds * 1000;
    const record = this.#records.get(address) ?? { times: [], blockedUntil: 0 };
    record.times = record.times.filter((time) => time > since);
    record.times.push(now);
    if (record.times.length >= loginFailuresPerAddress) {
      record.times = [];
      record.blockedUntil = now + addressBlockSeconds * 1000;
    }
    this.#records.set(address, record);
  }

  /** Forgets what has no meaning any more. */
  sweep(): void {
    const now = this.#clock.elapsedMs();
    const since = now - this.#settings().loginFailureWindowSeconds * 1000;
    for (const [address, { times, blockedUntil }] of this.#records) {
      if (blockedUntil <= now && (times.at(-1) ?? since) <= since) this.#records.delete(address);
    }
    for (const [address, until] of this.#ordered) {
      if (until <= now) this.#ordered.delete(address);
    }
  }

  /** Blocks for failures count only while failures are counted. */
  #blockedUntil(address: string): number {
    const ordered = this.#ordered.get(address) ?? 0;
    const record = this.#records.get(address);
    const isCounted = this.#settings().loginFailuresPerAddress > 0 && !this.#isKnown(address);
    if (record === undefined || !isCounted) return ordered;
    return Math.max(ordered, record.blockedUntil);
  }
}
