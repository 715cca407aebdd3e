/** Which values are secrets, and how the journal and the log write a dictionary without them. */
import { print } from '../../values/print.js';
import { isArray, isDictionary, type Dictionary, type Value } from '../../values/value.js';

/** Keys whose values never reach a log or the journal: passwords of every kind and private keys. */
const secretKey = /password$|^PrivateSecureKey$|^key$/i;

/** Settings that say something about passwords and hold none. */
const aboutPasswords: ReadonlySet<string> = new Set([
  'UseAppPassword',
  'UseSysPassword',
  'UseExtPassword',
  'UseKerberosPassword',
  'CanModifyPassword',
]);

const mask = '***';

/** Whether the value of this key is a secret. */
export function isSecretKey(key: string): boolean {
  return (secretKey.test(key) && !aboutPasswords.has(key)) || key === 'DKIM';
}

/** Tells of a key of a dictionary whether the reader may see the secrets in its value. */
export type SecretVisibility = (key: string) => boolean;

/** Whether the text of a dictionary may hold a secret: a quick look, which errs to the safe side. */
export function mayHoldSecret(text: string): boolean {
  return /(?:password|key|dkim)"?=/i.test(text);
}

/** A dictionary without the secrets that the reader may not see, however deep they are. */
export function withoutSecrets(dictionary: Dictionary, sees: SecretVisibility): Dictionary {
  if (!holdsSecret(dictionary)) return dictionary;
  const result = new Map<string, Value>();
  for (const [key, value] of dictionary) {
    if (sees(key)) result.set(key, value);
    else if (!isSecretKey(key)) result.set(key, cleared(value));
  }
  return result;
}

function cleared(value: Value): Value {
  if (isDictionary(value)) return withoutSecrets(value, () => false);
  return isArray(value) ? value.map(cleared) : value;
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
