/**
 * Telephone numbers of Accounts (objects, section 5.4; ruling 7): unique on the whole server,
 * compared as text with one leading `+` ignored, kept in the order and spelling they were given.
 */
import type { Reader } from '../store/store.js';
import {
  accounts,
  domainTelnums,
  inDomain,
  telnums,
  type AccountRow,
  type Id,
} from '../store/tables.js';
import { print } from '../values/print.js';
import type { Change } from './change.js';
import { addToCounter, countOf, fullName, presentAccount, type Found } from './directory.js';
import { refuse } from './refusal.js';

/** Visible signs without `/`, so that a number can stand in a key; long enough for any number there is. */
const telnum = /^\+?[!-*,-.0-~][!-.0-~]{0,63}$/;

/** Whether a text can be a telephone number. */
export function isTelnum(text: string): boolean {
  return telnum.test(text);
}

/**
 * Replaces the numbers of an Account, repeated ones once. Refuses with `illegal-value` or, when
 * another Account has one of them, with `telnum-exists`.
 */
export function setTelnums(
  change: Change,
  found: Found<AccountRow>,
  given: readonly string[],
): void {
  const { tx, effects } = change;
  const { id, row } = found;
  const byKey = new Map<string, string>();
  for (const number of given) {
    const key = keyOf(number);
    if (!byKey.has(key)) byKey.set(key, number);
  }
  const wanted = [...byKey.values()];
  const before = print(row.telnums);
  const after = print(wanted);
  if (before === after) return;
  // First, because it is refused when they are too many to be looked up.
  tx.put(accounts, id, { ...row, telnums: wanted });
  // Only numbers that come or go are written: lists are long, and most changes of them small.
  const had = new Set(row.telnums.map(telnumKey));
  const going = [...had].filter((key) => !byKey.has(key));
  const coming = [...byKey.keys()].filter((key) => !had.has(key));
  for (const key of coming) if (holderOf(tx, key) !== undefined) refuse('telnum-exists');
  removeFromDomain(change, row.domain, going);
  for (const key of going) tx.remove(telnums, key);
  for (const key of coming) tx.put(telnums, key, id);
  addToDomain(change, row.domain, id, coming);
  const name = fullName(tx, row.domain, row.name);
  effects.push({ kind: 'account', id, name, field: 'telnums', before, after });
}

/** Adds a number at the end. Refuses with `telnum-exists` when this or another Account has it. */
export function addTelnum(change: Change, found: Found<AccountRow>, number: string): void {
  if (holderOf(change.tx, keyOf(number)) !== undefined) refuse('telnum-exists');
  setTelnums(change, found, [...found.row.telnums, number]);
}

/** Removes a number. Refuses with `telnum-missing` when the Account does not have it. */
export function deleteTelnum(change: Change, found: Found<AccountRow>, number: string): void {
  const key = keyOf(number);
  const rest = found.row.telnums.filter((present) => keyOf(present) !== key);
  if (rest.length === found.row.telnums.length) refuse('telnum-missing');
  setTelnums(change, found, rest);
}

/** Removes the first number and tells it; undefined when there is none. */
export function popTelnum(change: Change, found: Found<AccountRow>): string | undefined {
  const [first, ...rest] = found.row.telnums;
  if (first !== undefined) setTelnums(change, found, rest);
  return first;
}

/** Takes the numbers of an Account along to another Domain. */
export function moveTelnums(change: Change, { id, row }: Found<AccountRow>, toDomain: Id): void {
  removeFromDomain(change, row.domain, row.telnums);
  addToDomain(change, toDomain, id, row.telnums);
}

/** Frees the numbers of an Account that goes. */
export function releaseTelnums(change: Change, { id, row }: Found<AccountRow>): void {
  const { tx } = change;
  removeFromDomain(change, row.domain, row.telnums);
  for (const number of row.telnums) {
    // While its Domain went another Account may have taken it.
    if (tx.get(telnums, keyOf(number)) === id) tx.remove(telnums, keyOf(number));
  }
}

/** The Account that has a number; undefined when nobody has it, or one whose Domain is gone. */
function holderOf(tx: Reader, key: string): Id | undefined {
  const id = tx.get(telnums, key);
  return id !== undefined && presentAccount(tx, id) ? id : undefined;
}

/** What a number is compared by (ruling 7). */
export function telnumKey(number: string): string {
  return number.startsWith('+') ? number.slice(1) : number;
}

function keyOf(number: string): string {
  if (!telnum.test(number)) refuse('illegal-value', 'illegal telephone number');
  return telnumKey(number);
}

function addToDomain({ tx }: Change, domain: Id, id: Id, numbers: readonly string[]): void {
  if (numbers.length === 0) return;
  for (const number of numbers) tx.put(domainTelnums, inDomain(domain, telnumKey(number)), id);
  addToCounter(tx, countOf('telnum', domain), numbers.length);
}

function removeFromDomain({ tx }: Change, domain: Id, numbers: readonly string[]): void {
  if (numbers.length === 0) return;
  for (const number of numbers) tx.remove(domainTelnums, inDomain(domain, telnumKey(number)));
  addToCounter(tx, countOf('telnum', domain), -numbers.length);
}
