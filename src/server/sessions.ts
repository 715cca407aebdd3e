/**
 * Which open connections belong to which Account, so that a command can end them (what commands
 * know as `Sessions`). Knows no socket.
 */
import type { Caller } from '../protocol/reply.js';

type AccountId = Caller['account'];

/** A connection that somebody is logged in on. */
export interface Closable {
  /** Takes no more lines, answers those it has taken, and closes. */
  finish(why: string): void;
}

/** The registry of a server. */
export class OpenSessions {
  readonly #byAccount = new Map<AccountId, Set<Closable>>();

  /** A login succeeded on a connection that belonged to nobody. */
  add(account: AccountId, connection: Closable): void {
    const connections = this.#byAccount.get(account);
    if (connections === undefined) this.#byAccount.set(account, new Set([connection]));
    else connections.add(connection);
  }

  /** The connection belongs to the Account no longer. */
  remove(account: AccountId, connection: Closable): void {
    const connections = this.#byAccount.get(account);
    connections?.delete(connection);
    if (connections?.size === 0) this.#byAccount.delete(account);
  }

  /**
   * Closes every session of an Account; tells how many there were. Each one sends first what it
   * owes, so the session that gave the command gets its reply.
   */
  close(account: AccountId): number {
    const connections = [...(this.#byAccount.get(account) ?? [])];
    for (const connection of connections) connection.finish('the account was closed');
    return connections.length;
  }

  /** The Accounts that have sessions. */
  accounts(): Iterable<AccountId> {
    return this.#byAccount.keys();
  }
}
