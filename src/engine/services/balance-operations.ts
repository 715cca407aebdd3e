/**
 * The operations on balances that clients ask for by name (catalogue, `Balance`); what balances,
 * reservations and transactions are is in `balances.ts`. Who may credit is decided by the command.
 */
import type { Reader } from '../../store/store.js';
import type { AccountId, Id } from '../../tables/tables.js';
import { asciiLower } from '../../values/letters.js';
import type { Dictionary, Value } from '../../values/value.js';
import {
  balancesOf,
  historyOf,
  keepBalance,
  record,
  requireBalance,
  reservedOf,
  type Balance,
} from './balances.js';
import type { Change } from '../core/change.js';
import { type FoundAccount, newId } from '../directory/directory.js';
import {
  amountParameter,
  operationOf,
  optionalText,
  optionalTime,
  textParameter,
} from './parameters.js';
import { refuse } from '../core/refusal.js';

/** How long a reservation holds when nobody says until when. */
const reserveSeconds = 24 * 60 * 60;

/** The most transactions that one answer tells. */
const historyMax = 1000;

type Operation = (change: Change, account: FoundAccount, given: Dictionary) => Dictionary;

/** An operation, and whether it gives or destroys money, so that no owner may do it for itself. */
interface BalanceOperation {
  readonly run: Operation;
  readonly crediting: boolean;
}

const operations: ReadonlyMap<string, BalanceOperation> = new Map([
  ['list', { run: list, crediting: false }],
  ['credit', { run: credit, crediting: true }],
  ['remove', { run: remove, crediting: true }],
  ['reserve', { run: reserve, crediting: false }],
  ['release', { run: release, crediting: false }],
  ['charge', { run: charge, crediting: false }],
  ['read', { run: read, crediting: false }],
  ['readall', { run: readAll, crediting: false }],
]);

/**
 * The latest transactions of an Account, when the parameter `op` asks for its history; undefined when
 * it asks for something else. Making it refuses with `illegal-value`.
 */
export function balanceListing(
  given: Dictionary,
): ((tx: Reader, account: Id) => Generator<void, Dictionary>) | undefined {
  const op = given.get('op');
  if (typeof op !== 'string' || asciiLower(op) !== 'history') return undefined;
  return (tx, account) => history(tx, account, given);
}

/**
 * The operation that the parameter `op` asks for, unless that is the history. Running it refuses with `illegal-value`,
 * `unknown-balance`, `unknown-reserve`, `funds-too-small` or `limit-reached`.
 */
export function balanceOperation(given: Dictionary): BalanceOperation {
  return operationOf(operations, given, 'op');
}

function list({ tx, now }: Change, { id }: FoundAccount): Dictionary {
  return new Map([['balance', [...balancesOf(tx, id, now).keys()].sort()]]);
}

function read({ tx, now }: Change, { id }: FoundAccount, given: Dictionary): Dictionary {
  const balance = requireBalance(tx, id, nameIn(given), now);
  return new Map([
    ['amount', balance.value],
    ['reserved', reservedOf(balance)],
  ]);
}

function readAll({ tx, now }: Change, { id }: FoundAccount): Dictionary {
  return new Map(Array.from(balancesOf(tx, id, now), ([name, { value }]) => [name, value]));
}

function* history(tx: Reader, account: AccountId, given: Dictionary): Generator<void, Dictionary> {
  const asked = given.has('limit') ? Number(amountParameter(given, 'limit')) : historyMax;
  const limit = Math.min(asked, historyMax);
  const balance = optionalText(given, 'balance');
  return new Map([['history', yield* historyOf(tx, account, balance, limit)]]);
}

function credit(change: Change, account: FoundAccount, given: Dictionary): Dictionary {
  const name = nameIn(given);
  const before = balancesOf(change.tx, account.id, change.now).get(name);
  const { value, reserves } = before ?? { value: 0n, reserves: new Map() };
  const amount = amountParameter(given, 'amount');
  return transacted(change, account, given, { op: 'credit', amount }, name, {
    value: value + amount,
    reserves,
  });
}

