/**
 * Subscribers of Mailing Lists: subscribe and leave, the receiving and the posting
 * mode, bounces (objects, section 7.2). A subscriber is found by its address, whatever the case of
 * its letters.
 *
 * This server sends no mail: a request for confirmation is only noted, and nothing is welcomed.
 */
import { subscribers, type ReceivingMode, type SubscriberRow } from '../../tables/list-tables.js';
import type { Reader } from '../../store/store.js';
import type { ListId, OwnedRow } from '../../tables/tables.js';
import { foldedAddress } from '../../values/letters.js';
import { print } from '../../values/print.js';
import { TimeStamp, type Value } from '../../values/value.js';
import type { Change } from '../core/change.js';
import { type FoundList, addToCounter, counter } from '../directory/directory.js';
import { effectOn } from '../core/effects.js';
import { visitPage, type PageQuery } from '../directory/pages.js';
import { bounceRulesOf, firstModerationOf, receivingModeOf } from './list-settings.js';
import { refuse } from '../core/refusal.js';
import { subjectOf } from '../directory/subjects.js';

/** An e-mail address, and the real name that came with it; empty for none. */
export interface MailAddress {
  readonly address: string;
  readonly realName: string;
}

/** What a subscription is asked for. */
export interface Subscription extends MailAddress {
  /** `subscribe` is the default mode of the List. */
  readonly mode: ReceivingMode | 'subscribe';
  /** The address shall be confirmed before it gets anything. */
  readonly confirm: boolean;
  /** A text nobody can guess, for a new subscriber. */
  readonly confirmationId: string;
}

/** How postings of a subscriber are moderated: a number stands for so many next ones. */
export type PostingMode = 'unmoderated' | 'moderateAll' | 'prohibited' | 'special' | number;

/** The most bytes of an e-mail address (RFC 5321, 4.5.3.1). */
const addressBytesMax = 254;

const plainAddress = /^[^\0-\x20\x7f<>(),;:\\"@]+@[^\0-\x20\x7f<>(),;\\"@]+$/;

/** How many subscribers a List has, in whatever mode. */
export function subscriberCount(tx: Reader, list: ListId): number {
  return counter(tx, countOf(list));
}

/**
 * Subscribes an address, or changes the receiving mode of a subscriber. A mode by its name switches
 * to it, and so lifts a ban; `subscribe` leaves a subscriber as it is, refuses with `illegal-value`
 * for a banned one. Without `confirm` a waiting subscriber counts as confirmed; one that was
 * confirmed is not asked again. Refuses with `illegal-value` what is no address.
 */
export function subscribe(change: Change, list: FoundList, asked: Subscription): void {
  const { tx } = change;
  const key = keyOf(list.id, asked.address);
  const row = tx.get(subscribers, key);
  if (row === undefined) {
    replace(change, list, key, undefined, newSubscriber(change, list.row, asked));
    return;
  }
  if (asked.mode === 'subscribe' && row.mode === 'banned') {
    refuse('illegal-value', 'this address is banned from the mailing list');
  }
  replace(change, list, key, row, {
    ...row,
    realName: asked.realName === '' ? row.realName : asked.realName,
    mode: asked.mode === 'subscribe' ? row.mode : asked.mode,
    waiting: row.waiting && asked.confirm && asked.mode !== 'banned',
  });
}

function newSubscriber({ now }: Change, list: OwnedRow, asked: Subscription): SubscriberRow {
  const mode = asked.mode === 'subscribe' ? receivingModeOf(list) : asked.mode;
  return {
    address: asked.address,
    realName: asked.realName,
    mode,
    waiting: asked.confirm && mode !== 'banned',
    confirmationId: asked.confirmationId,
    subscribed: now,
    posts: 0,
    moderation: firstModerationOf(list),
    bounces: 0,
    lastBounce: 0,
  };
}

/** Removes a subscriber, also a banned one. Refuses with `unknown-subscriber`. */
export function unsubscribe(change: Change, list: FoundList, address: string): void {
  const { key, row } = findSubscriber(change.tx, list.id, address);
  replace(change, list, key, row, undefined);
}

/** Sets how postings of a subscriber are moderated. Refuses with `unknown-subscriber`. */
export function setPostingMode(
  change: Change,
  list: FoundList,
  address: string,
  mode: PostingMode,
): void {
  const { key, row } = findSubscriber(change.tx, list.id, address);
  const moderation = mode === 'unmoderated' || mode === 0 ? '' : String(mode);
  replace(change, list, key, row, { ...row, moderation });
}

