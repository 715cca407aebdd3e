/**
 * Joins the forms, the key file, the worker thread and the memory of verified logins into
 * `Passwords`. Which form a stored text has is decided here, and only here.
 */
import { randomBytes } from 'node:crypto';
import { DearWork, verifyingMs } from './cost.js';
import { cryptDecoy, cryptMark, isShaCryptText, readCrypt } from './crypt-form.js';
import { makeDigest, matchesDigest, readDigest } from './digest-form.js';
import { readOrMakeKey } from './key-file.js';
import {
  passwordBytesMax,
  PasswordsBusy,
  type PasswordForm,
  type Passwords,
  type SlowForm,
} from './passwords.js';
import { sameText } from './same.js';
import {
  isAcceptable,
  isScryptText,
  readScrypt,
  sameCost,
  scryptDecoy,
  usualScryptCost,
  type ScryptCost,
} from './scrypt-form.js';
import { isSealed, Seal } from './sealed-form.js';
import { busyRest, SlowWork } from './slow-work.js';
import { VerifiedLogins } from './verified-logins.js';

/** How passwords are kept. */
export interface PasswordOptions {
  /** The file of the key under which reversible passwords are sealed. */
  readonly keyFile: string;
  /** A missing key file is made. False once passwords are kept: a new key would lock them all out. */
  readonly mayCreateKey?: boolean;
  /** The cost of new scrypt forms. */
  readonly scrypt?: ScryptCost;
  /** At most so many slow jobs wait for the worker thread. */
  readonly waitingMax?: number;
  /** How many verified logins with a slow form are remembered, and for how long; 0 for none. */
  readonly verifiedMax?: number;
  readonly verifiedSeconds?: number;
  /** The share of the time, from 0 to 1, that slow jobs may take while the main thread is busy. */
  readonly busyShare?: number;
  /** What verifying a form that is set may cost, in milliseconds. */
  readonly settableMs?: number;
  /** The share of the time, from 0 to 1, that verifying imported forms beyond that may take. */
  readonly dearShare?: number;
  /** Milliseconds of a clock that never goes back. */
  readonly clock?: () => number;
}

/**
 * Reads the key file, or makes it, and gives the passwords. Throws `KeyFileRefused` when the file
 * cannot be used, and `RangeError` for a scrypt cost that is too high.
 */
export async function openPasswords(options: PasswordOptions): Promise<Passwords> {
  const cost = options.scrypt ?? usualScryptCost;
  if (!isAcceptable(cost)) throw new RangeError('this scrypt cost is not acceptable');
  const key = await readOrMakeKey(options.keyFile, options.mayCreateKey ?? true);
  const clock = options.clock ?? (() => performance.now());
  return new KeptPasswords({
    seal: new Seal(key),
    cost,
    work: new SlowWork(options.waitingMax ?? 256, busyRest(options.busyShare ?? 0.15)),
    verified: new VerifiedLogins(
      options.verifiedMax ?? 10_000,
      options.verifiedSeconds ?? 60,
      clock,
    ),
    settableMs: options.settableMs ?? 500,
    dear: new DearWork(options.dearShare ?? 0.25, clock),
  });
}

/** Texts that were stored once and cannot be a clear password, whatever may be wrong with them. */
const marked = /^(?:[\0-\x1f]|\{(?:AES|scrypt|SSHA|SHA|SMD5|MD5)\})/;

interface KeptParts {
  readonly seal: Seal;
  readonly cost: ScryptCost;
  readonly work: SlowWork;
  readonly verified: VerifiedLogins;
  readonly settableMs: number;
  readonly dear: DearWork;
}

class KeptPasswords implements Passwords {
  readonly #parts: KeptParts;
  readonly #seal: Seal;
  /** Verifications under way: the same login a hundred times at once is one job. */
  readonly #underWay = new Map<string, Promise<boolean>>();
  /** A sealed form that nothing matches. */
  readonly #sealedDecoy: string;
  /** The dearest slow form that was met so far: a wrong password costs as much, whoever's it is. */
  #dearest: SlowForm | undefined;
  readonly done = { quick: 0, slow: new Map<SlowForm, number>() };
  readonly keyCheck: string;

  constructor(parts: KeptParts) {
    this.#parts = parts;
    this.#seal = parts.seal;
    this.keyCheck = parts.seal.keyCheck;
    this.#sealedDecoy = parts.seal.seal(randomText());
  }

  protect(
    clear: string,
    form: PasswordForm,
    beside: readonly string[] = [],
  ): string | Promise<string> {
    if (!isFit(clear)) throw new RangeError(`a password has 1 to ${passwordBytesMax} bytes`);
    switch (form) {
      case 'clear':
        return marked.test(clear) ? this.#seal.seal(clear) : clear;
      case 'A-crpt':
        return this.#seal.seal(clear);
      case 'SHA1':
      case 'SSHA':
        return makeDigest('SSHA', clear);
      case 'MD5':
        return makeDigest('SMD5', clear);
      case 'scrypt':
        this.#meet(form);
        return this.#makeScrypt(clear, beside);
      case 'U-crpt':
        this.#meet(form);
        return this.#parts.work.ask({ kind: 'crypt', clear }).then(String);
    }
  }

