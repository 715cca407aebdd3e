/**
 * Balances of Accounts (objects, section 13; catalogue, `Balance`): named amounts of money as 64-bit
 * integers, the reservations that hold back parts of them, and the history of transactions. The
 * default balance has an empty name. A reservation that has expired is as good as released.
 */
import { transactions } from '../../tables/balance-tables.js';
import { oneRow, visitInSteps } from '../../store/steps.js';
import { keysUnder, type Reader } from '../../store/store.js';
import type { AccountId } from '../../tables/tables.js';
import { print } from '../../values/print.js';
import { isDictionary, TimeStamp, type Dictionary, type Value } from '../../values/value.js';
import type { Change } from '../core/change.js';
import { type FoundAccount, newId } from '../directory/directory.js';
import { changeDocument } from '../core/document-changes.js';
import { dictionaryOf, readDocument } from '../core/documents.js';
import { refuse } from '../core/refusal.js';
import { theAccount } from '../directory/subjects.js';

/** A balance: its value, and what is held back of it until when. */
export interface Balance {
  readonly value: bigint;
  readonly reserves: ReadonlyMap<string, Reserve>;
}

/** A reservation; it counts until `expires`, in GMT seconds since 1970. */
export interface Reserve {
  readonly amount: bigint;
  readonly expires: number;
}

/** What whoever moves money says of it. */
export interface Remarks {
  readonly reference: string | undefined;
  readonly description: Value | undefined;
}

/** What a transaction tells. */
export interface Transaction extends Remarks {
  readonly op: string;
  readonly balance: string;
  readonly amount: bigint;
  readonly value: bigint;
}

const balancesMax = 100;
const reservesMax = 100;
const nameBytesMax = 255;
const amountMax = (1n << 63n) - 1n;

/** The most transactions that one reading of the history gives. */
const historyMax = 1000;

/** The digits of a transaction's number in its key: keys sort as numbers do. */
const numberDigits = 12;

/** The balances of an Account by name, without reservations that have expired by `now`. */
export function balancesOf(
  tx: Reader,
  account: AccountId,
  now: number,
): ReadonlyMap<string, Balance> {
  const kept = readDocument(tx, account, 'balances');
  return new Map(Array.from(kept, ([name, row]) => [name, balanceOf(row, now / 1000)]));
}

/** A balance by its name. Refuses with `unknown-balance`. */
export function requireBalance(tx: Reader, account: AccountId, name: string, now: number): Balance {
  return balancesOf(tx, account, now).get(name) ?? refuse('unknown-balance');
}

/** What is held back of a balance. */
export function reservedOf({ reserves }: Balance): bigint {
  let sum = 0n;
  for (const { amount } of reserves.values()) sum += amount;
  return sum;
}

/**
 * Writes a balance, or removes it when `next` is undefined. Refuses with `illegal-value` a name or
 * an amount that cannot be kept, and with `limit-reached`.
 */
export function keepBalance(
  change: Change,
  account: FoundAccount,
  name: string,
  next: Balance | undefined,
): void {
  if (name.length > nameBytesMax || /[\0-\x1f]/.test(name)) {
    refuse('illegal-value', 'illegal balance name');
  }
  const kept = new Map(readDocument(change.tx, account.id, 'balances'));
  if (next === undefined) kept.delete(name);
  else kept.set(name, rowOf(next));
  if (kept.size > balancesMax) refuse('limit-reached', 'too many balances');
  changeDocument(change, theAccount(change.tx, account), 'balances', kept);
}

/** Appends a transaction to the history of an Account. */
export function record({ tx, now }: Change, account: AccountId, transaction: Transaction): void {
  const { reference, description, ...rest } = transaction;
  const told = new Map<string, Value>(Object.entries(rest));
  told.set('time', new TimeStamp('time', Math.floor(now / 1000)));
  if (reference !== undefined) told.set('reference', reference);
  if (description !== undefined) told.set('description', description);
  const number = String(newId(tx)).padStart(numberDigits, '0');
  tx.put(transactions, `${account}/${number}`, print(told));
}

/**
 * The latest transactions of an Account, or of one of its balances, the oldest first: at most
 * `limit`, and never more than a thousand.
 */
export function* historyOf(
  tx: Reader,
  account: AccountId,
  balance: string | undefined,
  limit = historyMax,
): Generator<void, readonly Dictionary[]> {
  const found: Dictionary[] = [];
  const span = { ...keysUnder(`${account}/`), reverse: true };
  const look = ([, text]: readonly [string, string]): boolean => {
    if (found.length >= Math.min(limit, historyMax)) return false;
    const told = dictionaryOf(text);
    if (balance === undefined || told.get('balance') === balance) found.push(told);
    return true;
  };
  yield* visitInSteps(tx.range(transactions, span), look, oneRow);
  return found.reverse();
}

function balanceOf(row: Value, nowSeconds: number): Balance {
  if (!isDictionary(row)) throw new Error('a balance is no dictionary');
  const reserves = new Map<string, Reserve>();
  const kept = row.get('reserves');
  for (const [name, reserve] of isDictionary(kept) ? kept : []) {
    const { amount, expires } = reserveOf(reserve);
    if (expires > nowSeconds) reserves.set(name, { amount, expires });
  }
  return { value: numberIn(row, 'value'), reserves };
}

function reserveOf(row: Value): Reserve {
  if (!isDictionary(row)) throw new Error('a reservation is no dictionary');
  return { amount: numberIn(row, 'amount'), expires: Number(numberIn(row, 'expires')) };
}

function numberIn(row: Dictionary, key: string): bigint {
  const value = row.get(key);
  return typeof value === 'bigint' ? value : 0n;
}

function rowOf(balance: Balance): Dictionary {
  if (balance.value > amountMax || reservedOf(balance) > amountMax) {
    refuse('illegal-value', 'amount is too large');
  }
  if (balance.reserves.size > reservesMax) refuse('limit-reached', 'too many reservations');
  const row = new Map<string, Value>([['value', balance.value]]);
  if (balance.reserves.size === 0) return row;
  const reserves = Array.from(balance.reserves, ([name, { amount, expires }]): [string, Value] => [
    name,
    new Map<string, Value>([
      ['amount', amount],
      ['expires', BigInt(Math.floor(expires))],
    ]),
  ]);
  return row.set('reserves', new Map(reserves));
}
