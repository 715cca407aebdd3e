/**
 * Subscribers of a Mailing List, all or page by page, as texts of the data language: a List may
 * have hundreds of thousands of them (objects, section 7.1), so nothing but the text is held.
 */
import { subscribers, type SubscriberRow } from '../../tables/list-tables.js';
import { visitInSteps } from '../../store/steps.js';
import { keysUnder, type Reader } from '../../store/store.js';
import type { Id } from '../../tables/tables.js';
import { foldedAddress } from '../../values/letters.js';
import { printString } from '../../values/print.js';
import { descriptorText, subscriberCount } from './subscribers.js';

/** Which subscribers are wanted. */
export interface SubscriberQuery {
  /** Only addresses that contain this text, in whatever case. */
  readonly filter: string | undefined;
  /** At most so many; undefined for all. */
  readonly limit: number | undefined;
  /** Where to go on: what the page before told; empty for the first page, undefined for no paging. */
  readonly cookie?: string | undefined;
}

/** Pages look at so many addresses at most, so that a rare filter does not hold up everyone else. */
const looksMax = 20_000;

/** The most bytes of an address, and so of a cookie. */
const cookieMax = 254;

/** Sorts below every byte of an address: what follows it in the key is behind the address itself. */
const behind = ' ';

/** The addresses of subscribers, in the order of their letters, as the text of an array. */
export function* addressesText(
  tx: Reader,
  list: Id,
  query: SubscriberQuery,
): Generator<void, string> {
  const { text } = yield* pageOf(tx, list, query, ({ address }) => printString(address));
  return `(${text})`;
}

/**
 * Subscribers as the text of an array: how many the List has, an array of descriptors, and, when a
 * cookie was given, the cookie of the next page (empty after the last one).
 */
export function* subscribersText(
  tx: Reader,
  list: Id,
  query: SubscriberQuery,
): Generator<void, string> {
  const { text, cookie } = yield* pageOf(tx, list, query, descriptorText);
  const rest = query.cookie === undefined ? '' : `,${printString(cookie)}`;
  return `(#${subscriberCount(tx, list)},(${text})${rest})`;
}

function* pageOf(
  tx: Reader,
  list: Id,
  { filter = '', limit = Infinity, cookie }: SubscriberQuery,
  textOf: (row: SubscriberRow) => string,
): Generator<void, { readonly text: string; readonly cookie: string }> {
  if (limit <= 0) return { text: '', cookie: '' };
  const prefix = `${list}/`;
  const { start, end } = keysUnder(prefix);
  const after = cookie ? foldedAddress(cookie.slice(0, cookieMax)) + behind : '';
  const looksLeft = cookie === undefined ? Infinity : looksMax;
  const wanted = foldedAddress(filter);
  let [text, shown, looked, last, isWhole] = ['', 0, 0, '', true];
  const rows = tx.range(subscribers, { start: start + after, end });
  yield* visitInSteps(rows, ([key, row]) => {
    isWhole = shown < limit && looked < looksLeft;
    if (!isWhole) return false;
    looked += 1;
    last = key.slice(prefix.length);
    if (!last.includes(wanted)) return true;
    text += `${shown > 0 ? ',' : ''}${textOf(row)}`;
    shown += 1;
    return true;
  });
  return { text, cookie: isWhole ? '' : last };
}
