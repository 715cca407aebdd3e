/**
 * What can be done with a balance (catalogue, `Balance`); what balances, reservations and
 * transactions are is in `balances.ts`. Who may credit is decided by the command.
 */
import type { Change } from '../core/change.js';
import { refuse } from '../core/refusal.js';
import { type FoundAccount, newId } from '../directory/directory.js';
import {
  balancesOf,
  keepBalance,
  record,
  requireBalance,
  reservedOf,
  type Balance,
  type Remarks,
  type Transaction,
} from './balances.js';

/** How long a reservation holds when nobody says until when. */
const reserveSeconds = 24 * 60 * 60;

/** A balance of an Account, by its name, within a change. All but `credit` refuse with `unknown-balance`. */
export class NamedBalance {
  constructor(
    readonly change: Change,
    readonly account: FoundAccount,
    readonly name: string,
  ) {}

  /** The balance as it is. */
  get present(): Balance {
    return requireBalance(this.change.tx, this.account.id, this.name, this.change.now);
  }

  /** Adds to the balance, or makes it; gives its value. Refuses with `illegal-value` or `limit-reached`. */
  credit(amount: bigint, remarks: Remarks): bigint {
    const balances = balancesOf(this.change.tx, this.account.id, this.change.now);
    const { value, reserves } = balances.get(this.name) ?? { value: 0n, reserves: new Map() };
    this.#keep({ value: value + amount, reserves });
    return this.#record({ op: 'credit', amount, value: value + amount, ...remarks });
  }

  /** Removes the balance; gives the value that it had. */
  remove(remarks: Remarks): bigint {
    const { value: amount } = this.present;
    this.#keep(undefined);
    if (amount !== 0n) this.#record({ op: 'remove', amount, value: 0n, ...remarks });
    return amount;
  }

  /**
   * Holds back a part of the balance until `expires` (GMT seconds since 1970). A reservation of a
   * name that there is already grows by the amount and gets the new end; an empty name stands for a
   * new one. Gives its name and its whole amount. Refuses with `funds-too-small` or `limit-reached`.
   */
  reserve(
    amount: bigint,
    known: string,
    expires = Math.ceil(this.change.now / 1000) + reserveSeconds,
  ): { readonly reserve: string; readonly amount: bigint } {
    const { value, reserves } = this.present;
    requireFunds({ value, reserves }, amount);
    const reserve = known === '' ? `r${newId(this.change.tx)}` : known;
    const held = (reserves.get(reserve)?.amount ?? 0n) + amount;
    this.#keep({ value, reserves: new Map(reserves).set(reserve, { amount: held, expires }) });
    return { reserve, amount: held };
  }

  /** Ends a reservation; gives its amount. Refuses with `unknown-reserve`. */
  release(reserve: string): bigint {
    const { value, reserves } = this.present;
    const { amount } = reserves.get(reserve) ?? refuse('unknown-reserve');
    const others = new Map(reserves);
    others.delete(reserve);
    this.#keep({ value, reserves: others });
    return amount;
  }

  /**
   * Takes an amount from the balance; gives the value that is left. Against a reservation (an empty
   * name stands for none), what that holds back is free for it, and it shrinks by what is taken.
   * Refuses with `unknown-reserve` or `funds-too-small`.
   */
  charge(amount: bigint, reserve: string, remarks: Remarks): bigint {
    const { value: before, reserves } = this.present;
    const held = reserve === '' ? undefined : (reserves.get(reserve) ?? refuse('unknown-reserve'));
    const rest = new Map(reserves);
    if (held) rest.delete(reserve);
    requireFunds({ value: before, reserves: rest }, amount);
    if (held && held.amount > amount) rest.set(reserve, { ...held, amount: held.amount - amount });
    const value = before - amount;
    this.#keep({ value, reserves: rest });
    return this.#record({ op: 'charge', amount, value, ...remarks });
  }

  #keep(next: Balance | undefined): void {
    keepBalance(this.change, this.account, this.name, next);
  }

  /** Gives the value that the balance has after the transaction. */
  #record(transaction: Omit<Transaction, 'balance'>): bigint {
    record(this.change, this.account.id, { ...transaction, balance: this.name });
    return transaction.value;
  }
}

function requireFunds(balance: Balance, amount: bigint): void {
  if (amount > balance.value - reservedOf(balance)) refuse('funds-too-small');
}
