/**
 * What may be a key, for every driver alike: so that what one store accepts, all accept. Knows no
 * table and no driver.
 */
import type { Key } from './store.js';

/**
 * The most bytes of a text key. LMDB takes 1978 bytes per key on pages of 4 KiB, and the embedded
 * store spends one of them on telling numbers from texts. (The longest keys that the engine makes,
 * of awaited names, stay below 300.)
 */
export const keyBytesMax = 1977;

const notByte = /[^\0-\xff]/;

/** Whether every character of `text` stands for one byte. */
export function isByteString(text: string): boolean {
  return !notByte.test(text);
}

/** Whether there can be a row with this key: a whole number from 0 up, or a short byte string. */
export function isKey(key: Key): boolean {
  return typeof key === 'number'
    ? Number.isSafeInteger(key) && key >= 0
    : key.length <= keyBytesMax && isByteString(key);
}

/** Says what is wrong with a key that `isKey` does not take. The key itself is not repeated. */
export function badKey(table: string, key: Key): RangeError {
  const wrong =
    typeof key === 'number'
      ? 'is not a whole number from 0 up'
      : key.length > keyBytesMax
        ? `has ${key.length} bytes; ${keyBytesMax} are allowed`
        : 'has a character that is no byte';
  return new RangeError(`a key of table ${table} ${wrong}`);
}
