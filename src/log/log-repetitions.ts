/**
 * Keeps the log readable, and the disk free, when the same thing happens again and again: whatever a
 * stranger can cause is written a few times a minute for each address, and counted beyond that.
 */
import { countedAddress } from '../server/addresses.js';
import type { Clock } from '../server/clock.js';

/** What a line that stands for many says of the others. */
export interface Repeated {
  /** How often it happened besides, since the line before. */
  readonly more?: number;
}

interface Run {
  /** How many lines may still be written at once. */
  left: number;
  more: number;
  since: number;
  write: (repeated: Repeated) => void;
}

/**
 * How long events are counted before a line tells of them. No setting: programs that read the log,
 * such as fail2ban, count on one line a minute.
 */
const runMs = 60_000;
/**
 * Kinds of events and addresses that are counted apart; the rest is counted together by kind.
 * No setting: some 2 MB, and nobody reads lines of more addresses in a minute.
 */
const runsMax = 10_000;

/** Counts events by kind and address. */
export class Repetitions {
  readonly #clock: Clock;
  readonly #runs = new Map<string, Run>();
  #isSweepDue = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * Something happened. `write` is called at once for the first `lines` of a minute; for those after
   * them the last `write` is called once when the minute is over, with their number.
   */
  tell(kind: string, address: string, lines: number, write: (repeated: Repeated) => void): void {
    const run = this.#runOf(kind, address, lines, write);
    if (run.left > 0) {
      run.left -= 1;
      write({});
    } else {
      run.more += 1;
      run.write = write;
    }
    this.#sweepLater();
  }

  /** Writes what was counted so far. */
  flush(): void {
    for (const run of this.#runs.values()) tellOf(run);
    this.#runs.clear();
  }

  #runOf(kind: string, address: string, lines: number, write: Run['write']): Run {
    const own = `${kind} ${countedAddress(address)}`;
    const key = this.#runs.has(own) || this.#runs.size < runsMax ? own : kind;
    const known = this.#runs.get(key);
    if (known !== undefined) return known;
    const run = { left: lines, more: 0, since: this.#clock.elapsedMs(), write };
    this.#runs.set(key, run);
    return run;
  }

  #sweepLater(): void {
    if (this.#isSweepDue) return;
    this.#isSweepDue = true;
    this.#clock.after(runMs / 10, () => {
      this.#isSweepDue = false;
      this.#sweep();
      if (this.#runs.size > 0) this.#sweepLater();
    });
  }

  /** Who went on all the minute gets one line for it; who did not may begin anew. */
  #sweep(): void {
    const now = this.#clock.elapsedMs();
    for (const [key, run] of this.#runs) {
      if (now - run.since < runMs) continue;
      if (run.more === 0) this.#runs.delete(key);
      else {
        tellOf(run);
        run.since = now;
      }
    }
  }
}

function tellOf(run: Run): void {
  if (run.more > 0) run.write({ more: run.more });
  run.more = 0;
}
