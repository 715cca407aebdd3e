/**
 * Listings of telephone numbers, of a Domain or of the whole server (objects, section 5.4). How
 * Accounts get numbers is in `telnums.ts`.
 */
import { visitInSteps } from '../../store/steps.js';
import { keysUnder, type Reader } from '../../store/store.js';
import { counters, domains, domainTelnums, telnums } from '../../tables/tables.js';
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
 * Visits numbers of a Domain with the names of their Accounts, in ascending order; without a Domain
 * numbers of all, with names as `name@domain`. Gives how many there are in all.
 */
export function* visitTelnums(
  tx: Reader,
  domain: FoundDomain | undefined,
  { filter = '', limit }: TelnumFilter,
  visit: (number: string, account: string) => void,
): Generator<void, number> {
  const total = domain ? counter(tx, countOf('telnum', domain.id)) : totalOfAll(tx);
  if (limit <= 0) return total;
  const prefix = domain ? `${domain.id}/` : '';
  const numbers = domain ? tx.range(domainTelnums, keysUnder(prefix)) : tx.range(telnums, {});
  const wanted = filter.startsWith('+') ? filter.slice(1) : filter;
  let left = limit;
  yield* visitInSteps(numbers, ([key, id]) => {
    const number = key.slice(prefix.length);
    const row = number.includes(wanted) ? presentAccount(tx, id) : undefined;
    if (row === undefined) return true;
    const name = domain ? row.name : fullName(tx, row.domain, row.name);
    visit(row.telnums.includes(number) ? number : `+${number}`, name);
    left -= 1;
    return left > 0;
  });
  return total;
}

function totalOfAll(tx: Reader): number {
  let total = 0;
  for (const [key, amount] of tx.range(counters, keysUnder('telnum/'))) {
    if (tx.get(domains, Number(key.slice('telnum/'.length))) !== undefined) total += amount;
  }
  return total;
}
