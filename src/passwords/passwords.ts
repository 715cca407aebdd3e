/**
 * Password forms (objects, section 13; storage, section 5.2; rulings 17): how a password is kept,
 * verified and read back. Knows no account and no protocol. All comparisons take constant time.
 */

/** The forms a password may be kept in: the values of the `PasswordEncryption` setting. */
export type PasswordForm = 'clear' | 'A-crpt' | 'U-crpt' | 'MD5' | 'SHA1' | 'SSHA' | 'scrypt';

/** Keeps, verifies and reads back passwords. */
export interface Passwords {
  /** The stored form of a clear password. Slow forms give a promise (worked out in a worker thread). */
  protect(clear: string, form: PasswordForm): string | Promise<string>;
  /** Whether a text is already a stored form of ours (it is then stored as it is). */
  isProtected(text: string): boolean;
  /** The clear password, when the form is reversible. */
  reveal(stored: string): string | undefined;
  /** Whether a clear password is the stored one. An undefined stored form takes as long and says no. */
  verify(stored: string | undefined, clear: string): boolean | Promise<boolean>;
  /** Lets go of the worker thread. */
  close(): Promise<void>;
}
