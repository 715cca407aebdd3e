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

/**
 * The one-line text of a dictionary with every secret in it replaced by `"***"`. `printed` is its
 * text when the caller has it already: most dictionaries hold no secret, and then it will do.
 */
export function maskedText(dictionary: Dictionary, printed?: string): string {
  if (!holdsSecret(dictionary)) return printed ?? print(dictionary);
  return print(masked(dictionary));
}

function holdsSecret(value: Value): boolean {
  if (typeof value === 'string') return false;
  if (isDictionary(value)) {
    for (const [key, inner] of value) if (isSecretKey(key) || holdsSecret(inner)) return true;
    return false;
  }
  return isArray(value) && value.some(holdsSecret);
}

function masked(value: Value): Value {
  if (isDictionary(value)) {
    const result = new Map<string, Value>();
    for (const [key, inner] of value) result.set(key, isSecretKey(key) ? mask : masked(inner));
    return result;
  }
  return isArray(value) ? value.map(masked) : value;
}
