/**
 * Joins the forms, the key file, the worker thread and the memory of verified logins into
 * `Passwords`. Which form a stored text has is decided here, and only here.
 */
import { randomBytes } from 'node:crypto';
import { cryptDecoy, cryptMark, readCrypt } from './crypt-form.js';
import { makeDigest, matchesDigest, readDigest } from './digest-form.js';
import { readOrMakeKey } from './key-file.js';
import { passwordBytesMax, type PasswordForm, type Passwords } from './passwords.js';
import { sameText } from './same.js';
import {
  isAcceptable,
  readScrypt,
  scryptDecoy,
  usualScryptCost,
  type ScryptCost,
} from './scrypt-form.js';
import { isSealed, Seal } from './sealed-form.js';
import { SlowWork } from './slow-work.js';
import { VerifiedLogins } from './verified-logins.js';

/** How passwords are kept. */
export interface PasswordOptions {
  /** The file of the key under which reversible passwords are sealed. */
  readonly keyFile: string;
  /** A missing key file is made. False once passwords are kept: a new key would lock them all out. */
  readonly mayCreateKey?: boolean;
  /** The form that most accounts have; names without an account take as long. */
  readonly usualForm?: PasswordForm;
  /** The cost of new scrypt forms. */
  readonly scrypt?: ScryptCost;
  /** At most so many slow jobs wait for the worker thread. */
  readonly waitingMax?: number;
  /** How many verified logins with a slow form are remembered, and for how long; 0 for none. */
  readonly verifiedMax?: number;
  readonly verifiedSeconds?: number;
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
  const verified = new VerifiedLogins(
    options.verifiedMax ?? 10_000,
    options.verifiedSeconds ?? 60,
    options.clock ?? (() => performance.now()),
  );
  const work = new SlowWork(options.waitingMax ?? 256);
  return new KeptPasswords(new Seal(key), cost, work, verified, options.usualForm ?? 'A-crpt');
}

/** Texts that were stored once and cannot be a clear password, whatever may be wrong with them. */
const marked = /^(?:[\0-\x1f]|\{(?:AES|scrypt|SSHA|SHA|SMD5|MD5)\})/;

class KeptPasswords implements Passwords {
  readonly #seal: Seal;
  readonly #cost: ScryptCost;
  readonly #work: SlowWork;
  readonly #verified: VerifiedLogins;
  /** Verifications under way: the same login a hundred times at once is one job. */
  readonly #underWay = new Map<string, Promise<boolean>>();
  /** Stored forms that nothing matches: of the usual form, and a sealed one for `reveal`. */
  readonly #decoy: string;
  readonly #sealedDecoy: string;
  readonly keyCheck: string;

  constructor(
    seal: Seal,
    cost: ScryptCost,
    work: SlowWork,
    verified: VerifiedLogins,
    usualForm: PasswordForm,
  ) {
    this.#seal = seal;
    this.#cost = cost;
    this.#work = work;
    this.#verified = verified;
    this.keyCheck = seal.keyCheck;
    this.#sealedDecoy = seal.seal(randomText());
    this.#decoy = this.#decoyOf(usualForm);
  }

  protect(clear: string, form: PasswordForm): string | Promise<string> {
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
        return this.#work.ask({ kind: 'scrypt', clear, cost: this.#cost }).then(String);
      case 'U-crpt':
        return this.#work.ask({ kind: 'crypt', clear }).then(String);
    }
  }

  isProtected(text: string): boolean {
    return this.#seal.open(text) !== undefined || isSlow(text) || readDigest(text) !== undefined;
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

  verify(stored: string | undefined, clear: string): boolean | Promise<boolean> {
    const known = isFit(clear) && stored !== undefined && stored !== '';
    const kept = known ? stored : this.#decoy;
    const tried = isFit(clear) ? clear : '-';
    if (isSlow(kept)) return this.#verifySlowly(kept, tried);
    const digest = readDigest(kept);
    if (digest) return matchesDigest(digest, tried);
    // A decoy in the place of what cannot be read back costs the same and matches nothing.
    const right = this.reveal(kept) ?? this.#sealedDecoy;
    return sameText(right, tried) && right !== this.#sealedDecoy;
  }

  isOutdated(stored: string, form: PasswordForm): boolean {
    const crypt = readCrypt(stored);
    return crypt !== undefined && (form !== 'U-crpt' || crypt.form !== 'sha512');
  }

  async close(): Promise<void> {
    await this.#work.close();
  }

  #verifySlowly(stored: string, clear: string): boolean | Promise<boolean> {
    const digest = this.#verified.digestOf(stored, clear);
    if (this.#verified.has(digest)) return true;
    const started = this.#underWay.get(digest);
    if (started) return started;
    const outcome = this.#work
      .ask({ kind: 'verify', stored, clear })
      .then((matches) => {
        if (matches === true) this.#verified.add(digest);
        return matches === true;
      })
      .finally(() => this.#underWay.delete(digest));
    this.#underWay.set(digest, outcome);
    return outcome;
  }

  #decoyOf(form: PasswordForm): string {
    switch (form) {
      case 'clear':
        return randomText();
      case 'A-crpt':
        return this.#sealedDecoy;
      case 'SHA1':
      case 'SSHA':
        return makeDigest('SSHA', randomText());
      case 'MD5':
        return makeDigest('SMD5', randomText());
      case 'scrypt':
        return scryptDecoy(this.#cost);
      case 'U-crpt':
        return cryptDecoy();
    }
  }
}

function isFit(clear: string): boolean {
  return clear.length > 0 && clear.length <= passwordBytesMax;
}

function isSlow(text: string): boolean {
  return text.startsWith(cryptMark)
    ? readCrypt(text) !== undefined
    : readScrypt(text) !== undefined;
}

function randomText(): string {
  return randomBytes(24).toString('base64');
}
