/**
 * Which open connections belong to which Account, so that a command can end them (what commands
 * know as `Sessions`). Knows no socket.
 */
import type { ConnectionFacts } from '../protocol/events.js';
import type { Caller } from '../protocol/reply.js';

type AccountId = Caller['account'];

/** A connection that somebody is logged in on. */
export interface Closable {
  readonly facts: ConnectionFacts;
  /** Takes no more lines, answers those it has taken, and closes. */
  finish(why: string): void;
}

/** A connection as those see it who list sessions. */
export interface ConnectionSession {
  /** Not a secret: it opens nothing. */
  readonly id: string;
  readonly account: AccountId;
  readonly protocol: string;
  readonly transport: string;
  readonly address: string;
  /** When the login was: milliseconds since 1970. */
  readonly started: number;
}

/** The registry of a server. */
export class OpenSessions {
  /** The connections of each Account, with the times of their logins. */
  readonly #byAccount = new Map<AccountId, Map<Closable, number>>();

  /** A login succeeded, at a time in seconds since 1970, on a connection that belonged to nobody. */
  add(account: AccountId, connection: Closable, unixSeconds: number): void {
    const connections = this.#byAccount.get(account);
    if (connections === undefined) {
      this.#byAccount.set(account, new Map([[connection, unixSeconds]]));
    } else connections.set(connection, unixSeconds);
  }

  /** The connection belongs to the Account no longer. */
  remove(account: AccountId, connection: Closable): void {
    const connections = this.#byAccount.get(account);
    connections?.delete(connection);
    if (connections?.size === 0) this.#byAccount.delete(account);
  }

  /**
   * Closes every session of an Account; returns how many there were. Each one sends first what it
   * owes, so the session that gave the command gets its reply.
   */
  close(account: AccountId): number {
    const connections = [...(this.#byAccount.get(account)?.keys() ?? [])];
    for (const connection of connections) connection.finish('the account was closed');
    return connections.length;
  }

  /** The Accounts that have sessions. */
  accounts(): Iterable<AccountId> {
    return this.#byAccount.keys();
  }

  /** The sessions of an Account, oldest first. */
  of(account: AccountId): readonly ConnectionSession[] {
    const connections = this.#byAccount.get(account) ?? new Map<Closable, number>();
    return Array.from(connections, ([connection, since]) => described(account, connection, since));
  }

  /** The session of an id, or undefined. Looks through all: there are few, and this is seldom. */
  find(id: string): ConnectionSession | undefined {
    return this.#search(id)?.session;
  }

  /** Closes the session of an id; returns whether there was one. */
  end(id: string): boolean {
    const found = this.#search(id);
    found?.connection.finish('the session was closed');
    return found !== undefined;
  }

  #search(id: string): { session: ConnectionSession; connection: Closable } | undefined {
    for (const [account, connections] of this.#byAccount) {
      for (const [connection, since] of connections) {
        const session = described(account, connection, since);
        if (session.id === id) return { session, connection };
      }
    }
    return undefined;
  }
}

function described(
  account: AccountId,
  { facts: { number, remoteAddress, secure } }: Closable,
  unixSeconds: number,
): ConnectionSession {
  return {
    id: `${number}-${unixSeconds}`,
    account,
    protocol: 'PWD',
    transport: secure ? 'TLS' : 'TCP',
    address: remoteAddress,
    started: unixSeconds * 1000,
  };
}