  #makeScrypt(clear: string, beside: readonly string[]): Promise<string> {
    const { cost, work } = this.#parts;
    const salt = beside.map(readScrypt).find((one) => one && sameCost(one.cost, cost))?.salt;
    const text = salt?.toString('base64');
    return work.ask({ kind: 'scrypt', clear, cost, salt: text }).then(String);
  }

  isProtected(text: string): boolean {
    return (
      this.#seal.open(text) !== undefined ||
      slowFormOf(text) !== undefined ||
      readDigest(text) !== undefined
    );
  }

  isClear(stored: string): boolean {
    return !marked.test(stored);
  }

  reveal(stored: string | undefined): string | undefined {
    // Something is opened whatever the form, so that the forms do not differ in time.
    const sealed = stored !== undefined && isSealed(stored);
    const opened = this.#seal.open(sealed ? stored : this.#sealedDecoy);
    if (sealed) return opened;
    return stored === undefined || stored === '' || !this.isClear(stored) ? undefined : stored;
  }

  isTooDear(text: string): boolean {
    return asksForTooMuch(text) || verifyingMs(text) > this.#parts.settableMs;
  }

  verify(
    stored: string | undefined,
    clear: string,
    like?: PasswordForm,
  ): boolean | Promise<boolean> {
    const known = isFit(clear) && stored !== undefined && stored !== '';
    const tried = isFit(clear) ? clear : '-';
    const form = known ? slowFormOf(stored) : undefined;
    if (known && form !== undefined) {
      this.#meet(form);
      if (like !== undefined) this.#verifyQuickly(undefined, tried);
      return this.#atLeast(
        like,
        form,
        tried,
        this.#verifySlowly(stored, form, tried, like === undefined),
      );
    }
    return this.#atLeast(
      like,
      undefined,
      tried,
      this.#verifyQuickly(known ? stored : undefined, tried),
    );
  }

  #verifyQuickly(stored: string | undefined, clear: string): boolean {
    this.done.quick += 1;
    const digest = stored === undefined ? undefined : readDigest(stored);
    if (digest) return matchesDigest(digest, clear);
    // A decoy in the place of what cannot be read back costs the same and matches nothing.
    const right =
      (stored === undefined ? undefined : this.reveal(stored)) ?? this.#openDecoy(stored);
    return sameText(right, clear) && right !== this.#sealedDecoy;
  }

  /** What stands in for a password that there is none of; it is opened like a real one. */
  #openDecoy(stored: string | undefined): string {
    if (stored === undefined) this.#seal.open(this.#sealedDecoy);
    return this.#sealedDecoy;
  }

  /**
   * A wrong password costs at least one verification in the dearest of the slow forms that are in
   * use; `form` is the slow one that it was tried in, if it was.
   */
  #atLeast(
    like: PasswordForm | undefined,
    form: SlowForm | undefined,
    clear: string,
    outcome: boolean | Promise<boolean>,
  ): boolean | Promise<boolean> {
    if (like === undefined) return outcome;
    const owed = dearer(isSlowForm(like) ? like : undefined, this.#dearest);
    if (owed === undefined || form === owed) return outcome;
    const pay = (matches: boolean): boolean | Promise<boolean> =>
      matches || this.#ask(this.#slowDecoy(owed), owed, clear).then(() => false);
    return outcome instanceof Promise ? outcome.then(pay) : pay(outcome);
  }

  isOutdated(stored: string, form: PasswordForm): boolean {
    const crypt = readCrypt(stored);
    return crypt !== undefined && (form !== 'U-crpt' || crypt.form !== 'sha512');
  }

  async close(): Promise<void> {
    await this.#parts.work.close();
  }

  #verifySlowly(
    stored: string,
    form: SlowForm,
    clear: string,
    isOneOfMany: boolean,
  ): boolean | Promise<boolean> {
    const { verified, settableMs, dear } = this.#parts;
    const digest = verified.digestOf(stored, clear);
    if (verified.has(digest)) return true;
    const started = this.#underWay.get(digest);
    if (started) return started;
    const ms = verifyingMs(stored);
    if (ms > settableMs && !dear.take(ms)) {
      return Promise.reject(new PasswordsBusy('passwords this dear to verify have to wait'));
    }
    const outcome = this.#ask(stored, form, clear, isOneOfMany)
      .then((matches) => {
        if (matches) verified.add(digest);
        return matches;
      })
      .finally(() => this.#underWay.delete(digest));
    this.#underWay.set(digest, outcome);
    return outcome;
  }

  #ask(stored: string, form: SlowForm, clear: string, isOneOfMany = false): Promise<boolean> {
    this.done.slow.set(form, (this.done.slow.get(form) ?? 0) + 1);
    const job = { kind: 'verify', stored, clear, isOneOfMany } as const;
    return this.#parts.work.ask(job).then((matches) => matches === true);
  }

  #meet(form: SlowForm): void {
    this.#dearest = dearer(form, this.#dearest);
  }

  #slowDecoy(form: SlowForm): string {
    return form === 'scrypt' ? scryptDecoy(this.#parts.cost) : cryptDecoy();
  }
}

/** The slow forms, the dearest last. */
const slowForms = ['U-crpt', 'scrypt'] as const;

function isSlowForm(form: PasswordForm): form is SlowForm {
  return form === 'U-crpt' || form === 'scrypt';
}

function dearer(one: SlowForm | undefined, other: SlowForm | undefined): SlowForm | undefined {
  return slowForms.findLast((form) => form === one || form === other);
}

/** The slow form that a stored text has, if it has one. */
function slowFormOf(text: string): SlowForm | undefined {
  if (text.startsWith(cryptMark)) return readCrypt(text) === undefined ? undefined : 'U-crpt';
  return readScrypt(text) === undefined ? undefined : 'scrypt';
}

/** A well-formed text of a slow form that is not even read, because it asks for too much. */
function asksForTooMuch(text: string): boolean {
  return slowFormOf(text) === undefined && (isScryptText(text) || isShaCryptText(text));
}

function isFit(clear: string): boolean {
  return clear.length > 0 && clear.length <= passwordBytesMax;
}

function randomText(): string {
  return randomBytes(24).toString('base64');
}
