/**
 * The tables of Mailing Lists. A List is a row by its id; its subscribers are a table of their own,
 * because there may be hundreds of thousands of them, and how many there are is the counter
 * `subscribers/<listId>`.
 */
import {
  column,
  journaledTable,
  type DomainId,
  type AccountId,
  type ListId,
  derivedKeys,
  derivedNumbers,
} from './tables.js';

/** A Mailing List. */
export interface ListRow {
  readonly domain: DomainId;
  readonly name: string;
  /** The Account of the same Domain that owns it. */
  readonly owner: AccountId;
  /** The List's dictionary without `Owner`. */
  readonly settings: string;
}

/** How a subscriber gets the postings. */
export type ReceivingMode = 'feed' | 'digest' | 'index' | 'null' | 'banned';

/** A subscriber of a Mailing List. */
export interface SubscriberRow {
  /** The address as it was given first. */
  readonly address: string;
  /** The comment of the address; empty for none. */
  readonly realName: string;
  readonly mode: ReceivingMode;
  /** The address was not confirmed yet: until then it gets nothing. */
  readonly waiting: boolean;
  readonly confirmationId: string;
  /** Milliseconds since 1970. */
  readonly subscribed: number;
  readonly posts: number;
  /** `special`, `moderateAll`, `prohibited`, digits (so many next postings); empty for unmoderated. */
  readonly moderation: string;
  readonly bounces: number;
  /** Milliseconds since 1970; 0 before the first bounce. */
  readonly lastBounce: number;
}

/** Mailing Lists by id. */
export const lists = journaledTable<ListId, ListRow>(
  'lists',
  (row) => [row.domain, row.name, row.owner, row.settings].join(column),
  ([domain, name = '', owner, settings = '{}']) => ({
    domain: Number(domain),
    name,
    owner: Number(owner),
    settings,
  }),
);

/** Names of Mailing Lists only, for listing: key `domainId/name`. */
export const listNames = derivedNumbers<ListId>('listNames');

/** Which Mailing Lists an Account owns: key `accountId/listId`. */
export const ownedLists = derivedKeys('ownedLists');

/** Subscribers: key `listId/address`, the address in lower case. */
export const subscribers = journaledTable<string, SubscriberRow>(
  'subscribers',
  (row) =>
    `${row.address}${column}${row.realName}${column}${row.mode}${column}` +
    `${row.waiting ? 1 : 0}${column}${row.confirmationId}${column}${row.subscribed}${column}` +
    `${row.posts}${column}${row.moderation}${column}${row.bounces}${column}${row.lastBounce}`,
  ([
    address = '',
    realName = '',
    mode,
    waiting,
    confirmationId = '',
    subscribed,
    posts,
    moderation = '',
    bounces,
    lastBounce,
  ]) => ({
    address,
    realName,
    mode: mode as ReceivingMode,
    waiting: waiting === '1',
    confirmationId,
    subscribed: Number(subscribed),
    posts: Number(posts),
    moderation,
    bounces: Number(bounces),
    lastBounce: Number(lastBounce),
  }),
);
