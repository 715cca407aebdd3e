/**
 * Failed logins by network address (protocol, sections 4.7 and 9): too many within a window block
 * the address for a while. Knows no session and no socket.
 */
import type { Clock } from './clock.js';
import type { ServerSettings } from './settings.js';

/** Addresses that are remembered; the ones seen first are forgotten beyond that. */
const addressesMax = 100_000;

interface Record {
  /** When the failures were, oldest first; never more than the limit. */
  times: number[];
  blockedUntil: number;
}

/** Counts failures and tells who is blocked. */
export class LoginFailures {
  readonly #clock: Clock;
  readonly #settings: () => ServerSettings;
  readonly #records = new Map<string, Record>();

  constructor(clock: Clock, settings: () => ServerSettings) {
    this.#clock = clock;
    this.#settings = settings;
  }

  /** Whether logins from an address (as `countedAddress` gives it) are refused now. */
  isBlocked(address: string): boolean {
    const record = this.#records.get(address);
    return (
      record !== undefined &&
      this.#settings().loginFailuresPerAddress > 0 &&
      record.blockedUntil > this.#clock.elapsedMs()
    );
  }

  /** Counts a failed login. While the address is blocked nothing is added to its block. */
  add(address: string): void {
    const { loginFailuresPerAddress, loginFailureWindowSeconds, addressBlockSeconds } =
      this.#settings();
    if (loginFailuresPerAddress === 0 || this.isBlocked(address)) return;
    const now = this.#clock.elapsedMs();
    const since = now - loginFailureWindowSeconds * 1000;
    const record = this.#records.get(address) ?? { times: [], blockedUntil: 0 };
    record.times = record.times.filter((time) => time > since);
    record.times.push(now);
    if (record.times.length >= loginFailuresPerAddress) {
      record.times = [];
      record.blockedUntil = now + addressBlockSeconds * 1000;
    }
    this.#remember(address, record);
  }

  /** Forgets what has no meaning any more. */
  sweep(): void {
    const now = this.#clock.elapsedMs();
    const since = now - this.#settings().loginFailureWindowSeconds * 1000;
    for (const [address, { times, blockedUntil }] of this.#records) {
      if (blockedUntil <= now && (times.at(-1) ?? since) <= since) this.#records.delete(address);
    }
  }

  #remember(address: string, record: Record): void {
    this.#records.delete(address);
    this.#records.set(address, record);
    if (this.#records.size <= addressesMax) return;
    for (const oldest of this.#records.keys()) {
      this.#records.delete(oldest);
      return;
    }
  }
}
