/**
 * Who gives the commands of a request: HTTP Basic authentication (protocol, section 7.1), with the
 * same answer to every failure, the same pause, and the same counts as on the other channel (section
 * 4.7). Every request logs in anew; the log hears of it once for each connection and Account.
 */
import { isUtf8 } from 'node:buffer';
import {
  blockedLogin,
  faultyLogin,
  type Authenticator,
  type FailedLogin,
  type Login,
} from '../authentication/authenticator.js';
import type { Events } from '../protocol/events.js';
import { notLoggedInReply, tryLaterReply, wrongLoginReply } from '../protocol/replies.js';
import type { Caller, ErrorReply } from '../protocol/reply.js';
import { bytesOf } from '../values/text.js';
import type { HttpConnection } from './connection.js';

/** What `AUTHMethods` and the log call it. */
const method = 'BASIC';

/** Logs requests in. */
export class BasicLogins {
  readonly #authenticator: Authenticator;
  readonly #events: Events;

  constructor(authenticator: Authenticator, events: Events) {
    this.#authenticator = authenticator;
    this.#events = events;
  }

  /** The caller that the header `Authorization` stands for, or what to answer. */
  async caller(
    header: string | undefined,
    connection: HttpConnection,
  ): Promise<Caller | ErrorReply> {
    const given = credentialsOf(header);
    if (given === undefined) return notLoggedInReply;
    const since = connection.guard.now();
    const login = await this.#verified(given, connection);
    if (!login.ok) return this.#failed(login, connection, since);
    const { facts } = connection;
    connection.loggedIn(login.account);
    if (connection.toldLogin !== login.name) {
      connection.toldLogin = login.name;
      this.#events.loggedIn(facts, login.name, method);
    }
    const { number, remoteAddress } = facts;
    const { account, name } = login;
    return { account, name, remoteAddress, channel: 'HTTP', connection: number };
  }

  /** Nobody is verified while the address is blocked, nor counts if it was blocked meanwhile. */
  async #verified({ name, passwords }: Credentials, connection: HttpConnection): Promise<Login> {
    if (connection.guard.isBlocked()) return blockedLogin;
    try {
      const login = await this.#authenticator.clear(name, passwords, connection.facts, method);
      return login.ok && connection.guard.isBlocked() ? blockedLogin : login;
    } catch (error) {
      this.#events.failed(connection.facts, error);
      return faultyLogin;
    }
  }

  async #failed(
    { why, later }: FailedLogin,
    connection: HttpConnection,
    since: number,
  ): Promise<ErrorReply> {
    this.#events.loginFailed(connection.facts, method, why);
    connection.loginFailures += 1;
    await connection.guard.failed(since);
    return later === true ? tryLaterReply : wrongLoginReply;
  }
}

/** Byte strings. */
interface Credentials {
  readonly name: string;
  /** What the password may be: its bytes, or what they say in an older encoding. */
  readonly passwords: readonly string[];
}

/** Undefined when there are none that could be tried. */
function credentialsOf(header = ''): Credentials | undefined {
  const [, base64] = /^basic +([A-Za-z0-9+/=]+) *$/i.exec(header) ?? [];
  if (base64 === undefined) return undefined;
  const text = Buffer.from(base64, 'base64').toString('latin1');
  const colon = text.indexOf(':');
  if (colon < 0) return undefined;
  const [name, password] = [text.slice(0, colon), text.slice(colon + 1)];
  if (isUtf8(Buffer.from(text, 'latin1'))) return { name, passwords: [password] };
  // Clients older than RFC 7617 send ISO 8859-1.
  return { name: bytesOf(name), passwords: [bytesOf(password), password] };
}
