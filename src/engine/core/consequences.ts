/**
 * The one list of what changes can bring about outside the store. The engine notes them as data
 * (`Change.afterCommit`); they are done when the change is on disk, and never when it is not.
 */
import type { AccountId, DomainId } from '../../tables/tables.js';

/** A kind of web session. */
export type WebProtocol = 'WebUser' | 'XIMSS';

/** What a new web session is made of. */
export interface NewWebSession {
  /** Nobody can guess it, and no other session has it. */
  readonly id: string;
  readonly account: AccountId;
  readonly protocol: WebProtocol;
  readonly address: string;
  readonly proxied: string;
  readonly skin: string;
}

/** How serious a line of the log is, from what is always written to what seldom is. */
export type LogLevel = 'error' | 'warn' | 'notice' | 'info' | 'debug';

/** One thing that is to happen. */
export type Consequence =
  /** Every session of an Account ends. */
  | { readonly kind: 'close sessions'; readonly account: AccountId }
  /** The web sessions of an Account end; its connections stay. */
  | { readonly kind: 'close web sessions'; readonly account: AccountId }
  /** Every session of Accounts of a Domain ends. */
  | { readonly kind: 'close sessions of domain'; readonly domain: DomainId }
  /** One session ends. */
  | { readonly kind: 'end session'; readonly session: string }
  /** A web session begins at a time (milliseconds since 1970). */
  | { readonly kind: 'open web session'; readonly session: NewWebSession; readonly time: number }
  /** A network address is blocked: Infinity is for good, 0 ends its block. */
  | { readonly kind: 'block address'; readonly address: string; readonly seconds: number }
  /** A failed login counts against a network address. */
  | { readonly kind: 'count failed login'; readonly address: string }
  /** The bytes of an Account's files may be garbage now. */
  | { readonly kind: 'collect files'; readonly account: AccountId }
  /** A byte string of anybody's making is written to the server's log. */
  | { readonly kind: 'write log'; readonly level: LogLevel; readonly record: string }
  /** Everything is written to the log, or again what the settings say. */
  | { readonly kind: 'log everything'; readonly on: boolean }
  /** The server stops, once the replies that are under way have left. */
  | { readonly kind: 'stop' };
