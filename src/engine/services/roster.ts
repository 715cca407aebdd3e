/**
 * The contact roster of an Account (objects, section 13; catalogue, `Roster`): what the Account and
 * its contacts may see of each other. Here it is kept; nobody is ever present on this server.
 */
import type { Reader } from '../../store/store.js';
import type { AccountId } from '../../tables/tables.js';
import { asciiLower, foldedAddress } from '../../values/letters.js';
import { isArray, isDictionary, type Dictionary, type Value } from '../../values/value.js';
import type { Change } from '../core/change.js';
import type { FoundAccount } from '../directory/directory.js';
import { changeDocument } from '../core/document-changes.js';
import { asksForDefault, readDocument } from '../core/documents.js';
import { refuse } from '../core/refusal.js';
import { effectiveSetting } from '../settings/settings-chain.js';
import { theAccount } from '../directory/subjects.js';

/** The most contacts where the Account setting `MaxRosterItems` does not say less. */
const contactsMax = 10_000;

/** The contacts of an Account by address, each with what is kept of it. */
export function contactsOf(tx: Reader, account: AccountId): Dictionary {
  return readDocument(tx, account, 'roster');
}

/**
 * Lays data over what is kept of a contact, which comes into being. Refuses with `illegal-value` or
 * `limit-reached`.
 */
export function updateContact(
  change: Change,
  account: FoundAccount,
  address: string,
  data: Dictionary,
): void {
  const peer = contactAddress(address);
  const contacts = new Map(contactsOf(change.tx, account.id));
  const before = contacts.get(peer);
  const contact = new Map(isDictionary(before) ? before : []);
  for (const [key, value] of data) {
    const kept = keptValue(key, value);
    if (kept === undefined) contact.delete(key);
    else contact.set(key, kept);
  }
  if (before === undefined) requireRoom(change, account, contacts.size);
  keep(change, account, contacts.set(peer, contact));
}

/** Removes a contact. Refuses with `illegal-value` or `unknown-contact`. */
export function removeContact(change: Change, account: FoundAccount, address: string): void {
  const contacts = new Map(contactsOf(change.tx, account.id));
  if (!contacts.delete(contactAddress(address))) refuse('unknown-contact');
  keep(change, account, contacts);
}

function keep(change: Change, account: FoundAccount, contacts: Dictionary): void {
  changeDocument(change, theAccount(change.tx, account), 'roster', contacts);
}

function requireRoom({ tx }: Change, { row }: FoundAccount, contacts: number): void {
  const limit = effectiveSetting(tx, row.domain, row, 'MaxRosterItems');
  const set = typeof limit === 'string' && /^\d{1,9}$/.test(limit) ? Number(limit) : contactsMax;
  if (contacts >= Math.min(set, contactsMax)) refuse('limit-reached', 'too many contacts');
}

/** A contact's address as it is kept: clients look for it in lower case. Refuses with `illegal-value`. */
export function contactAddress(text: string): string {
  if (text === '' || /[\0-\x20]/.test(text)) refuse('illegal-value', 'illegal contact address');
  return foldedAddress(text);
}

/** What watching may be; everything else that says no is an absent key. */
const permissions: ReadonlyMap<string, readonly string[]> = new Map([
  ['Inp', ['YES', 'Pending', 'Blocked']],
  ['Out', ['YES', 'Pending']],
]);

function keptValue(key: string, value: Value): Value | undefined {
  if (asksForDefault(value) || value === '') return undefined;
  const words = permissions.get(key);
  if (words !== undefined) return permission(words, value);
  if (key === 'RealName' && typeof value !== 'string') return malformed(key);
  if (key === 'GroupName') {
    if (typeof value === 'string') return [value];
    const legal = isArray(value) && value.every((name) => typeof name === 'string');
    return legal ? value : malformed(key);
  }
  return value;
}

function permission(words: readonly string[], value: Value): string | undefined {
  if (typeof value !== 'string') return malformed('a permission');
  const folded = asciiLower(value);
  if (folded === 'no') return undefined;
  return words.find((word) => asciiLower(word) === folded) ?? malformed('a permission');
}

function malformed(what: string): never {
  return refuse('illegal-value', `failed to read ${what}`);
}
