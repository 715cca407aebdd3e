/**
 * How long a connection may be silent, and how long nobody may log in on it (protocol, section 9).
 * Knows no socket.
 */
import type { Clock } from './clock.js';
import type { ServerSettings } from './settings.js';

/** How long the client may take to close its side after us, in seconds. */
export const lingerSeconds = 5;
/** The least patience when there is little room, in seconds: a program logs in at once. */
const least = { beforeLogin: 10, afterLogin: 60 };

/** What is asked when time passes. */
export interface PatienceParts {
  readonly clock: Clock;
  readonly settings: () => ServerSettings;
  /** What is left of so many seconds when there is little room, but not less than `least`. */
  readonly patience: (seconds: number, least: number) => number;
}

/** What a connection is doing. */
export interface Doing {
  readonly isLoggedIn: boolean;
  /** It takes no more lines. */
  readonly isEnding: boolean;
  /** Our side is closed, and the client has everything. */
  readonly isFinished: boolean;
  /** A line is not answered yet, and its answer could still be sent. */
  readonly owesAnswer: boolean;
}

/** The patience with one connection. */
export class Patience {
  readonly #parts: PatienceParts;
  /** There was a sign of life since the last look. */
  #isAlive = true;
  #aliveAtMs = 0;
  /** Since when nobody is logged in. */
  #strangerSinceMs: number;

  constructor(parts: PatienceParts) {
    this.#parts = parts;
    this.#strangerSinceMs = parts.clock.elapsedMs();
  }

  /** There was a sign of life. */
  alive(): void {
    this.#isAlive = true;
  }

  /** Nobody is logged in from now on. */
  loggedOut(): void {
    this.#strangerSinceMs = this.#parts.clock.elapsedMs();
  }

  /** Why the connection has had its time; undefined while it has not. Asked every second or so. */
  overdue(doing: Doing): string | undefined {
    const now = this.#parts.clock.elapsedMs();
    if (this.#hasOverstayed(now, doing)) return 'no login in time';
    if (this.#isAlive || doing.owesAnswer) {
      this.#isAlive = false;
      this.#aliveAtMs = now;
      return undefined;
    }
    const seconds = this.#silenceAllowed(doing);
    return seconds > 0 && now - this.#aliveAtMs >= seconds * 1000 ? 'idle' : undefined;
  }

  /** Whether nobody has logged in for too long. An answer under way may come, but not for ever. */
  #hasOverstayed(now: number, { isLoggedIn, isEnding, owesAnswer }: Doing): boolean {
    const { loginSeconds } = this.#parts.settings();
    if (isLoggedIn || isEnding || loginSeconds === 0) return false;
    const ms = 1000 * this.#parts.patience(loginSeconds, least.beforeLogin);
    return now - this.#strangerSinceMs >= (owesAnswer ? 2 * ms : ms);
  }

  #silenceAllowed({ isLoggedIn, isEnding, isFinished }: Doing): number {
    if (isFinished) return lingerSeconds;
    const { idleSeconds, idleSecondsBeforeLogin } = this.#parts.settings();
    return isLoggedIn || isEnding
      ? this.#parts.patience(idleSeconds, least.afterLogin)
      : this.#parts.patience(idleSecondsBeforeLogin, least.beforeLogin);
  }
}
