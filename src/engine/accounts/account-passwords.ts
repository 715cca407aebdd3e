/**
 * Passwords of Accounts: in which form a given one is kept, and how one is changed (objects, section
 * 13; rulings 17, 18). Making a stored form may be slow, so it is done before the change and handed
 * to it. Alternative passwords live in the document `passwords`: `{RADIUS; SIP; Tags={tag;};}`.
 */
import type { Reader } from '../../store/store.js';
import type { DomainId, Id } from '../../tables/tables.js';
import {
  passwordBytesMax,
  passwordForm,
  type PasswordForm,
  type Passwords,
} from '../../passwords/passwords.js';
import { asciiLower, asciiUpper } from '../../values/letters.js';
import { isDictionary, type Dictionary, type Value } from '../../values/value.js';
import { keepSettings, withPassword } from './account-settings.js';
import type { Change } from '../core/change.js';
import { type FoundAccount } from '../directory/directory.js';
import { asksForDefault, dictionaryOf, readDocument } from '../core/documents.js';
import { refuse } from '../core/refusal.js';
import { effectiveOfOwn } from '../settings/settings-chain.js';
import { replaceSecretDocument } from '../core/document-changes.js';
import { theAccount } from '../directory/subjects.js';

/** Which password of an Account: the one it logs in with, an alternative one, or one of an application. */
export type PasswordPlace =
  { readonly kind: 'main' | 'SIP' | 'RADIUS' } | { readonly kind: 'tag'; readonly tag: string };

/** A new password for an Account. */
export interface PasswordChange {
  readonly place: PasswordPlace;
  /** Empty takes an alternative or an application's password away. */
  readonly clear: string;
  /** The rules for users apply: always for the own Account, on demand for others. */
  readonly checked: boolean;
}

/** The shortest password that a user may choose: shorter ones are guessed in minutes. */
const chosenPasswordLengthMin = 5;

/**
 * How many application passwords an Account has at most. No setting, because every failed login does
 * the work of so many, whoever's it is: more would make all of them dearer.
 */
export const applicationPasswordsMax = 16;

/** What `PasswordComplexity` may ask for, as parts of its value: `MixedCaseDigit` asks for two. */
const complexities: readonly (readonly [part: string, needed: readonly RegExp[]])[] = [
  ['letter', [/[A-Za-z\x80-\xff]/]],
  ['mixedcase', [/[a-z]/, /[A-Z]/]],
  ['digit', [/[0-9]/]],
  ['symbol', [/[^A-Za-z0-9]/]],
  ['special', [/[^A-Za-z0-9]/]],
];

/**
 * The stored form of a password that is given among settings; undefined when none is given.
 * `settings` are the explicit settings that the Account is about to have, `present` its password as
 * it is kept now. A stored form stays as it is, except the sealed form in which a clear password was
 * shown: that is opened and kept as the settings say.
 */
export function storedPassword(
  tx: Reader,
  domain: DomainId,
  given: Value | undefined,
  settings: Dictionary,
  present: Value | undefined,
  passwords: Passwords,
): string | undefined | Promise<string> {
  if (given === undefined || asksForDefault(given)) return undefined;
  const text = typeof given === 'bigint' ? String(given) : given;
  if (typeof text !== 'string') return refuse('illegal-value', 'failed to read a password');
  requireKeepable(text);
  const form = formFor(tx, domain, settings);
  if (text !== present && passwords.isTooDear(text)) {
    refuse('illegal-value', 'password form costs too much to verify');
  }
  if (!passwords.isProtected(text)) return passwords.protect(text, form);
  const wasClear = typeof present === 'string' && passwords.isClear(present);
  if (wasClear && passwords.reveal(text) === present) return passwords.protect(present, form);
  return text;
}

/**
 * The first half of a password change: checks the rules and makes the stored form, undefined when
 * the password is to be taken away. Refuses with `password-change-refused`, `password-too-simple` or
 * `illegal-value`.
 */