function remove(change: Change, account: FoundAccount, given: Dictionary): Dictionary {
  const name = nameIn(given);
  const { value } = requireBalance(change.tx, account.id, name, change.now);
  keepBalance(change, account, name, undefined);
  if (value !== 0n) {
    record(change, account.id, {
      op: 'remove',
      balance: name,
      amount: value,
      value: 0n,
      ...saidOf(given),
    });
  }
  return new Map([['amount', value]]);
}

/** A reservation of a name that there is already grows by the amount and gets the new end. */
function reserve(change: Change, account: FoundAccount, given: Dictionary): Dictionary {
  const { tx, now } = change;
  const name = nameIn(given);
  const balance = requireBalance(tx, account.id, name, now);
  const amount = amountParameter(given, 'amount');
  requireFunds(balance.value - reservedOf(balance), amount);
  const known = optionalText(given, 'reserve') ?? '';
  const reserveName = known === '' ? `r${newId(tx)}` : known;
  const held = (balance.reserves.get(reserveName)?.amount ?? 0n) + amount;
  const expires = optionalTime(given, 'expires')?.seconds ?? Math.ceil(now / 1000) + reserveSeconds;
  const reserves = new Map(balance.reserves).set(reserveName, { amount: held, expires });
  keepBalance(change, account, name, { ...balance, reserves });
  return new Map<string, Value>([
    ['amount', held],
    ['reserve', reserveName],
  ]);
}

function release(change: Change, account: FoundAccount, given: Dictionary): Dictionary {
  const name = nameIn(given);
  const balance = requireBalance(change.tx, account.id, name, change.now);
  const reserveName = textParameter(given, 'reserve');
  const { amount } = balance.reserves.get(reserveName) ?? refuse('unknown-reserve');
  const reserves = new Map(balance.reserves);
  reserves.delete(reserveName);
  keepBalance(change, account, name, { ...balance, reserves });
  return new Map([['amount', amount]]);
}

/** Against a reservation, what that holds back is free for it, and it shrinks by what is taken. */
function charge(change: Change, account: FoundAccount, given: Dictionary): Dictionary {
  const name = nameIn(given);
  const balance = requireBalance(change.tx, account.id, name, change.now);
  const amount = amountParameter(given, 'amount');
  const reserves = new Map(balance.reserves);
  const reserveName = optionalText(given, 'reserve') ?? '';
  if (reserveName !== '') {
    const held = reserves.get(reserveName) ?? refuse('unknown-reserve');
    reserves.delete(reserveName);
    requireFunds(balance.value - reservedOf({ ...balance, reserves }), amount);
    const rest = held.amount - amount;
    if (rest > 0n) reserves.set(reserveName, { ...held, amount: rest });
  } else {
    requireFunds(balance.value - reservedOf(balance), amount);
  }
  return transacted(change, account, given, { op: 'charge', amount }, name, {
    value: balance.value - amount,
    reserves,
  });
}

function transacted(
  change: Change,
  account: FoundAccount,
  given: Dictionary,
  what: { readonly op: string; readonly amount: bigint },
  name: string,
  next: Balance,
): Dictionary {
  keepBalance(change, account, name, next);
  record(change, account.id, { ...what, balance: name, value: next.value, ...saidOf(given) });
  return new Map([['amount', next.value]]);
}

function requireFunds(free: bigint, amount: bigint): void {
  if (amount > free) refuse('funds-too-small');
}

/** The default balance is meant when none is named. */
function nameIn(given: Dictionary): string {
  return optionalText(given, 'balance') ?? '';
}

function saidOf(given: Dictionary): {
  readonly reference: string | undefined;
  readonly description: Value | undefined;
} {
  return {
    reference: optionalText(given, 'reference'),
    description: given.get('description'),
  };
}
