/**
 * Network addresses from which Accounts logged in (protocol, section 4.7): an owner who comes from
 * one of them is not locked out by what strangers do, also after a restart, so they are kept: for
 * each Account in a document of its own, and all of them in a table by address. Knows no password;
 * what counts as one address is told by whoever asks.
 */
import { loginNetworks } from '../../tables/address-tables.js';
import type { Reader, Writer } from '../../store/store.js';
import { accounts, type Id } from '../../tables/tables.js';
import type { Value } from '../../values/value.js';
import { readDocument, writeDocument } from '../core/documents.js';

/** Days since 1970: how exactly the last login from an address is kept. */
export type Day = number;

const dayMs = 24 * 60 * 60 * 1000;

/** The day of a moment, which is in milliseconds since 1970. */
export function dayOf(time: number): Day {
  return Math.floor(time / dayMs);
}

/** Keeps what is known while the server runs. */
export interface LoginAddresses {
  /** What counts as one address. */
  networkOf(address: string): string;
  /** The first day that still counts. */
  readonly since: Day;
  /** Remembers a login from a network of which the store does not know today's yet. */
  remember(account: Id, network: string): void;
}

/** The day of an Account's last login from a network; undefined when none is known. */
export function lastLoginFrom(tx: Reader, account: Id, network: string): Day | undefined {
  return dayIn(readDocument(tx, account, 'knownAddresses').get(network));
}

/** A login that is to be remembered. */
export interface LoginFrom {
  readonly account: Id;
  readonly network: string;
}

/** Remembers logins of a day; of each Account the latest `max` addresses. Accounts that are gone are passed over. */
export function rememberLogins(
  tx: Writer,
  logins: Iterable<LoginFrom>,
  day: Day,
  max: number,
): void {
  for (const { account, network } of logins) {
    if (tx.get(accounts, account) === undefined) continue;
    const known = new Map(readDocument(tx, account, 'knownAddresses')).set(network, String(day));
    writeDocument(tx, account, 'knownAddresses', new Map(latest(known, max)));
    if (tx.get(loginNetworks, network) !== day) tx.put(loginNetworks, network, day);
  }
}

/** Some networks from which anybody logged in, with the day of the last time; `behind` is the last one told before. */
export function someNetworks(
  tx: Reader,
  behind: string | undefined,
  limit: number,
): readonly (readonly [network: string, day: Day])[] {
  const span = behind === undefined ? { limit } : { start: behind, limit: limit + 1 };
  return [...tx.range(loginNetworks, span)].filter(([network]) => network !== behind);
}

/** Forgets networks from which nobody logged in since a day. */
export function forgetNetworks(tx: Writer, networks: Iterable<string>, since: Day): void {
  for (const network of networks) {
    const day = tx.get(loginNetworks, network);
    if (day !== undefined && day < since) tx.remove(loginNetworks, network);
  }
}

/** The latest entries, the oldest first. */
function latest(known: ReadonlyMap<string, Value>, max: number): (readonly [string, Value])[] {
  const byDay = [...known].sort(([, one], [, other]) => (dayIn(one) ?? 0) - (dayIn(other) ?? 0));
  return byDay.slice(Math.max(byDay.length - max, 0));
}

function dayIn(value: Value | undefined): Day | undefined {
  return typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : undefined;
}
