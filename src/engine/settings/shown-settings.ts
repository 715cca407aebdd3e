/**
 * Account settings as they are shown (rulings 10, 18): a stored password only to those who may see
 * it, a clear one never. The explicit settings of an Account are sent as the text that is stored
 * whenever nothing in it must be hidden: reading settings is what clients do most.
 */
import type { Passwords } from '../../passwords/passwords.js';
import type { Reader } from '../../store/store.js';
import type { AccountRow } from '../../tables/tables.js';
import { print } from '../../values/print.js';
import type { Dictionary, Value } from '../../values/value.js';
import type { FoundAccount } from '../directory/directory.js';
import { dictionaryOf, readDocument } from '../core/documents.js';
import { mayHoldSecret, withoutSecrets, type SecretVisibility } from '../core/secrets.js';
import { effectiveNamed, effectiveSettings } from './settings-chain.js';

/** A key that stands for all secrets: only who may set everything sees its value. */
const anySecret = 'password';

/** Keys of the effective settings that come from documents of their own. */
const remoteDocuments: ReadonlyMap<string, 'rpops' | 'rsips'> = new Map([
  ['RPOP', 'rpops'],
  ['RSIP', 'rsips'],
]);

/** How much of the secrets the reader may see; of the password, its stored form. */
export interface PasswordVisibility {
  readonly sees: SecretVisibility;
  readonly passwords: Passwords;
}

/** The explicit settings of an Account as one line of the data language. */
export function explicitText(row: AccountRow, visibility: PasswordVisibility): string {
  const { settings } = row;
  if (mayShowAsStored(settings, visibility)) return settings;
  return print(shown(dictionaryOf(settings), visibility));
}

/** One effective setting of an Account; undefined when it has none. */
export function effectiveOneShown(
  tx: Reader,
  found: FoundAccount,
  key: string,
  visibility: PasswordVisibility,
): Value | undefined {
  if (key === 'Password' || remoteDocuments.has(key)) {
    return effectiveShown(tx, found, visibility).get(key);
  }
  const value = effectiveNamed(tx, found.row.domain, found.row, key);
  if (value === undefined) return undefined;
  return withoutSecrets(new Map([[key, value]]), visibility.sees).get(key);
}

/** The effective settings of an Account, with its records of remote POP and SIP accounts if it has any. */
export function effectiveShown(
  tx: Reader,
  { id, row }: FoundAccount,
  visibility: PasswordVisibility,
): Dictionary {
  const result = new Map(shown(effectiveSettings(tx, row.domain, row), visibility));
  for (const [key, document] of remoteDocuments) {
    const records = readDocument(tx, id, document);
    if (records.size > 0) result.set(key, records);
  }
  return withoutSecrets(result, visibility.sees);
}

/**
 * Whether a stored text holds nothing to hide, without reading it whole. Any place that looks like
 * the key must hold a stored form; one inside a string or a nested dictionary costs time, no more.
 */
function mayShowAsStored(text: string, { sees, passwords }: PasswordVisibility): boolean {
  if (!mayHoldSecret(text)) return true;
  if (!sees('Password') || !sees(anySecret)) return false;
  const key = 'Password=';
  for (let at = text.indexOf(key); at >= 0; at = text.indexOf(key, at + key.length)) {
    const before = text[at - 1];
    if (before !== '{' && before !== ';') continue;
    const start = at + key.length + 1;
    const end = text.indexOf('"', start);
    if (text[start - 1] !== '"' || end < 0) return false;
    if (passwords.isClear(text.slice(start, end))) return false;
  }
  return true;
}

/** Settings without the secrets that the reader may not see, and with a clear password sealed. */
function shown(settings: Dictionary, { sees, passwords }: PasswordVisibility): Dictionary {
  const password = settings.get('Password');
  const others = withoutSecrets(settings, sees);
  if (password === undefined) return others;
  const text = sees('Password') && typeof password === 'string' ? password : '';
  if (text !== '' && !passwords.isClear(text)) return others;
  const result = new Map<string, Value>(others);
  result.delete('Password');
  if (text !== '') {
    // The reversible form is never slow, so what `protect` gives for it is at hand.
    const sealed = passwords.protect(text, 'A-crpt');
    if (typeof sealed === 'string') result.set('Password', sealed);
  }
  return result;
}
