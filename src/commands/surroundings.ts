/**
 * What commands may know of the running server beyond the store: given by `main.ts`, faked in tests.
 */
import type { DocumentedFiles } from '../engine/account-files.js';
import type { AllSessions } from '../engine/all-sessions.js';
import type { FailedLogins } from '../engine/failed-logins.js';
import type { LoginHistory } from '../engine/login-history.js';
import type { WebSessions } from '../engine/web-sessions.js';
import type { FileContents } from '../files/contents.js';
import type { Id } from '../store/tables.js';
import type { Passwords } from '../passwords/passwords.js';

/** The open sessions, for commands that list or end them. */
export interface Sessions {
  /** Closes every session of an Account; tells how many there were. */
  close(account: Id): number;
  /** The Accounts that have sessions. */
  accounts(): Iterable<Id>;
}

/** A blocked network address; `secondsLeft` is Infinity for one that is blocked for good. */
export interface BlockedAddress {
  readonly address: string;
  readonly secondsLeft: number;
}

/** How loud a line of the log is, from what is always written to what seldom is. */
export type Loudness = 'error' | 'warn' | 'notice' | 'info' | 'debug';

/** What administrators may see and do of the running server itself. */
export interface Operations {
  /** When it started: milliseconds since 1970. */
  readonly started: number;
  /** A text that no other start has. */
  readonly instance: string;
  /** What it does now, and did since the start, by the names of statistics elements. */
  readonly counters: () => ReadonlyMap<string, number>;
  /** Keeps logins that are counted but not in the store yet; undefined when there are none. */
  readonly settleLogins: () => Promise<void> | undefined;
  /** Writes a line to the server's log; `record` is a byte string of anybody's making. */
  readonly writeLog: (loudness: Loudness, record: string) => void;
  /** Writes everything to the log, or again what the settings say. */
  readonly logEverything: (on: boolean) => void;
  /** Stops the server; replies that are under way still leave. */
  readonly stop: () => void;
  /** Whether it stops, so that long work may end. */
  readonly isStopping: () => boolean;
  readonly blockedAddresses: () => readonly BlockedAddress[];
  /**
   * Blocks an address for so many seconds, or for good (Infinity); 0 ends its block. Tells the name
   * of what counts as this address.
   */
  readonly block: (address: string, seconds: number) => string;
  /** Counts a failed login against an address. */
  readonly countFailure: (address: string) => void;
}

/** The running server as commands see it. */
export interface Surroundings {
  /** The protocol level that GetVersion tells: dotted digits. */
  readonly version: string;
  readonly passwords: Passwords;
  /** The bytes of Account files. */
  readonly files: FileContents;
  readonly documentedFiles: DocumentedFiles;
  /** Who logged in when, for GetAccountInfo. */
  readonly logins: Pick<LoginHistory, 'of'>;
  /** Failed logins so far, for commands that try a password. */
  readonly failures: Pick<FailedLogins, 'guess' | 'isLocked' | 'failed' | 'succeeded'>;
  /** The open sessions of every kind. */
  readonly sessions: Pick<AllSessions, 'of' | 'find' | 'touch' | 'end'>;
  readonly webSessions: Pick<WebSessions, 'open'>;
  /** An id for a new web session, which nobody can guess. */
  readonly freshSessionId: () => string;
  /**
   * Writes the members of a Domain's Group aside, for `createGroup` and `setGroup` of the engine;
   * gives their roll. Rejects with refusals.
   */
  readonly writeRoll: (domain: Id, members: readonly string[]) => Promise<Id>;
  /** Names of all commands that really work here, for ListCLICommands and HELP. */
  readonly commandNames: () => readonly string[];
  /** A command's usage line and summary, for HELP; undefined when there is no such command. */
  readonly commandHelp: (name: string) => string | undefined;
  /** GetAccountPlainPassword may be switched off. */
  readonly plainPasswordsReadable: boolean;
  readonly operations: Operations;
}
