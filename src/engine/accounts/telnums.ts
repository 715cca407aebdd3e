/**
 * Telephone numbers of Accounts (objects, section 5.4; ruling 7): unique on the whole server,
 * compared as text with one leading `+` ignored, kept in the order and spelling they were given.
 */
import type { Reader } from '../../store/store.js';
import {
  accounts,
  domainTelnums,
  inDomain,
  telnums,
  type DomainId,
  type AccountId,
} from '../../tables/tables.js';
import { print } from '../../values/print.js';
import type { Change } from '../core/change.js';
import {
  type FoundAccount,
  addToCounter,
  countOf,
  presentAccount,
} from '../directory/directory.js';
import { effectOn } from '../core/effects.js';
import { refuse } from '../core/refusal.js';
import { subjectOf } from '../directory/subjects.js';

/** Visible characters without `/`, so that a number can stand in a key; long enough for any number there is. */
const telnum = /^\+?[!-*,-.0-~][!-.0-~]{0,63}$/;

/** Whether a text can be a telephone number. */
export function isTelnum(text: string): boolean {
  return telnum.test(text);
}

/**
 * Replaces the numbers of an Account, repeated ones once. Refuses with `illegal-value` or, when
 * another Account has one of them, with `telnum-exists`.
 */
export function setTelnums(change: Change, found: FoundAccount, given: readonly string[]): void {
  const { tx } = change;
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
  change.update(
    accounts,
    id,
    (present) => ({ ...present, telnums: wanted }),
    () => effectOn(subjectOf(tx, 'account', id, row), 'telnums', { before, after }),
  );
  // Only numbers that come or go are written: lists are long, and most changes of them small.
  const had = new Set(row.telnums.map(telnumKey));
  const going = [...had].filter((key) => !byKey.has(key));
  const coming = [...byKey.keys()].filter((key) => !had.has(key));
  for (const key of coming) if (holderOf(tx, key) !== undefined) refuse('telnum-exists');
  removeFromDomain(change, row.domain, going);
  for (const key of going) tx.remove(telnums, key);
  for (const key of coming) tx.put(telnums, key, id);
  addToDomain(change, row.domain, id, coming);
}

/** Adds a number at the end. Refuses with `telnum-exists` when this or another Account has it. */
export function addTelnum(change: Change, found: FoundAccount, number: string): void {
  if (holderOf(change.tx, keyOf(number)) !== undefined) refuse('telnum-exists');
  setTelnums(change, found, [...found.row.telnums, number]);
}

/** Removes a number. Refuses with `telnum-missing` when the Account does not have it. */
export function deleteTelnum(change: Change, found: FoundAccount, number: string): void {
  const key = keyOf(number);
  const rest = found.row.telnums.filter((present) => keyOf(present) !== key);
  if (rest.length === found.row.telnums.length) refuse('telnum-missing');
  setTelnums(change, found, rest);
}

/** Removes the first number and tells it; undefined when there is none. */
export function popTelnum(change: Change, found: FoundAccount): string | undefined {
  const [first, ...rest] = found.row.telnums;
  if (first !== undefined) setTelnums(change, found, rest);
  return first;
}

/** Takes the numbers of an Account along to its new Domain from the one that it left. */
export function moveTelnums(change: Change, { id, row }: FoundAccount, left: DomainId): void {
  removeFromDomain(change, left, row.telnums);
  addToDomain(change, row.domain, id, row.telnums);
}

/** Frees the numbers of an Account that goes. */
export function releaseTelnums(change: Change, { id, row }: FoundAccount): void {
  const { tx } = change;
  removeFromDomain(change, row.domain, row.telnums);
  for (const number of row.telnums) {
    // While its Domain went another Account may have taken it.
    if (tx.get(telnums, keyOf(number)) === id) tx.remove(telnums, keyOf(number));
  }
}

/** The Account that has a number; undefined when nobody has it, or one whose Domain is gone. */
function holderOf(tx: Reader, key: string): AccountId | undefined {
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

function addToDomain(
  { tx }: Change,
  domain: DomainId,
  id: AccountId,
  numbers: readonly string[],
): void {
  if (numbers.length === 0) return;
  for (const number of numbers) tx.put(domainTelnums, inDomain(domain, telnumKey(number)), id);
  addToCounter(tx, countOf('telnum', domain), numbers.length);
}

function removeFromDomain({ tx }: Change, domain: DomainId, numbers: readonly string[]): void {
  if (numbers.length === 0) return;
  for (const number of numbers) tx.remove(domainTelnums, inDomain(domain, telnumKey(number)));
  addToCounter(tx, countOf('telnum', domain), -numbers.length);
}
