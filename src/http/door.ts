/**
 * The HTTP listener: its socket, the limits on connections and on time, and its end (docs/http.md).
 * Knows neither paths nor commands.
 */
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo, DropArgument, Socket } from 'node:net';
import { createAdaptorServer, type HttpBindings } from '@hono/node-server';
import type { LoginGuard } from '../protocol/session-parts.js';
import { shownAddress } from '../server/addresses.js';
import type { Clock } from '../server/clock.js';
import type { Authenticator } from '../protocol/authenticator.js';
import { makeApp, type AppParts } from './app.js';
import { BasicLogins } from './basic-logins.js';
import type { HttpConnection } from './connection.js';
import type { HttpSettings } from './settings.js';

/** How often requests that take too long to arrive are looked for. */
const sweepMs = 1000;

/** What the door is given; `settings` are those at the start. */
export type HttpDoorParts = Omit<AppParts, 'logins' | 'settings' | 'connectionOf' | 'lineMax'> & {
  readonly settings: HttpSettings;
  readonly authenticator: Authenticator;
  readonly clock: Clock;
  /** Watches the failed logins of an address, together with the other doors. */
  readonly guardOf: (remoteAddress: string) => LoginGuard;
  /** The number of a connection that begins now. */
  readonly takeNumber: () => number;
};

/** The HTTP side of a server. */
export class HttpDoor {
  readonly #parts: HttpDoorParts;
  readonly #server: Server;
  readonly #connections = new Map<Socket, HttpConnection>();
  #settings: HttpSettings;
  #isClosing = false;

  constructor(parts: HttpDoorParts) {
    const { authenticator, events, settings } = parts;
    this.#parts = parts;
    this.#settings = settings;
    const app = makeApp({
      ...parts,
      logins: new BasicLogins(authenticator, events),
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
    this.#server.on('drop', (dropped?: DropArgument) =>
      events.rejected(shownAddress(dropped?.remoteAddress), 'too many connections'),
    );
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
  }

  /** The open socket. */
  get address(): AddressInfo | undefined {
    const address = this.#server.address();
    return typeof address === 'object' && address !== null ? address : undefined;
  }

  /** Obeys other settings from now on; the socket stays where it is. */
  takeOver(settings: HttpSettings): void {
    const server = this.#server;
    this.#settings = settings;
    server.maxConnections = settings.connections;
    server.headersTimeout = settings.headSeconds * 1000;
    server.requestTimeout = settings.requestSeconds * 1000;
    server.keepAliveTimeout = settings.idleSeconds * 1000;
  }

  /**
   * Stops: accepts nobody any more, closes idle connections, answers the requests under way. What
   * is not done within `closeGraceMs` is cut off.
   */
  async close(): Promise<void> {
    if (!this.#server.listening) return;
    this.#isClosing = true;
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    for (const [socket, { requests }] of this.#connections) if (requests === 0) socket.destroy();
    const { clock } = this.#parts;
    const cancel = clock.after(this.#settings.closeGraceMs, () => this.#cutOff());
    await closed;
    cancel();
  }

  #cutOff(): void {
    for (const socket of this.#connections.keys()) socket.destroy();
  }

  #accept(socket: Socket): void {
    const { events, guardOf, takeNumber } = this.#parts;
    const remoteAddress = shownAddress(socket.remoteAddress);
    const localAddress = shownAddress(socket.localAddress);
    const facts = { number: takeNumber(), remoteAddress, localAddress, secure: false };
    this.#connections.set(socket, {
      facts,
      guard: guardOf(remoteAddress),
      loginFailures: 0,
      toldLogin: undefined,
      requests: 0,
    });
    events.connected(facts);
    socket.once('close', () => {
      this.#connections.delete(socket);
      events.closed(facts, 'the connection ended');
    });
  }

  #begin({ socket }: IncomingMessage, response: ServerResponse): void {
    const connection = this.#connections.get(socket);
    if (connection === undefined) return;
    connection.requests += 1;
    response.once('close', () => {
      connection.requests -= 1;
      if (this.#isClosing && connection.requests === 0) socket.destroySoon();
    });
  }

  #connectionOf({ incoming }: HttpBindings): HttpConnection {
    const connection = this.#connections.get(incoming.socket);
    if (connection === undefined) throw new Error('a request without a connection');
    return connection;
  }
}
