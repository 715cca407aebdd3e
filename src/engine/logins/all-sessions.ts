/**
 * All open sessions of a server: connections that somebody is logged in on, and web sessions. Knows
 * no socket; the connections are given.
 */
import type { Id } from '../../tables/tables.js';
import type { OpenSession, WebSessions } from './web-sessions.js';

/** A connection as a session, without what only web sessions have. */
export type ConnectionSession = Omit<OpenSession, 'proxied' | 'skin'>;

/** The connections that somebody is logged in on. */
export interface Connections {
  /** Closes all of an Account; returns how many there were. */
  close(account: Id): number;
  /** The Accounts that have some. */
  accounts(): Iterable<Id>;
  /** Those of an Account, oldest first. */
  of(account: Id): readonly ConnectionSession[];
  find(id: string): ConnectionSession | undefined;
  /** Closes one; returns whether there was one. */
  end(id: string): boolean;
}

/** The open sessions. Times are milliseconds since 1970. */
export class AllSessions {
  readonly #connections: Connections;
  readonly #web: WebSessions;

  constructor(connections: Connections, web: WebSessions) {
    this.#connections = connections;
    this.#web = web;
  }

  /** Ends every session of an Account; returns how many there were. */
  close(account: Id): number {
    return this.#connections.close(account) + this.#web.endAll(account);
  }

  /** The Accounts that have sessions, each once. */
  accounts(): Iterable<Id> {
    return new Set([...this.#connections.accounts(), ...this.#web.accounts()]);
  }

  /** The sessions of an Account. */
  of(account: Id, time: number): readonly OpenSession[] {
    const connections = this.#connections.of(account).map(asOpenSession);
    return [...connections, ...this.#web.of(account, time)];
  }

  /** The session of an id, or undefined. */
  find(id: string, time: number): OpenSession | undefined {
    const web = this.#web.find(id, time);
    if (web !== undefined) return web;
    const connection = this.#connections.find(id);
    return connection && asOpenSession(connection);
  }

  /** Somebody asked for a session, so it is not idle. Connections know that for themselves. */
  touch(id: string, time: number): void {
    this.#web.touch(id, time);
  }

  /** Ends a session; returns whether there was one. */
  end(id: string): boolean {
    return this.#web.end(id) || this.#connections.end(id);
  }
}

function asOpenSession(connection: ConnectionSession): OpenSession {
  return { ...connection, proxied: '', skin: '' };
}
