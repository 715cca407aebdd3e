/**
 * The HTTP listener: its socket, the limits on connections and on time, and its end (docs/http.md).
 * Knows neither paths nor commands.
 */
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { createAdaptorServer, type HttpBindings } from '@hono/node-server';
import type { LoginGuard } from '../protocol/session-parts.js';
import { countedAddress, portsOf, shownAddress } from '../server/addresses.js';
import type { BufferBudget } from '../server/buffer-budget.js';
import type { Clock } from '../server/clock.js';
import { Doorkeeper } from '../server/doorkeeper.js';
import type { KnownAddresses } from '../server/known-addresses.js';
import type { Authenticator } from '../authentication/authenticator.js';
import { makeApp, type AppParts } from './app.js';
import { BasicLogins } from './basic-logins.js';
import { BodyReader } from './body-reader.js';
import { HttpConnection } from './connection.js';
import type { HttpSettings } from './settings.js';

/** How often requests that take too long to arrive, and connections without a login, are looked for. */
const sweepMs = 1000;
/** Least seconds for a head, and for a next request, when there is little room. */
const leastSeconds = 2;
/** Least seconds for the login then. */
const leastLoginSeconds = 10;
/** What those hear for whom there is no place. */
const noPlace =
  'HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nContent-Length: 0\r\n\r\n';

/** What the listener is given; `settings` are those at the start. */
export type HttpListenerParts = Omit<
  AppParts,
  'logins' | 'bodies' | 'settings' | 'connectionOf' | 'lineMax'
> & {
  readonly settings: HttpSettings;
  readonly authenticator: Authenticator;
  readonly clock: Clock;
  /** Watches the failed logins of an address, together with the other doors. */
  readonly guardOf: (remoteAddress: string) => LoginGuard;
  /** Addresses from which somebody logged in lately, and the memory that all connections share. */
  readonly known: KnownAddresses;
  readonly buffers: BufferBudget;
  /** The number of a connection that begins now. */
  readonly takeNumber: () => number;
};

/** The HTTP side of a server. */
export class HttpListener {
  readonly #parts: HttpListenerParts;
  readonly #server: Server;
  readonly #connections = new Map<Socket, HttpConnection>();
  readonly #doorkeeper: Doorkeeper;
  readonly #bodies = new BodyReader(() => this.#settings.longLinesMax);
  #settings: HttpSettings;
  #isClosing = false;
  #stopSweeping: () => void = () => undefined;

  constructor(parts: HttpListenerParts) {
    const { authenticator, events, settings } = parts;
    this.#parts = parts;
    this.#settings = settings;
    const room = () => ({
      places: this.#settings.connections,
      reserved: this.#settings.connectionsReserved,
      perAddress: 0,
      strangersPerAddress: this.#settings.connectionsPerAddressBeforeLogin,
      stressedPercent: this.#settings.stressedPercent,
    });
    this.#doorkeeper = new Doorkeeper(room, parts.clock, parts.known);
    const app = makeApp({
      ...parts,
      logins: new BasicLogins(authenticator, events),
      bodies: this.#bodies,
      settings: () => this.#settings,
      lineMax: () => this.#settings.lineMax,
      connectionOf: (bindings) => this.#connectionOf(bindings),
    });
    this.#server = createAdaptorServer({
      fetch: app.fetch,
      // Stands in for the host that a request of HTTP/1.0 does not name.
      hostname: 'localhost',
      serverOptions: { connectionsCheckingInterval: sweepMs, noDelay: true },
    }) as Server;
    this.takeOver(settings);
    this.#server.on('connection', (socket) => this.#accept(socket));
    this.#server.prependListener('request', (request, response) => this.#begin(request, response));
  }

  /** Opens the socket. Rejects when it cannot be opened. */
  async listen(): Promise<void> {
    const { host, port } = this.#settings;
    const server = this.#server;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen({ host, port }, () => {
        server.off('error', reject);
        server.on('error', (error) => this.#parts.events.failed(undefined, error));
        resolve();
      });
    });
    this.#sweepLater();
  }

  /** The open socket. */
  get address(): AddressInfo | undefined {
    const address = this.#server.address();
    return typeof address === 'object' && address !== null ? address : undefined;
  }

  /** Obeys other settings from now on; the socket stays where it is. */
  takeOver(settings: HttpSettings): void {
    this.#settings = settings;
    this.#server.requestTimeout = settings.requestSeconds * 1000;
    this.#adjustPatience();
  }

  /** Strangers and idle connections get less time while there is little room. */
  #adjustPatience(): void {
    const { headSeconds, idleSeconds } = this.#settings;
    const patience = (seconds: number) => 1000 * this.#doorkeeper.patience(seconds, leastSeconds);
    this.#server.headersTimeout = patience(headSeconds);
    this.#server.keepAliveTimeout = patience(idleSeconds);
  }

  /**
   * Stops: accepts nobody any more, closes idle connections, answers the requests under way. What
   * is not done within `closeGraceMs` is cut off.
   */
  async close(): Promise<void> {
    if (!this.#server.listening) return;
    this.#isClosing = true;
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    for (const [socket, { isIdle }] of this.#connections) if (isIdle) socket.destroy();
    const { clock } = this.#parts;
    const cancel = clock.after(this.#settings.closeGraceMs, () => this.#cutOff());
    await closed;
    cancel();
    this.#stopSweeping();
    await this.#bodies.close();
  }

  /** Looks again and again for connections on which nobody has logged in for too long. */
  #sweepLater(): void {
    const { clock } = this.#parts;
    this.#stopSweeping = clock.after(sweepMs, () => {
      const { loginSeconds } = this.#settings;
      const ms = 1000 * this.#doorkeeper.patience(loginSeconds, leastLoginSeconds);
      const now = clock.elapsedMs();
      if (ms > 0) for (const each of this.#connections.values()) each.endIfStranger(now, ms);
      this.#sweepLater();
    });
  }

  #cutOff(): void {
    for (const socket of this.#connections.keys()) socket.destroy();
  }

  #accept(socket: Socket): void {
    const { events, guardOf, takeNumber, buffers, clock } = this.#parts;
    const doorkeeper = this.#doorkeeper;
    const remoteAddress = shownAddress(socket.remoteAddress);
    const localAddress = shownAddress(socket.localAddress);
    const ports = portsOf(socket);
    const facts = { number: takeNumber(), remoteAddress, localAddress, secure: false, ports };
    const guard = guardOf(remoteAddress);
    const sinceMs = clock.elapsedMs();
    const parts = { facts, guard, events, buffers, doorkeeper, sinceMs };
    const connection = new HttpConnection(socket, countedAddress(remoteAddress), parts);
    if (doorkeeper.admit(connection) !== undefined) {
      events.rejected(remoteAddress, 'too many connections');
      socket.write(noPlace);
      socket.destroySoon();
      return;
    }
    this.#connections.set(socket, connection);
    this.#adjustPatience();
    events.connected(facts);
    socket.once('close', () => {
      this.#connections.delete(socket);
      connection.gone();
      this.#adjustPatience();
    });
  }

  #begin({ socket }: IncomingMessage, response: ServerResponse): void {
    const connection = this.#connections.get(socket);
    if (connection === undefined) return;
    connection.begin();
    response.once('close', () => {
      connection.end();
      if (this.#isClosing && connection.isIdle) socket.destroySoon();
    });
  }

  #connectionOf({ incoming }: HttpBindings): HttpConnection {
    const connection = this.#connections.get(incoming.socket);
    if (connection === undefined) throw new Error('a request without a connection');
    return connection;
  }
}
