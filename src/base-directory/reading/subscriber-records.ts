/**
 * The subscribers in a file of a Mailing List as rows (objects, section 7.2). Nobody has told how the
 * original keeps them, so all is understood that it shows of a subscriber elsewhere: as GetSubscriberInfo
 * and as ReadSubscribers tell of one, as our own files do, or just a mode behind an address; keys in
 * any letter case. Knows no store.
 */
import type { ReceivingMode, SubscriberRow } from '../../tables/list-tables.js';
import { asciiLower, foldedAddress } from '../../values/letters.js';
import { isArray, isDictionary, TimeStamp, type Value } from '../../values/value.js';

/** A subscriber as the file has one. */
export interface FoundSubscriber {
  /** As it is written; whether it can be an address is for others to say. */
  readonly address: string;
  /** Undefined for one that has left and is still in the file. */
  readonly row: SubscriberRow | undefined;
  /** Keys of which nothing could be made. */
  readonly odd: readonly string[];
}

const modes: readonly ReceivingMode[] = ['feed', 'digest', 'index', 'null', 'banned'];
const moderations: readonly string[] = ['special', 'moderateAll', 'prohibited'];

/** How many next postings are moderated, at most (nine digits). */
const countPattern = /^\d{1,9}$/;

/**
 * The subscribers in a file's value: a dictionary by address, or an array of dictionaries or of
 * addresses. Undefined when it is something else. `now` (milliseconds) is for those whose time is not
 * told.
 */
export function subscribersIn(value: Value, now: number): readonly FoundSubscriber[] | undefined {
  if (isDictionary(value)) {
    return [...value].map(([address, told]) => subscriberOf(address, recordOf(told), now));
  }
  if (!isArray(value)) return undefined;
  return value.map((one) => {
    const told = recordOf(one);
    const address = textOf(told.get('address')) ?? textOf(told.get('sub')) ?? textOf(one);
    return subscriberOf(address ?? '', typeof one === 'string' ? new Map() : told, now);
  });
}

/** What is told of a subscriber, by keys in lower case; a bare word is a mode. */
function recordOf(told: Value): ReadonlyMap<string, Value> {
  if (!isDictionary(told)) return new Map([['mode', told]]);
  return new Map([...told].map(([key, value]) => [asciiLower(key), value]));
}

function subscriberOf(
  address: string,
  told: ReadonlyMap<string, Value>,
  now: number,
): FoundSubscriber {
  const reading = new Reading(address, now);
  const odd = [...told].filter(([key, value]) => !reading.take(key, value)).map(([key]) => key);
  return { address, row: reading.hasLeft ? undefined : reading.row, odd };
}

class Reading {
  hasLeft = false;
  row: SubscriberRow;

  constructor(
    private readonly address: string,
    now: number,
  ) {
    this.row = {
      address,
      realName: '',
      mode: 'feed',
      waiting: false,
      confirmationId: '',
      subscribed: now,
      posts: 0,
      moderation: '',
      bounces: 0,
      lastBounce: 0,
    };
  }

  /** Takes over what a key says; false when nothing can be made of it. */
  take(key: string, value: Value): boolean {
    switch (key) {
      case 'address':
      case 'sub':
        return this.#takeAddress(textOf(value));
      case 'realname':
        return this.#set('realName', textOf(value));
      case 'mode':
        return this.#takeMode(asciiLower(textOf(value) ?? ''));
      case 'waiting':
        return this.#set('waiting', value === 'YES' ? true : value === 'NO' ? false : undefined);
      case 'confirmationid':
        return this.#set('confirmationId', textOf(value));
      case 'subscribed':
      case 'timesubscribed':
      case 'subscribetime':
        return this.#set('subscribed', timeOf(value));
      case 'posts':
        return this.#takePosts(value);
      case 'moderation':
        return this.#takeModeration(textOf(value));
      case 'bounces':
        return this.#set('bounces', countOf(value));
      case 'lastbounce':
      case 'lastbounced':
      case 'lastbouncetime':
        return this.#set('lastBounce', timeOf(value));
      default:
        return false;
    }
  }

  #set<Key extends keyof SubscriberRow>(key: Key, value: SubscriberRow[Key] | undefined): boolean {
    if (value === undefined) return false;
    this.row = { ...this.row, [key]: value };
    return true;
  }

  /** The key of a record has the address in small letters, and the record as it was given. */
  #takeAddress(address: string | undefined): boolean {
    const isSame = address !== undefined && foldedAddress(address) === foldedAddress(this.address);
    return isSame && this.#set('address', address);
  }

  #takeMode(mode: string): boolean {
    if (mode === 'unsubscribe') return (this.hasLeft = true);
    if (mode === 'subscribe') return this.#set('waiting', true);
    return this.#set(
      'mode',
      modes.find((one) => one === mode),
    );
  }

  /** A count, or a word for how postings are moderated, or how many next ones as an array of one. */
  #takePosts(value: Value): boolean {
    if (isArray(value)) return value.length === 1 && this.#takeModeration(textOf(value[0]));
    const count = countOf(value);
    return count === undefined ? this.#takeModeration(textOf(value)) : this.#set('posts', count);
  }

  #takeModeration(text: string | undefined): boolean {
    const legal = text === '' || countPattern.test(text ?? '');
    return this.#set('moderation', legal ? text : moderations.find((one) => one === text));
  }
}

function textOf(value: Value | undefined): string | undefined {
  if (typeof value === 'bigint') return String(value);
  return typeof value === 'string' && !/[\0-\x1f\x7f]/.test(value) ? value : undefined;
}

function countOf(value: Value): number | undefined {
  const text = textOf(value);
  return text !== undefined && /^\d{1,12}$/.test(text) ? Number(text) : undefined;
}

/** Milliseconds of a time stamp, or of a time in the form of ACAP: `20250102030405`. */
function timeOf(value: Value): number | undefined {
  if (value instanceof TimeStamp) return value.kind === 'past' ? 0 : value.seconds * 1000;
  const found = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.\d+)?$/.exec(textOf(value) ?? '');
  if (found === null) return undefined;
  const [year, month, day, hours, minutes, seconds] = found.slice(1);
  const time = Date.parse(`${year}-${month}-${day}T${hours}:${minutes}:${seconds}Z`);
  return Number.isNaN(time) ? undefined : time;
}
