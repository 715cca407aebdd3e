/**
 * Long lists page by page: rows whose keys are one prefix and a name, in the order of the names. A
 * page goes on behind the last name that the page before looked at, which need not be there any more.
 */
import { visitInSteps } from '../../store/steps.js';
import { keysUnder, type Reader, type Table } from '../../store/store.js';

/** Which rows are wanted. */
export interface PageQuery {
  /** Only those with names that contain this text. */
  readonly filter?: string | undefined;
  /** At most so many; undefined for all. */
  readonly limit?: number | undefined;
  /** Where to go on: what the page before gave; empty for the first page, undefined for no paging. */
  readonly cookie?: string | undefined;
}

/** Pages look at so many names at most, so that a rare filter does not hold up everyone else. */
const looksMax = 20_000;

/** The most bytes of a name, and so of a cookie. */
const cookieMax = 254;

/** Sorts below every byte of a name: what follows it in the key is behind the name itself. */
const behind = ' ';

/**
 * Visits the rows of a page; a visit tells whether its row counts. Gives the cookie of the next
 * page: empty after the last one.
 */
export function* visitPage<Row>(
  tx: Reader,
  table: Table<string, Row>,
  prefix: string,
  { filter = '', limit = Infinity, cookie }: PageQuery,
  visit: (name: string, row: Row) => boolean,
): Generator<void, string> {
  if (limit <= 0) return '';
  const { start, end } = keysUnder(prefix);
  const after = cookie ? cookie.slice(0, cookieMax) + behind : '';
  const looksLeft = cookie === undefined ? Infinity : looksMax;
  let [shown, looked, last, isWhole] = [0, 0, '', true];
  yield* visitInSteps(tx.range(table, { start: start + after, end }), ([key, row]) => {
    isWhole = shown < limit && looked < looksLeft;
    if (!isWhole) return false;
    looked += 1;
    last = key.slice(prefix.length);
    if (last.includes(filter) && visit(last, row)) shown += 1;
    return true;
  });
  return isWhole ? '' : last;
}