/**
 * Does what a bounce of a message to a subscriber does: counts it, unless the last one that counted
 * was within the List's `CoolOffPeriod`, and removes the subscriber when `MaxBounces` is reached. A
 * fatal bounce always counts, as `FatalWeight` ordinary ones. A ban outlives all bounces. Refuses
 * with `unknown-subscriber`.
 */
export function processBounce(
  change: Change,
  list: FoundList,
  address: string,
  fatal: boolean,
): void {
  const { key, row } = findSubscriber(change.tx, list.id, address);
  const { max, fatalWeight, coolOffMs } = bounceRulesOf(list.row);
  if (!fatal && row.lastBounce > 0 && change.now < row.lastBounce + coolOffMs) return;
  const bounces = row.bounces + (fatal && fatalWeight !== Infinity ? fatalWeight : 1);
  const leaves = bounces >= max || (fatal && fatalWeight === Infinity);
  const next = { ...row, bounces, lastBounce: change.now };
  replace(change, list, key, row, leaves && row.mode !== 'banned' ? undefined : next);
}

/** A subscriber; undefined for an address that is not on the List. */
export function subscriberAt(tx: Reader, list: ListId, address: string): SubscriberRow | undefined {
  return isAddress(address) ? tx.get(subscribers, keyOf(list, address)) : undefined;
}

/**
 * Visits subscribers in the order of their addresses, all or a page of them; the filter and the
 * cookie are in whatever case. Gives the cookie of the next page.
 */
export function visitSubscribers(
  tx: Reader,
  list: ListId,
  { filter, limit, cookie }: PageQuery,
  visit: (row: SubscriberRow) => void,
): Generator<void, string> {
  const query = {
    filter: filter && foldedAddress(filter),
    limit,
    cookie: cookie && foldedAddress(cookie),
  };
  return visitPage(tx, subscribers, `${list}/`, query, (_address, row) => {
    visit(row);
    return true;
  });
}

function findSubscriber(
  tx: Reader,
  list: ListId,
  address: string,
): { readonly key: string; readonly row: SubscriberRow } {
  const key = keyOf(list, address);
  return { key, row: tx.get(subscribers, key) ?? refuse('unknown-subscriber') };
}

/** The key of the counter of a List's subscribers. */
export function countOf(list: ListId): string {
  return `subscribers/${list}`;
}

function keyOf(list: ListId, address: string): string {
  if (!isAddress(address)) refuse('illegal-value', 'illegal e-mail address');
  return `${list}/${foldedAddress(address)}`;
}

/** Whether a text can be a subscriber's address. */
export function isAddress(text: string): boolean {
  return text.length <= addressBytesMax && plainAddress.test(text);
}

/** Writes or removes a subscriber, counts it, and tells the journal; no change tells nothing. */
function replace(
  change: Change,
  { id, row: list }: FoundList,
  key: string,
  row: SubscriberRow | undefined,
  next: SubscriberRow | undefined,
): void {
  const [before, after] = [row && describe(row), next && describe(next)];
  if (before === after) return;
  const { tx } = change;
  const told = effectOn(subjectOf(tx, 'list', id, list), 'subscriber', { before, after });
  if (next === undefined) change.remove(subscribers, key, told);
  else change.put(subscribers, key, next, told);
  const added = (next === undefined ? 0 : 1) - (row === undefined ? 0 : 1);
  if (added !== 0) addToCounter(tx, countOf(id), added);
}

/** A subscriber as the journal tells of it, without the id that would confirm it. */
function describe(row: SubscriberRow): string {
  const { realName, mode, waiting, moderation, bounces } = row;
  const told = new Map<string, Value>([
    ['Sub', row.address],
    ['mode', waiting ? 'subscribe' : mode],
    ['posts', BigInt(row.posts)],
    ['subscribeTime', timeOf(row.subscribed)],
  ]);
  if (realName !== '') told.set('RealName', realName);
  if (bounces > 0)
    told.set('bounces', BigInt(bounces)).set('lastBounceTime', timeOf(row.lastBounce));
  if (moderation !== '') told.set('moderation', moderation);
  if (waiting) told.set('wanted', mode);
  return print(told);
}

function timeOf(milliseconds: number): TimeStamp {
  return new TimeStamp('time', Math.floor(milliseconds / 1000));
}
