/**
 * Who may come in while there is little room (protocol, section 9), so that strangers cannot shut
 * out everybody else: a stranger is a connection on which nobody has logged in yet. They are few
 * from one address, some places are not for them, and the one that came first makes room for the
 * next. Knows no socket.
 */
import { loopbackAddresses } from '../authentication/this-machine.js';
import { countedAddress } from './addresses.js';
import type { Clock } from './clock.js';
import type { KnownAddresses } from './known-addresses.js';

/** What an operator may set about room. */
export interface RoomSettings {
  /** Connections at the same time; 0 takes none. */
  readonly places: number;
  /** Places kept for known addresses and this host; half of all places at most. */
  readonly reserved: number;
  /** Connections at the same time from one address; 0: no limit. */
  readonly perAddress: number;
  /** Strangers at the same time from an address that is not known; 0: no limit. */
  readonly strangersPerAddress: number;
  /** From how many of a hundred places on patience becomes short; 100: never. */
  readonly stressedPercent: number;
}

/** A connection as the doorkeeper sees it. */
export interface Visitor {
  /** As `countedAddress` gives it. */
  readonly address: string;
  /** Goes at once, since its place is needed. */
  makeRoom(): void;
}

/** Why nobody else may come in: no place at all, or none for this address. */
export type Fullness = 'full' | 'full for the address';

/**
 * How long a stranger keeps its place when another stranger wants it, in milliseconds: long enough
 * for a program to log in, so that strangers in a hurry do not push each other out.
 */
export const strangerPeaceMs = 3000;

/** This machine as it is counted. */
const thisHost: ReadonlySet<string> = new Set(loopbackAddresses.map(countedAddress));

interface Counters {
  all: number;
  strangers: number;
}

/** Keeps the door of a listener, or of some that share their places. */
export class Doorkeeper {
  readonly #settings: () => RoomSettings;
  readonly #clock: Clock;
  readonly #known: KnownAddresses;
  /** Everybody inside, with the counters of the address. */
  readonly #visitors = new Map<Visitor, Counters>();
  /** Who has not logged in, with the time since then; who came first is first. */
  readonly #strangers = new Map<Visitor, number>();
  readonly #counters = new Map<string, Counters>();

  constructor(settings: () => RoomSettings, clock: Clock, known: KnownAddresses) {
    this.#settings = settings;
    this.#clock = clock;
    this.#known = known;
  }

  /**
   * Lets somebody in as a stranger, and sends another one away for it when it must; returns why not
   * otherwise.
   */
  admit(visitor: Visitor): Fullness | undefined {
    const { address } = visitor;
    const { perAddress, strangersPerAddress } = this.#settings();
    const counters = this.#counters.get(address) ?? { all: 0, strangers: 0 };
    const isTrusted = this.#isTrusted(address);
    const isFull = perAddress > 0 && counters.all >= perAddress;
    const isCrowded = strangersPerAddress > 0 && counters.strangers >= strangersPerAddress;
    if (isFull || (isCrowded && !isTrusted)) return 'full for the address';
    if (!this.#findPlace(isTrusted)) return 'full';
    counters.all += 1;
    this.#counters.set(address, counters);
    this.#visitors.set(visitor, counters);
    this.#addStranger(visitor, counters);
    return undefined;
  }

  /** Somebody inside logged in. */
  loggedIn(visitor: Visitor): void {
    const counters = this.#visitors.get(visitor);
    if (counters === undefined) return;
    this.#known.loggedIn(visitor.address);
    this.#removeStranger(visitor, counters);
  }

  /** Somebody inside is a stranger again. */
  loggedOut(visitor: Visitor): void {
    const counters = this.#visitors.get(visitor);
    if (counters !== undefined) this.#addStranger(visitor, counters);
  }

  /** Somebody is gone, or as good as gone. */
  gone(visitor: Visitor): void {
    const counters = this.#visitors.get(visitor);
    if (counters === undefined) return;
    this.#removeStranger(visitor, counters);
    this.#visitors.delete(visitor);
    counters.all -= 1;
    if (counters.all === 0) this.#counters.delete(visitor.address);
  }

  /**
   * How many of so many seconds somebody gets: all of them, but fewer the less room there is beyond
   * the share at which patience ends, and `least` when there is none. 0 stays 0: no limit.
   */
  patience(seconds: number, least: number): number {
    const { places, stressedPercent } = this.#settings();
    const percent = places === 0 ? 100 : (100 * this.#visitors.size) / places;
    if (percent < stressedPercent || stressedPercent >= 100 || seconds <= least) return seconds;
    const left = Math.max(0, (100 - percent) / (100 - stressedPercent));
    return least + (seconds - least) * left;
  }

  #isTrusted(address: string): boolean {
    return thisHost.has(address) || this.#known.isKnown(address);
  }

  #findPlace(isTrusted: boolean): boolean {
    const { places, reserved } = this.#settings();
    const kept = isTrusted ? 0 : Math.min(reserved, Math.floor(places / 2));
    while (this.#visitors.size >= places - kept) {
      const leaving = this.#whoLeaves(isTrusted);
      if (leaving === undefined) return false;
      this.gone(leaving);
      leaving.makeRoom();
    }
    return true;
  }

  /**
   * The stranger that was here first, rather one of an unknown address. Strangers are left in peace
   * for a while; those of unknown addresses are not when a known one wants to come in.
   */
  #whoLeaves(isTrusted: boolean): Visitor | undefined {
    const peaceSince = this.#clock.elapsedMs() - strangerPeaceMs;
    let second: Visitor | undefined;
    for (const [visitor, since] of this.#strangers) {
      const isAtPeace = since > peaceSince;
      if (isAtPeace && !isTrusted) break;
      if (!this.#isTrusted(visitor.address)) return visitor;
      if (!isAtPeace) second ??= visitor;
    }
    return second;
  }

  #addStranger(visitor: Visitor, counters: Counters): void {
    if (this.#strangers.has(visitor)) return;
    this.#strangers.set(visitor, this.#clock.elapsedMs());
    counters.strangers += 1;
  }

  #removeStranger(visitor: Visitor, counters: Counters): void {
    if (this.#strangers.delete(visitor)) counters.strangers -= 1;
  }
}
