/**
 * The tables of Mailing Lists. A List is a row by its id; its subscribers are a table of their own,
 * because there may be hundreds of thousands of them, and how many there are is the counter
 * `subscribers/<listId>`.
 */
import {
  derivedKeys,
  derivedValues,
  flag,
  id,
  journaledTable,
  key,
  number,
  text,
  word,
  type RowOf,
} from './columns.js';
import { ownedColumns, type ListId } from './tables.js';

/** Mailing Lists by id. */
export const lists = journaledTable('lists', key<ListId>(), ownedColumns);

/** Names of Mailing Lists only, for listing: key `domainId/name`. */
export const listNames = derivedValues('listNames', key<string>(), id<ListId>());

/** Which Mailing Lists an Account owns: key `accountId/listId`. */
export const ownedLists = derivedKeys('ownedLists');

/** How a subscriber gets the postings. */
export type ReceivingMode = 'feed' | 'digest' | 'index' | 'null' | 'banned';

/** Subscribers: key `listId/address`, the address in lower case. */
export const subscribers = journaledTable('subscribers', key<string>(), {
  /** The address as it was given first. */
  address: text(),
  /** The comment of the address; empty for none. */
  realName: text(),
  mode: word<ReceivingMode>(),
  /** The address was not confirmed yet: until then it gets nothing. */
  waiting: flag(),
  confirmationId: text(),
  /** Milliseconds since 1970. */
  subscribed: number(),
  posts: number(),
  /** `special`, `moderateAll`, `prohibited`, digits (so many next postings); empty for unmoderated. */
  moderation: text(),
  bounces: number(),
  /** Milliseconds since 1970; 0 before the first bounce. */
  lastBounce: number(),
});

/** A subscriber of a Mailing List. */
export type SubscriberRow = RowOf<typeof subscribers>;