export function preparePassword(
  tx: Reader,
  { id, row }: FoundAccount,
  { place, clear, checked }: PasswordChange,
  passwords: Passwords,
): string | undefined | Promise<string> {
  const settings = dictionaryOf(row.settings);
  if (checked) requireMayChange(tx, row.domain, settings);
  if (clear === '' && place.kind !== 'main') return undefined;
  if (checked) requireComplex(tx, row.domain, settings, clear);
  requireKeepable(clear);
  const beside = place.kind === 'tag' ? otherTags(tx, id, place.tag) : [];
  return passwords.protect(clear, formFor(tx, row.domain, settings), beside);
}

/** The stored forms of the other application passwords of an Account. */
function otherTags(tx: Reader, account: Id, tag: string): readonly string[] {
  const others = [...tagsIn(readDocument(tx, account, 'passwords'))].filter(([one]) => one !== tag);
  return others.flatMap(([, stored]) => (typeof stored === 'string' ? [stored] : []));
}

/**
 * The second half of a password change: keeps the stored form that the first half made. Refuses with
 * `limit-reached` when there are as many application passwords as there may be.
 */
export function keepPassword(
  change: Change,
  found: FoundAccount,
  place: PasswordPlace,
  stored: string | undefined,
): void {
  if (place.kind === 'main') {
    keepSettings(change, found, withPassword(dictionaryOf(found.row.settings), stored));
    return;
  }
  const { tx } = change;
  const old = readDocument(tx, found.id, 'passwords');
  const tags = tagsIn(old);
  if (place.kind === 'tag' && stored !== undefined && !tags.has(place.tag)) requireTagRoom(tags);
  const next =
    place.kind === 'tag'
      ? withEntry(old, 'Tags', withEntry(tags, place.tag, stored))
      : withEntry(old, place.kind, stored);
  replaceSecretDocument(change, theAccount(tx, found), 'passwords', next);
}

function tagsIn(passwords: Dictionary): Dictionary {
  const tags = passwords.get('Tags');
  return isDictionary(tags) ? tags : new Map();
}

function requireTagRoom(tags: Dictionary): void {
  if (tags.size >= applicationPasswordsMax) {
    refuse('limit-reached', 'too many application passwords');
  }
}

/** The clear password of an Account. Refuses with `password-not-recoverable`. */
export function plainPassword({ row }: FoundAccount, passwords: Passwords): string {
  const stored = dictionaryOf(row.settings).get('Password');
  const clear = typeof stored === 'string' ? passwords.reveal(stored) : undefined;
  return clear ?? refuse('password-not-recoverable');
}

function requireMayChange(tx: Reader, domain: DomainId, settings: Dictionary): void {
  const value = effectiveOfOwn(tx, domain, settings, 'PWDAllowed');
  if (typeof value === 'string' && asciiUpper(value) === 'NO') refuse('password-change-refused');
}

function requireComplex(tx: Reader, domain: DomainId, settings: Dictionary, clear: string): void {
  if (clear.length < chosenPasswordLengthMin) refuse('password-too-simple');
  const value = effectiveOfOwn(tx, domain, settings, 'PasswordComplexity');
  if (typeof value !== 'string') return;
  const asked = asciiLower(value);
  for (const [part, needed] of complexities) {
    if (asked.includes(part) && !needed.every((sign) => sign.test(clear))) {
      refuse('password-too-simple');
    }
  }
}

/** Whether a password that is given for a new Account means none; the vendor's tools send that. */
export function isNoPassword(given: Value | undefined): boolean {
  return given === undefined || given === '';
}

/** An empty password would let anyone in. */
function requireKeepable(clear: string): void {
  if (clear === '') refuse('password-too-simple', 'password is empty');
  if (clear.length > passwordBytesMax) refuse('illegal-value', 'password is too long');
}

function formFor(tx: Reader, domain: DomainId, settings: Dictionary): PasswordForm {
  const value = effectiveOfOwn(tx, domain, settings, 'PasswordEncryption');
  return (typeof value === 'string' ? passwordForm(value) : undefined) ?? 'A-crpt';
}

function withEntry(dictionary: Dictionary, key: string, value: Value | undefined): Dictionary {
  const result = new Map(dictionary);
  if (value === undefined || (isDictionary(value) && value.size === 0)) result.delete(key);
  else result.set(key, value);
  return result;
}
