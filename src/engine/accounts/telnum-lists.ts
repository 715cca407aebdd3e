/**
 * Listings of telephone numbers, of a Domain or of the whole server (objects, section 5.4). How
 * Accounts get numbers is in `telnums.ts`.
 */
import { visitInSteps } from '../../store/steps.js';
import { keysUnder, type Reader } from '../../store/store.js';
import {
  counters,
  domains,
  domainTelnums,
  telnums,
  type AccountRow,
  type Id,
} from '../../tables/tables.js';
import type { Dictionary, Value } from '../../values/value.js';
import {
  type FoundDomain,
  countOf,
  counter,
  fullName,
  presentAccount,
} from '../directory/directory.js';

/** Which numbers are wanted. */
export interface TelnumFilter {
  /** Only numbers that contain this text, a leading `+` of which is ignored. */
  readonly filter: string | undefined;
  /** At most so many numbers. */
  readonly limit: number;
}

/**
 * Numbers of a Domain with the names of their Accounts, in ascending order, and under the empty key
 * how many the Domain has in all.
 */
export function listDomainTelnums(
  tx: Reader,
  { id }: FoundDomain,
  wanted: TelnumFilter,
): Generator<void, Dictionary> {
  const prefix = `${id}/`;
  const all = tx.range(domainTelnums, keysUnder(prefix));
  const total = counter(tx, countOf('telnum', id));
  return listed(tx, all, prefix.length, wanted, total, ({ name }) => name);
}

/** As `listDomainTelnums`, for all Domains; Accounts are told as `name@domain`. */
export function listServerTelnums(tx: Reader, wanted: TelnumFilter): Generator<void, Dictionary> {
  let total = 0;
  for (const [key, amount] of tx.range(counters, keysUnder('telnum/'))) {
    if (tx.get(domains, Number(key.slice('telnum/'.length))) !== undefined) total += amount;
  }
  const all = tx.range(telnums, {});
  return listed(tx, all, 0, wanted, total, ({ domain, name }) => fullName(tx, domain, name));
}

function* listed(
  tx: Reader,
  numbers: Iterable<readonly [string, Id]>,
  prefixLength: number,
  { filter = '', limit }: TelnumFilter,
  total: number,
  nameOf: (row: AccountRow) => string,
): Generator<void, Dictionary> {
  const result = new Map<string, Value>([['', BigInt(total)]]);
  if (limit <= 0) return result;
  const wanted = filter.startsWith('+') ? filter.slice(1) : filter;
  yield* visitInSteps(numbers, ([key, id]) => {
    const number = key.slice(prefixLength);
    const row = number.includes(wanted) ? presentAccount(tx, id) : undefined;
    if (row === undefined) return true;
    result.set(row.telnums.includes(number) ? number : `+${number}`, nameOf(row));
    return result.size <= limit;
  });
  return result;
}
