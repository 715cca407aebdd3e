/**
 * Password forms (objects, section 13; storage, section 5.2; ruling 17): how a password is kept,
 * verified and read back. Knows no account and no protocol. All comparisons take constant time.
 * Passwords, clear and stored, are byte strings.
 */
import { asciiLower } from '../values/letters.js';

/** The forms a password may be kept in: the values of the `PasswordEncryption` setting. */
export const passwordForms = [
  'clear',
  'A-crpt',
  'U-crpt',
  'MD5',
  'SHA1',
  'SSHA',
  'scrypt',
] as const;

/** One of them. */
export type PasswordForm = (typeof passwordForms)[number];

/** A form that costs milliseconds to verify, by intention. */
export type SlowForm = Extract<PasswordForm, 'U-crpt' | 'scrypt'>;

/** Verifications by what they cost. */
export interface VerificationsDone {
  readonly quick: number;
  readonly slow: ReadonlyMap<SlowForm, number>;
}

/** The longest password, in bytes: slow forms cost time for every byte of it. */
export const passwordBytesMax = 1024;

/** Keeps, verifies and reads back passwords. */
export interface Passwords {
  /**
   * Tells keys apart without telling the key: 16 hexadecimal digits. Kept beside the accounts, it
   * shows at start that the key file is the one under which their passwords are sealed.
   */
  readonly keyCheck: string;
  /**
   * The stored form of a clear password of 1 to `passwordBytesMax` bytes; others are a
   * `RangeError`. Slow forms give a promise (worked out in a worker thread), which fails with
   * `PasswordsBusy` when too many wait. A password that looks like a stored form is sealed as
   * A-crpt although `clear` was asked. `beside` are stored forms that a login is tried with together:
   * a scrypt form gets the salt of the first among them, so that trying them all costs as one does.
   */
  protect(clear: string, form: PasswordForm, beside?: readonly string[]): string | Promise<string>;
  /** Whether a text is already a stored form of ours (it is then stored as it is). */
  isProtected(text: string): boolean;
  /** Whether a stored text is a clear password: it bears the mark of no form. Costs next to nothing. */
  isClear(stored: string): boolean;
  /** The clear password, when the form is reversible. An undefined stored form takes as long. */
  reveal(stored: string | undefined): string | undefined;
  /** Whether a text is a stored form, or says so, that costs too much to verify to be set. */
  isTooDear(text: string): boolean;
  /**
   * Whether a clear password is the stored one. An undefined stored form takes as long as a quick
   * form and says no. With `like`, a wrong password costs as much as it does in that form at least,
   * and as in the dearest form that was met since the start, whatever the stored form. A promise
   * fails with `PasswordsBusy` when too many wait, or when the form is so dear that it has to wait.
   */
  verify(
    stored: string | undefined,
    clear: string,
    like?: PasswordForm,
  ): boolean | Promise<boolean>;
  /** How many verifications were asked for since the start. */
  readonly done: VerificationsDone;
  /**
   * Whether a stored form was imported and should be replaced, now that the clear password is
   * known: Unix crypt where `form` is another one, or a weaker Unix crypt than ours (ruling 17).
   */
  isOutdated(stored: string, form: PasswordForm): boolean;
  /** Lets go of the worker thread; what waits for it fails with `PasswordsBusy`. */
  close(): Promise<void>;
}

/** Too many slow verifications wait, or the worker thread ended: nothing is known of the password. */
export class PasswordsBusy extends Error {}

/** Reads a value of `PasswordEncryption`, in any letter case; undefined when there is no such form. */
export function passwordForm(text: string): PasswordForm | undefined {
  const folded = asciiLower(text);
  return passwordForms.find((form) => asciiLower(form) === folded);
}
