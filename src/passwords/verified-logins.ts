/**
 * What was verified lately, so that a panel that logs in a hundred times a minute pays once for a
 * slow form. Holds keyed digests only, under a key that dies with the process; a changed password
 * has another stored form and therefore another digest.
 */
import { createHmac, randomBytes } from 'node:crypto';
import { BoundedMap } from '../memory/bounded-map.js';

/** Remembers pairs of stored form and clear password that were found to fit. */
export class VerifiedLogins {
  readonly #key = randomBytes(32);
  readonly #until: BoundedMap<string, number>;

  /**
   * At most `capacity` pairs, each for `seconds`; 0 of either remembers nothing. `now` gives
   * milliseconds of a clock that never goes back.
   */
  constructor(
    private readonly capacity: number,
    private readonly seconds: number,
    private readonly now: () => number,
  ) {
    this.#until = new BoundedMap(capacity);
  }

  /** The digest of a pair. */
  digestOf(stored: string, clear: string): string {
    const hmac = createHmac('sha256', this.#key);
    // The stored form's length keeps two pairs apart whose joined texts are the same.
    return hmac.update(`${stored.length}:${stored}${clear}`, 'latin1').digest('base64');
  }

  /** Whether the pair was verified and the time is not over. */
  has(digest: string): boolean {
    const until = this.#until.get(digest);
    if (until === undefined) return false;
    if (until > this.now()) return true;
    this.#until.delete(digest);
    return false;
  }

  /** Remembers a pair; the oldest go when there are too many. */
  add(digest: string): void {
    if (this.capacity <= 0 || this.seconds <= 0) return;
    this.#until.set(digest, this.now() + this.seconds * 1000);
  }
}
