/** Which values are secrets, and how the journal and the log write a dictionary without them. */
import { print } from '../values/print.js';
import { isArray, isDictionary, type Dictionary, type Value } from '../values/value.js';

/** Keys whose values never reach a log or the journal: passwords of every kind and private keys. */
const secretKey = /password$|^PrivateSecureKey$|^key$/i;

const mask = '***';

/** Whether the value of this key is a secret. */
export function isSecretKey(key: string): boolean {
  return secretKey.test(key) || key === 'DKIM';
}

/** The one-line text of a dictionary with every secret in it replaced by `"***"`. */
export function maskedText(dictionary: Dictionary): string {
  return print(masked(dictionary));
}

function masked(value: Value): Value {
  if (isDictionary(value)) {
    const result = new Map<string, Value>();
    for (const [key, inner] of value) result.set(key, isSecretKey(key) ? mask : masked(inner));
    return result;
  }
  return isArray(value) ? value.map(masked) : value;
}
