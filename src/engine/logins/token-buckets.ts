/**
 * Token buckets: how much of something may be done at once and in the long run, for each of many
 * keys. A token is taken before the action and given back when the action turns out to be harmless.
 * Bounded and volatile. Knows no login.
 */
import { BoundedMap } from '../../memory/bounded-map.js';

/** What a bucket holds when it is full, and what it gains. A 0 of either: no limit. */
export interface Rate {
  readonly burst: number;
  readonly perMinute: number;
}

/** A token that was taken; one of the two is called, once. */
export interface Token {
  /** The action was harmless: it shall cost nothing. */
  giveBack(): void;
  /** The action counts. */
  spend(): void;
}

const freeToken: Token = { giveBack: () => undefined, spend: () => undefined };

/** How many may wait for tokens that may come back, in all buckets together. */
const waitingMax = 256;

interface Bucket {
  tokens: number;
  /** When `tokens` was right: milliseconds. */
  at: number;
  /** Tokens taken of which nothing is known yet. */
  out: number;
  readonly waiting: ((token: Token | undefined) => void)[];
}

/** Buckets by key. Times are milliseconds of any clock. */
export class TokenBuckets {
  readonly #buckets: BoundedMap<string, Bucket>;
  #waiting = 0;

  /**
   * At most so many keys are remembered; the ones used longest ago are forgotten beyond that, unless
   * they have tokens out.
   */
  constructor(capacity: number) {
    this.#buckets = new BoundedMap(capacity, ({ out }) => out > 0);
  }

  /** How many keys are remembered. */
  get size(): number {
    return this.#buckets.size;
  }

  /**
   * Takes a token; undefined when there is none. While others have tokens that may come back, this
   * waits for them.
   */
  take(key: string, rate: Rate, time: number): Token | undefined | Promise<Token | undefined> {
    if (rate.burst === 0 || rate.perMinute === 0) return freeToken;
    const bucket = this.#bucket(key, rate, time);
    this.#serve(bucket, rate);
    if (bucket.waiting.length === 0 && bucket.tokens >= 1) return this.#token(bucket, rate);
    if (bucket.out === 0 || this.#waiting >= waitingMax) return undefined;
    this.#waiting += 1;
    return new Promise((resolve) => bucket.waiting.push(resolve));
  }

  /** Takes a token for good if there is one. */
  drain(key: string, rate: Rate, time: number): void {
    if (rate.burst === 0 || rate.perMinute === 0) return;
    const bucket = this.#bucket(key, rate, time);
    if (bucket.tokens >= 1) bucket.tokens -= 1;
  }

  #bucket(key: string, rate: Rate, time: number): Bucket {
    const known = this.#buckets.get(key);
    const bucket = known ?? { tokens: rate.burst, at: time, out: 0, waiting: [] };
    const gained = (Math.max(time - bucket.at, 0) / 60_000) * rate.perMinute;
    bucket.tokens = Math.min(rate.burst - bucket.out, bucket.tokens + gained);
    bucket.at = time;
    this.#buckets.set(key, bucket);
    return bucket;
  }

  #token(bucket: Bucket, rate: Rate): Token {
    bucket.tokens -= 1;
    bucket.out += 1;
    let isOut = true;
    const settle = (tokens: number) => (): void => {
      if (!isOut) return;
      isOut = false;
      bucket.out -= 1;
      bucket.tokens = Math.min(rate.burst - bucket.out, bucket.tokens + tokens);
      this.#serve(bucket, rate);
    };
    return { giveBack: settle(1), spend: settle(0) };
  }

  /** Hands tokens to those who wait; when none can come any more they are told. */
  #serve(bucket: Bucket, rate: Rate): void {
    while (bucket.waiting.length > 0 && (bucket.tokens >= 1 || bucket.out === 0)) {
      this.#waiting -= 1;
      const token = bucket.tokens >= 1 ? this.#token(bucket, rate) : undefined;
      bucket.waiting.shift()?.(token);
    }
  }
}
