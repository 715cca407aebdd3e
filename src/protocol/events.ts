/**
 * What the log, and whoever counts, may hear of connections and sessions. No event carries an
 * argument of a line, a password or a digest; the name of an Account is told only after its login.
 */
import type { Ports } from '../authentication/authenticator.js';

/** What is known of a connection. */
export interface ConnectionFacts {
  /** Counts from 1 since the start; the same number as in the greeting. */
  readonly number: number;
  readonly remoteAddress: string;
  readonly localAddress: string;
  readonly secure: boolean;
  /** The client's port and ours. */
  readonly ports?: Ports;
}

/** A finished command line. */
export interface CommandDone {
  /** The Account that gave it. */
  readonly account: string;
  /** The command in the manual's spelling, or `?` when the line has none. */
  readonly word: string;
  /** The code of the reply. */
  readonly code: number;
  /** From the line to the reply, in milliseconds. */
  readonly ms: number;
}

/** Who hears of events. Methods must not throw. */
export interface Events {
  /** Whether `commandDone` is of interest: it costs a look at the clock for each line. */
  readonly commands: boolean;
  connected(connection: ConnectionFacts): void;
  /** A connection was refused with a 5xx greeting; `why` is such as `too many failed logins`. */
  rejected(remoteAddress: string, why: string): void;
  /** `method` is a verb or a SASL mechanism. */
  loggedIn(connection: ConnectionFacts, account: string, method: string): void;
  /** `why` is the true reason, which the client never hears. */
  loginFailed(connection: ConnectionFacts, method: string, why: string): void;
  commandDone(connection: ConnectionFacts, command: CommandDone): void;
  closed(connection: ConnectionFacts, why: string): void;
  /** A connection is closed because it holds so many bytes in memory and there is room no more. */
  shed(connection: ConnectionFacts, bytes: number): void;
  /** Something is our fault; without a connection, a listener failed. */
  failed(connection: ConnectionFacts | undefined, error: unknown): void;
}
