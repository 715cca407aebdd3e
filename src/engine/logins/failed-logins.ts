/**
 * What keeps passwords from being guessed (protocol, sections 4.7 and 9). Two things: so many wrong
 * guesses from an address and at an Account, through whatever channel and command they come; and the
 * temporary lock of an Account by its setting `FailedLoginFlow`. Right passwords cost nothing, and an
 * address from which the owner logged in before has a count of its own for this Account, so that
 * what strangers do never locks the owner out. Volatile and bounded. Knows no password.
 */
import { BoundedMap } from '../../memory/bounded-map.js';
import type { Id } from '../../tables/tables.js';
import { TokenBuckets, type Rate } from './token-buckets.js';
import { asciiLower } from '../../values/letters.js';
import { isArray, type Value } from '../../values/value.js';

/** How many Accounts may have failed logins counted at once; the oldest counts go first. */
const usualCapacity = 100_000;

/** So many within a period. */
export interface Flow {
  readonly count: number;
  /** Milliseconds. */
  readonly period: number;
}

const units: Readonly<Record<string, number>> = { '': 1, s: 1, m: 60, h: 3600, d: 86_400 };

/** Reads a flow limit such as `(10,1m)` (objects, section 3.5); undefined when it limits nothing. */
export function readFlow(value: Value | undefined): Flow | undefined {
  if (!isArray(value) || value.length !== 2) return undefined;
  const [count, period] = value.map((item) => (typeof item === 'bigint' ? String(item) : item));
  if (typeof count !== 'string' || typeof period !== 'string') return undefined;
  const [, digits, unit = ''] = /^(\d{1,9})([smhd]?)$/.exec(period) ?? [];
  if (!/^\d{1,9}$/.test(count) || digits === undefined) return undefined;
  return { count: Number(count), period: Number(digits) * (units[unit] ?? 1) * 1000 };
}

/** How many guesses may be wrong. */
export interface GuessRates {
  readonly perAddress: Rate;
  readonly perAccount: Rate;
}

const noLimit: Rate = { burst: 0, perMinute: 0 };

/** Somebody who says to know the password of an Account. */
export interface Guesser {
  /** Undefined when no Account has the name. */
  readonly account: Id | undefined;
  /** The name that was given: a name that nobody has is counted like one that somebody has. */
  readonly name: string;
  /** What counts as one network address; undefined when the one who asks has logged in already. */
  readonly network: string | undefined;
  /** The owner of the Account logged in from there before. */
  readonly known: boolean;
}

/** A guess under way; one of the two is called, once. */
export interface Guess {
  /** The password was right, and the login succeeded: the guess costs nothing. */
  right(): void;
  wrong(): void;
}

/** Names are counted by no more than this of them, in bytes. */
const nameBytesMax = 200;

interface Counted {
  readonly since: number;
  readonly failures: number;
}

/** Counts failed logins. Times are milliseconds since 1970. */
export class FailedLogins {
  readonly #counted: BoundedMap<Id, Counted>;
  readonly #addresses: TokenBuckets;
  readonly #accounts: TokenBuckets;
  /** By Account and address. */
  readonly #owners: TokenBuckets;

  /** `rates` gives the limits of guesses at this moment; without it there are none. */
  constructor(
    capacity: number = usualCapacity,
    private readonly rates: () => GuessRates = () => ({ perAddress: noLimit, perAccount: noLimit }),
  ) {
    this.#counted = new BoundedMap(capacity);
    this.#addresses = new TokenBuckets(capacity);
    this.#accounts = new TokenBuckets(capacity);
    this.#owners = new TokenBuckets(capacity);
  }

  /**
   * Whether a password may be tried now: undefined when it may not, and nothing is told of it then
   * but that it may be tried later. Waits while others from there are being tried.
   */
  guess(guesser: Guesser, time: number): Guess | undefined | Promise<Guess | undefined> {
    return guesser.known ? this.#ownersGuess(guesser, time) : this.#strangersGuess(guesser, time);
  }

  /** From where the owner comes: has its own count, and adds to that of the Account. */
  #ownersGuess(guesser: Guesser, time: number): Guess | undefined | Promise<Guess | undefined> {
    const { perAddress, perAccount } = this.rates();
    const account = accountKey(guesser);
    const taken = this.#owners.take(ownerKey(guesser), perAddress, time);
    return whenTaken(taken, (token) => ({
      right: () => token.giveBack(),
      wrong: () => {
        token.spend();
        this.#accounts.drain(account, perAccount, time);
      },
    }));
  }

  /** Takes a guess for good from the count of an owner, as if it had been wrong from there. */
  spendOwners(guesser: Guesser, time: number): void {
    this.#owners.drain(ownerKey(guesser), this.rates().perAddress, time);
  }

  #strangersGuess(guesser: Guesser, time: number): Guess | undefined | Promise<Guess | undefined> {
    const { perAddress, perAccount } = this.rates();
    const ofAccount = (): Guess | undefined | Promise<Guess | undefined> =>
      whenTaken(this.#accounts.take(accountKey(guesser), perAccount, time), (token) => ({
        right: () => token.giveBack(),
        wrong: () => token.spend(),
      }));
    if (guesser.network === undefined) return ofAccount();
    return whenTaken(this.#addresses.take(guesser.network, perAddress, time), (ofAddress) =>
      whenTaken(
        ofAccount(),
        (guess) => ({
          right: () => {
            ofAddress.giveBack();
            guess.right();
          },
          wrong: () => {
            ofAddress.spend();
            guess.wrong();
          },
        }),
        () => ofAddress.giveBack(),
      ),
    );
  }

  /** Whether the Account used up its flow in the period that its first failure began. */
  isLocked(account: Id, flow: Flow | undefined, time: number): boolean {
    const counted = this.#current(account, flow, time);
    return flow !== undefined && counted !== undefined && counted.failures >= flow.count;
  }

  /** Counts a failure. */
  failed(account: Id, flow: Flow | undefined, time: number): void {
    if (flow === undefined) return;
    const { since, failures } = this.#current(account, flow, time) ?? { since: time, failures: 0 };
    this.#counted.set(account, { since, failures: failures + 1 });
  }

  /** Forgets the failures of an Account, because it logged in. */
  succeeded(account: Id): void {
    this.#counted.delete(account);
  }

  #current(account: Id, flow: Flow | undefined, time: number): Counted | undefined {
    const counted = this.#counted.get(account);
    if (!counted || !flow) return undefined;
    if (time >= counted.since && time < counted.since + flow.period) return counted;
    this.#counted.delete(account);
    return undefined;
  }
}

function ownerKey(guesser: Guesser): string {
  return `${accountKey(guesser)} ${guesser.network ?? ''}`;
}

function accountKey({ account, name }: Guesser): string {
  return account === undefined ? `=${asciiLower(name.slice(0, nameBytesMax))}` : String(account);
}

/** Goes on with what was taken, at once or when it is; `missed` is called when nothing was. */
function whenTaken<Taken extends object, Result extends object>(
  taken: Taken | undefined | Promise<Taken | undefined>,
  then: (taken: Taken) => Result | undefined | Promise<Result | undefined>,
  missed: () => void = () => undefined,
): Result | undefined | Promise<Result | undefined> {
  if (taken instanceof Promise) return taken.then((token) => whenTaken(token, then, missed));
  if (taken !== undefined) return then(taken);
  missed();
  return undefined;
}
