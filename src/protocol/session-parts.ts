/**
 * What a session is given: the rest of the server as far as it may know it, and its own connection.
 * Types only.
 */
import type { Authenticator } from '../authentication/authenticator.js';
import type { ConnectionFacts, Events } from './events.js';
import type { Outcome } from './outcome.js';
import type { Caller, Dispatcher } from './reply.js';
import type { Mechanism } from '../authentication/sasl/mechanism.js';

/** What all sessions of a server share. */
export interface SessionParts {
  readonly dispatcher: Dispatcher;
  readonly authenticator: Authenticator;
  /** The mechanisms of AUTH; WEBUSER and SESSIONID are not among them. */
  readonly mechanisms: readonly Mechanism[];
  readonly events: Events;
  /** The protocol level in the greeting: dotted digits. */
  readonly version: string;
  /** The Main Domain's name at this moment, for the greeting and as the SASL realm. */
  readonly mainDomain: () => string;
  /** A fresh unpredictable text for SASL. */
  readonly nonce: () => string;
  /** The manual's spelling of a command word, for the log; undefined when there is no such command. */
  readonly commandName: (word: string) => string | undefined;
  /** A clock that never jumps, in milliseconds. */
  readonly elapsedMs: () => number;
}

/** What an operator may set about sessions. */
export interface SessionSettings {
  /** Whether the greeting has a challenge and APOP works. */
  readonly apop: boolean;
  /** Failed logins after which the connection is closed; 0: never. */
  readonly loginFailuresPerConnection: number;
}

/** Watches failed logins of an address. */
export interface LoginGuard {
  /** Whether logins from here are refused without a look. */
  isBlocked(): boolean;
  /** The moment at which an attempt begins, for `failed`: milliseconds. */
  now(): number;
  /**
   * Counts a failed login that began at a moment. The promise resolves when the reply may be sent,
   * which does not tell what was done meanwhile.
   */
  failed(since: number): Promise<void> | undefined;
}

/** The connection of a session. */
export interface SessionHost {
  readonly facts: () => ConnectionFacts;
  /** For the challenge in the greeting. */
  readonly unixSeconds: number;
  readonly guard: LoginGuard;
  readonly settings: () => SessionSettings;
  /** Whether a certificate is there for STLS. */
  readonly hasTls: () => boolean;
  /** The session belongs to an Account from now on, or no longer to one. */
  readonly belongsTo: (account: Caller['account'] | undefined) => void;
}

/** Bytes to send, and what happens to the connection after them. */
export interface Ending {
  readonly bytes: string;
  readonly after: 'close' | 'tls';
}

/** What a line leads to: bytes to send, perhaps later. */
export type Answer = Outcome<string | Ending>;
