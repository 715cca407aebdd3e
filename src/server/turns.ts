/**
 * Who may run lines now, so that whoever has many does not keep the others waiting. Time is shared
 * between owners (Accounts, and addresses before the login) rather than between connections: five
 * hundred connections of one Account together get as much as the one of another. Knows no socket.
 */
import type { Clock } from './clock.js';

/**
 * What all owners together use before the sockets are looked at again, in milliseconds. A small
 * command of somebody else waits about so long, which nobody notices.
 */
const roundMs = 10;
/** The most and the least that one owner gets of it: enough to serve a good many small lines together. */
const turnMsMax = 5;
const turnMsMin = 0.5;

/** Shares out the time between two looks at the sockets. */
export class Turns {
  readonly #clock: Clock;
  /** What each owner has used in this round, in milliseconds. */
  #used = new Map<string, number>();
  /** Who waits for a turn, by owner; the owner whose turn is next is first. */
  readonly #waiting = new Map<string, Set<() => void>>();
  #turnMs = turnMsMax;
  #isRoundDue = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * Whether lines of an owner may run now, and until when: a moment of the clock; undefined when it
   * had its turn.
   */
  begin(owner: string): number | undefined {
    const left = this.#turnMs - (this.#used.get(owner) ?? 0);
    return left > 0 ? this.#clock.elapsedMs() + left : undefined;
  }

  /** Lines of an owner have run since a moment of the clock. */
  end(owner: string, sinceMs: number): void {
    const ms = this.#clock.elapsedMs() - sinceMs;
    if (ms <= 0) return;
    this.#used.set(owner, (this.#used.get(owner) ?? 0) + ms);
    this.#roundLater();
  }

  /** Calls `work` once, when it is the owner's turn again. */
  later(owner: string, work: () => void): void {
    const works = this.#waiting.get(owner);
    if (works === undefined) this.#waiting.set(owner, new Set([work]));
    else works.add(work);
    this.#roundLater();
  }

  #roundLater(): void {
    if (this.#isRoundDue) return;
    this.#isRoundDue = true;
    setImmediate(() => {
      this.#isRoundDue = false;
      this.#round();
    });
  }

  #round(): void {
    this.#turnMs = Math.max(turnMsMin, Math.min(turnMsMax, roundMs / (this.#used.size || 1)));
    this.#used = new Map();
    const end = this.#clock.elapsedMs() + roundMs;
    for (const owner of [...this.#waiting.keys()]) {
      this.#turnOf(owner);
      if (this.#clock.elapsedMs() >= end) break;
    }
    if (this.#waiting.size > 0) this.#roundLater();
  }

  /** One connection of the owner after another, until its turn is over. */
  #turnOf(owner: string): void {
    const works = this.#waiting.get(owner) ?? new Set();
    this.#waiting.delete(owner);
    for (const work of works) {
      if (this.begin(owner) === undefined) break;
      works.delete(work);
      work();
    }
    // Those that wait again do so behind those that have waited all along.
    const again = this.#waiting.get(owner) ?? [];
    if (works.size > 0) this.#waiting.set(owner, new Set([...works, ...again]));
  }
}
