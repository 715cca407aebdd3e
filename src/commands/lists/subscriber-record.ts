/** What the commands tell of a subscriber: each has keys of its own. */
import type { SubscriberRow } from '../../tables/list-tables.js';
import { print, printString } from '../../values/print.js';
import { TimeStamp, type Dictionary, type Value } from '../../values/value.js';

/** The record of one subscriber. */
export function subscriberInfo(row: SubscriberRow): Dictionary {
  const info = new Map<string, Value>([
    ['mode', shownMode(row)],
    ['confirmationID', row.confirmationId],
    ['timeSubscribed', acapTime(row.subscribed)],
    ['posts', shownPosts(row)],
  ]);
  if (row.bounces > 0) {
    info.set('bounces', String(row.bounces)).set('lastBounced', acapTime(row.lastBounce));
  }
  if (row.realName !== '') info.set('RealName', row.realName);
  return info;
}

/**
 * A subscriber's descriptor, as the text of a dictionary: there may be hundreds of thousands of them
 * in one answer.
 */
export function descriptorText(row: SubscriberRow): string {
  const realName = row.realName === '' ? '' : `RealName=${printString(row.realName)};`;
  const bounced =
    row.bounces === 0 ? '' : `bounces=#${row.bounces};lastBounceTime=${timeText(row.lastBounce)};`;
  return (
    `{${realName}Sub=${printString(row.address)};${bounced}mode=${shownMode(row)};` +
    `posts=${print(shownPosts(row))};subscribeTime=${timeText(row.subscribed)};}`
  );
}

function shownMode({ mode, waiting }: SubscriberRow): string {
  return waiting ? 'subscribe' : mode;
}

/** The count of postings; or a word, or how many next ones are moderated, as an array of one. */
function shownPosts({ moderation, posts }: SubscriberRow): Value {
  if (moderation === '') return BigInt(posts);
  return /^\d/.test(moderation) ? [moderation] : moderation;
}

function timeText(milliseconds: number): string {
  return print(new TimeStamp('time', Math.floor(milliseconds / 1000)));
}

/** A GMT time in the form of ACAP (RFC 2244, 4.5): `20250102030405`. */
function acapTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 19).replace(/\D/g, '');
}
