/**
 * The channel between the protocol and whoever knows accounts and passwords. The session and the SASL
 * mechanisms speak only to this; `login.ts` stands behind it.
 */
import type { Id } from '../tables/tables.js';

/** The ports of the two ends of a connection. */
export interface Ports {
  readonly remote: number;
  readonly local: number;
}

/** What is known of the connection a login comes from. */
export interface Peer {
  readonly remoteAddress: string;
  readonly localAddress: string;
  /** TLS protects it, so clear-text passwords may be used where a secure method is required. */
  readonly secure: boolean;
  readonly ports?: Ports | undefined;
}

/**
 * The outcome of a login. `why` is for the log only: the client always hears the same words, but for
 * those of `later`, which say that nothing was found out about the password.
 */
export type Login = SuccessfulLogin | FailedLogin;

/** Somebody who may go on: the Account, and its full name. */
export interface SuccessfulLogin {
  readonly ok: true;
  readonly account: Id;
  readonly name: string;
}

/** Nobody. */
export interface FailedLogin {
  readonly ok: false;
  readonly why: string;
  readonly later?: true;
}

/** The address is blocked: nothing is told of the Account or of the password. */
export const blockedLogin: FailedLogin = { ok: false, why: 'too many failed logins', later: true };

/** A fault of ours. */
export const faultyLogin: FailedLogin = { ok: false, why: 'internal error', later: true };

/**
 * Who may log in. Every method takes alike for an unknown account and for a wrong password.
 * `method` is the SASL mechanism's name; without it, the protocol's own verbs (PASS, APOP) are meant.
 */
export interface Authenticator {
  /** A clear-text password; any of `candidates` will do (the raw text, and what it says when it is quoted). */
  clear(
    name: string,
    candidates: readonly string[],
    peer: Peer,
    method?: string,
  ): Login | Promise<Login>;
  /**
   * A method that proves knowledge of the clear password: `proves` is called with it, at most once.
   * When it can't be read back, or there is no such account, `proves` is called with a decoy and the
   * answer is no. A promise is given only when the store still waits for its disk.
   */
  proof(
    name: string,
    proves: (clear: string) => boolean,
    peer: Peer,
    method?: string,
  ): Login | Promise<Login>;
  /** A one-time secret of a web session (AUTH WEBUSER, SESSIONID). */
  webSession(name: string, id: string, peer: Peer): Login | Promise<Login>;
}
