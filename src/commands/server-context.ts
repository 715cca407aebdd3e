/**
 * What commands may know of the running server beyond the store: given by `main.ts`, faked in tests.
 * What they bring about there is no method here but a consequence (`engine/core/consequences.ts`).
 */
import type { DocumentedFiles } from '../engine/accounts/account-files.js';
import type { AllSessions } from '../engine/logins/all-sessions.js';
import type { FailedLogins } from '../engine/logins/failed-logins.js';
import type { LoginHistory } from '../engine/logins/login-history.js';
import type { WebSessions } from '../engine/logins/web-sessions.js';
import type { Blobs } from '../files/blobs.js';
import type { DomainId, RollId } from '../tables/tables.js';
import type { Passwords } from '../passwords/passwords.js';

/** A blocked network address; `secondsLeft` is Infinity for one that is blocked for good. */
export interface BlockedAddress {
  readonly address: string;
  readonly secondsLeft: number;
}

/** What administrators may know of the running server itself. */
export interface Operations {
  /** When it started: milliseconds since 1970. */
  readonly started: number;
  /** A text that no other start has. */
  readonly instance: string;
  /** What it does now, and did since the start, by the names of statistics elements. */
  readonly counters: () => ReadonlyMap<string, number>;
  /** Whether it stops, so that long work may end. */
  readonly isStopping: () => boolean;
  readonly blockedAddresses: () => readonly BlockedAddress[];
  /** The name of what counts as one address: of an IPv6 address the first 64 bits. */
  readonly addressName: (address: string) => string;
}

/** What a command may know of the running server. Nothing here makes anything happen. */
export interface ServerContext {
  /** The protocol level that GetVersion tells: dotted digits. */
  readonly version: string;
  readonly passwords: Passwords;
  readonly documentedFiles: DocumentedFiles;
  /** Who logged in when, for GetAccountInfo. */
  readonly logins: Pick<LoginHistory, 'of'>;
  /** The open sessions of every kind. */
  readonly sessions: Pick<AllSessions, 'of' | 'find'>;
  readonly webSessions: Pick<WebSessions, 'requireRoom'>;
  /** An id for a new web session, which nobody can guess. */
  readonly freshSessionId: () => string;
  /** Names of all commands that really work here, for ListCLICommands and HELP. */
  readonly commandNames: () => readonly string[];
  /** A command's usage line and summary, for HELP; undefined when there is no such command. */
  readonly commandHelp: (name: string) => string | undefined;
  /** GetAccountPlainPassword may be switched off. */
  readonly plainPasswordsReadable: boolean;
  readonly operations: Operations;
}

/**
 * What may be done besides before a command runs: slow work, of which nothing is seen when the
 * command is refused or fails afterwards, and the counting of guesses, which is not to be undone.
 */
export interface PreparationServer extends ServerContext {
  /** The bytes of Account files; those that no row leads to are collected as garbage. */
  readonly files: Pick<Blobs, 'read' | 'write' | 'join'>;
  /** Failed logins so far, for commands that try a password. */
  readonly failures: Pick<FailedLogins, 'guess' | 'isLocked' | 'failed' | 'succeeded'>;
  /** The idle time of a session begins anew. */
  readonly sessions: Pick<AllSessions, 'of' | 'find' | 'touch'>;
  /** Keeps logins that are counted but not in the store yet; undefined when there are none. */
  readonly settleLogins: () => Promise<void> | undefined;
  /**
   * Writes the members of a Domain's Group aside, for `createGroup` and `setGroup` of the engine;
   * gives their roll. Rejects with refusals.
   */
  readonly writeRoll: (domain: DomainId, members: readonly string[]) => Promise<RollId>;
}
