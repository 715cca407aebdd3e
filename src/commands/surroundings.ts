/**
 * What commands may know of the running server beyond the store: given by `main.ts`, faked in tests.
 */
import type { AllSessions } from '../engine/all-sessions.js';
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

/** The running server as commands see it. */
export interface Surroundings {
  /** The protocol level that GetVersion tells: dotted digits. */
  readonly version: string;
  readonly passwords: Passwords;
  /** The bytes of Account files. */
  readonly files: FileContents;
  /** Who logged in when, for GetAccountInfo. */
  readonly logins: Pick<LoginHistory, 'of'>;
  /** The open sessions of every kind. */
  readonly sessions: Pick<AllSessions, 'of' | 'find' | 'touch' | 'end'>;
  readonly webSessions: Pick<WebSessions, 'open'>;
  /** An id for a new web session, which nobody can guess. */
  readonly freshSessionId: () => string;
  /** Names of all commands that really work here, for ListCLICommands and HELP. */
  readonly commandNames: () => readonly string[];
  /** A command's usage line and summary, for HELP; undefined when there is no such command. */
  readonly commandHelp: (name: string) => string | undefined;
  /** GetAccountPlainPassword may be switched off. */
  readonly plainPasswordsReadable: boolean;
}
