/**
 * The subscribers of an imported Mailing List: `LISTS/<name>.subs`, a dictionary from addresses to
 * what is known of each. What cannot be read of one is told; the address comes in all the same.
 */
import { isAddress, countOf } from '../../engine/subscribers.js';
import { addToCounter } from '../../engine/directory.js';
import { subscribers, type ReceivingMode, type SubscriberRow } from '../../store/list-tables.js';
import { asciiLower, foldedAddress } from '../../values/letters.js';
import { isDictionary, TimeStamp, type Dictionary } from '../../values/value.js';
import { subscribersFile } from '../reading/domain-files.js';
import type { Notes } from '../reading/notes.js';
import type { SourceTree } from '../reading/source-tree.js';
import type { DomainReading } from './domain-source.js';
import type { ImportedList } from './domain-objects.js';
import type { Steps } from './target.js';

/** How many subscribers one transaction writes. */
const subscribersAtOnce = 5000;

const legalModeration = /^(?:special|moderateAll|prohibited|\d{1,9})$/;

const modes: readonly ReceivingMode[] = ['feed', 'digest', 'index', 'null', 'banned'];

/** Writes the subscribers of a List. `now` (milliseconds) is for those whose time is not told. */
export async function writeSubscribers(
  tree: SourceTree,
  { source }: DomainReading,
  { id, file }: ImportedList,
  steps: Steps,
  notes: Notes,
  now: number,
): Promise<void> {
  const path = subscribersFile(source.directory, file);
  const rows = new Map<string, SubscriberRow>();
  for (const [address, told] of tree.dictionary(path) ?? []) {
    const key = foldedAddress(address);
    if (!isAddress(address)) notes.add('dropped', path, `${address}: no e-mail address`);
    else if (rows.has(key)) notes.add('dropped', path, `${address}: it is there twice`);
    else rows.set(key, subscriberRow(address, isDictionary(told) ? told : new Map(), now));
  }
  const all = [...rows];
  for (let at = 0; at < all.length; at += subscribersAtOnce) {
    const some = all.slice(at, at + subscribersAtOnce);
    await steps.do((tx) => {
      for (const [key, row] of some) tx.put(subscribers, `${id}/${key}`, row);
      addToCounter(tx, countOf(id), some.length);
    });
  }
}

function subscriberRow(key: string, told: Dictionary, now: number): SubscriberRow {
  const address = textIn(told, 'Address');
  const moderation = textIn(told, 'Moderation');
  return {
    address: foldedAddress(address) === foldedAddress(key) ? address : key,
    realName: textIn(told, 'RealName'),
    mode: modes.find((mode) => mode === asciiLower(textIn(told, 'Mode'))) ?? 'feed',
    waiting: told.get('Waiting') === 'YES',
    confirmationId: textIn(told, 'ConfirmationID'),
    subscribed: timeIn(told, 'Subscribed') ?? now,
    posts: numberIn(told, 'Posts'),
    moderation: legalModeration.test(moderation) ? moderation : '',
    bounces: numberIn(told, 'Bounces'),
    lastBounce: timeIn(told, 'LastBounce') ?? 0,
  };
}

function textIn(told: Dictionary, key: string): string {
  const value = told.get(key);
  return typeof value === 'string' ? value : '';
}

function numberIn(told: Dictionary, key: string): number {
  const value = told.get(key);
  const text = typeof value === 'bigint' ? String(value) : value;
  return typeof text === 'string' && /^\d{1,12}$/.test(text) ? Number(text) : 0;
}

/** Milliseconds of a time stamp. */
function timeIn(told: Dictionary, key: string): number | undefined {
  const value = told.get(key);
  return value instanceof TimeStamp ? value.seconds * 1000 : undefined;
}
