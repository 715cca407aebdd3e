/**
 * Unix crypt strings behind byte 2, as imports bring them and as `U-crpt` makes them (storage,
 * section 5.2; rulings 17, 29): `$1$` (MD5), `$5$` and `$6$` (SHA-2), and the old form of 13 letters
 * (DES). The long form of BSD (`_` and 19 letters) is no form of ours.
 * Slow: verified and made in the worker thread only.
 */
import { randomBytes } from 'node:crypto';
import { lettersOf } from './crypt/alphabet.js';
import { desCryptLetters } from './crypt/des-crypt.js';
import { md5CryptLetters } from './crypt/md5-crypt.js';
import { shaCryptLetters } from './crypt/sha-crypt.js';
import { sameText } from './same.js';

/** What every such text begins with. */
export const cryptMark = '\x02';

/** The most rounds that a stored form may ask for: four seconds. One library makes 656,000. */
const roundsMax = 1_000_000;

/** What the specification of the SHA-2 forms sets. */
const usualRounds = 5000;
const roundsMin = 1000;

/** Salt letters of the forms that we make. */
const saltLetters = 16;

/** Letters behind the salt of `$6$`. */
const sha512Letters = 86;

const md5Shape = /^\x02\$1\$([^$\0-\x1f]{0,8})\$([./0-9A-Za-z]{22})$/;
const shaShape =
  /^\x02\$([56])\$(?:rounds=(\d{1,9})\$)?([^$\0-\x1f]{0,16})\$([./0-9A-Za-z]{43}|[./0-9A-Za-z]{86})$/;
const desShape = /^\x02([./0-9A-Za-z]{2})([./0-9A-Za-z]{11})$/;

/** What a text says that has this form. */
export interface Crypt {
  readonly form: 'md5' | 'sha256' | 'sha512' | 'des';
  readonly salt: string;
  readonly rounds: number;
  readonly letters: string;
}

/** Reads the form; undefined when the text has another one or asks for too much. */
export function readCrypt(text: string): Crypt | undefined {
  if (!text.startsWith(cryptMark)) return undefined;
  const [, md5Salt, md5Letters = ''] = md5Shape.exec(text) ?? [];
  if (md5Salt !== undefined) return { form: 'md5', salt: md5Salt, rounds: 0, letters: md5Letters };
  const [, desSalt, desLetters = ''] = desShape.exec(text) ?? [];
  if (desSalt !== undefined) return { form: 'des', salt: desSalt, rounds: 0, letters: desLetters };
  const [, digit, rounds = usualRounds, salt = '', letters = ''] = shaShape.exec(text) ?? [];
  const form = digit === '6' ? 'sha512' : 'sha256';
  const count = Math.max(Number(rounds), roundsMin);
  const fits = (letters.length === sha512Letters) === (form === 'sha512');
  return digit !== undefined && fits && count <= roundsMax
    ? { form, salt, rounds: count, letters }
    : undefined;
}

/** Whether a text has one of the SHA-2 forms, whatever it asks for. */
export function isShaCryptText(text: string): boolean {
  return shaShape.test(text);
}

/** Whether a clear password is the one kept. Slow. */
export function matchesCrypt({ form, salt, rounds, letters }: Crypt, clear: string): boolean {
  const password = Buffer.from(clear, 'latin1');
  return sameText(lettersIn(form, password, salt, rounds), letters);
}

function lettersIn(form: Crypt['form'], password: Buffer, salt: string, rounds: number): string {
  const saltBytes = Buffer.from(salt, 'latin1');
  switch (form) {
    case 'des':
      return desCryptLetters(password, salt);
    case 'md5':
      return md5CryptLetters(password, saltBytes);
    case 'sha256':
    case 'sha512':
      return shaCryptLetters(form, password, saltBytes, rounds);
  }
}

/** The `$6$` form of a clear password. Slow. */
export function makeCrypt(clear: string): string {
  const salt = lettersOf(randomBytes(saltLetters));
  const password = Buffer.from(clear, 'latin1');
  const letters = shaCryptLetters('sha512', password, Buffer.from(salt), usualRounds);
  return `${cryptMark}$6$${salt}$${letters}`;
}

/** A text of this form that no known password fits. */
export function cryptDecoy(): string {
  const letters = lettersOf(randomBytes(sha512Letters));
  return `${cryptMark}$6$${lettersOf(randomBytes(saltLetters))}$${letters}`;
}
