/**
 * What stands between a session and whoever runs its command lines: who calls, and how a command
 * ended. The codes and words are in `reasons.ts` and `replies.ts`.
 */
import type { Id } from '../tables/tables.js';
import type { LineBytes } from '../syntax/line-bytes.js';
import type { NamedArguments } from '../syntax/named.js';
import type { Outcome } from './outcome.js';

export type { NamedArguments };

/** Who gives a command, and from where. */
export interface Caller {
  readonly account: Id;
  /** The Account's full name, as the login told it. */
  readonly name: string;
  readonly remoteAddress: string;
  readonly channel: 'PWD' | 'HTTP';
  /** The number of the connection, as in its greeting and in the log. */
  readonly connection: number;
  /** Commands that change something are refused. */
  readonly readOnly?: boolean;
}

/** How a command ended. */
export type Reply =
  /** Code 200; `text` instead of the usual `OK`. */
  | { readonly kind: 'ok'; readonly text?: string }
  /** Data on one line, never empty: code 201 in the INLINE mode, else after `200 data follow`. */
  | { readonly kind: 'data'; readonly text: string }
  | ErrorReply;

/** Statuses that say no over HTTP, beside 401: that is any answer to a request without a login. */
export type ErrorStatus = 400 | 403 | 404 | 405 | 409 | 413 | 415 | 421 | 429 | 500 | 503;

/** A reply that says no. */
export interface ErrorReply {
  readonly kind: 'error';
  /** Three digits. */
  readonly code: number;
  /** What goes with it over HTTP. */
  readonly httpStatus: ErrorStatus;
  readonly text: string;
}

/** Whoever runs command lines after login. Neither method throws; a reply to a change is durable. */
export interface Dispatcher {
  /** Runs a command line (a byte string without its line end, or a long one in pieces). */
  run(line: string | LineBytes, caller: Caller): Outcome<Reply>;
  /** Changes the caller's own password (NEWPASS; protocol, section 3). */
  newPassword(caller: Caller, clear: string): Outcome<Reply>;
}

/** Whoever runs commands whose arguments come by name. Does not throw. */
export interface NamedCalls {
  /** Runs a command, named in any letter case, by any of its names. */
  call(name: string, given: NamedArguments, caller: Caller): Outcome<Reply>;
}
