/** A server on a free port of this machine with stand-ins behind it, and its time in our hands. */
import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { createSecureContext, type SecureContext } from 'node:tls';
import type { Clock } from '../../src/server/clock.js';
import { RecentAddresses } from '../../src/server/known-addresses.js';
import { Server } from '../../src/server/server.js';
import { OpenSessions } from '../../src/server/sessions.js';
import type { ServerSettings } from '../../src/server/settings.js';
import {
  FakeAuthenticator,
  FakeDispatcher,
  FakeEvents,
  fakeMechanisms,
} from '../protocol/fakes.js';

/** Time that passes only when a test says so. */
export class FakeClock implements Clock {
  #now = 1000;
  /** How much time each look at the clock takes, in milliseconds. */
  lookMs = 0;
  #timers: { at: number; action: () => void }[] = [];

  unixSeconds(): number {
    return 1732264000;
  }
  elapsedMs(): number {
    return (this.#now += this.lookMs);
  }
  after(ms: number, action: () => void): () => void {
    const timer = { at: this.#now + ms, action };
    this.#timers.push(timer);
    return () => (this.#timers = this.#timers.filter((other) => other !== timer));
  }

  /** Lets time pass; what is due on the way happens at its own moment. */
  pass(ms: number): void {
    const end = this.#now + ms;
    for (;;) {
      const [next] = this.#timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
      if (next === undefined) break;
      this.#timers = this.#timers.filter((timer) => timer !== next);
      this.#now = next.at;
      next.action();
    }
    this.#now = end;
  }

  /** Timers that wait. */
  get waiting(): number {
    return this.#timers.length;
  }
}

const fixture = (name: string) => readFileSync(new URL(`../fixtures/${name}`, import.meta.url));

/** The certificate of mx.example.test, which is its own authority. */
export const certificate = fixture('tls-certificate.pem');

/** What a server with it speaks TLS by. */
export const secureContext: SecureContext = createSecureContext({
  cert: certificate,
  key: fixture('tls-key.pem'),
});

export const settings: ServerSettings = {
  host: '127.0.0.1',
  port: 0,
  tlsPort: undefined,
  apop: true,
  channels: 100,
  channelsReserved: 10,
  connectionsPerAddress: 0,
  connectionsPerAddressBeforeLogin: 0,
  stressedPercent: 100,
  bufferBytesMax: 256 * 1024 * 1024,
  lineMaxBeforeLogin: 4096,
  lineMax: 1024 * 1024,
  linesInFlightMax: 100,
  loginSeconds: 0,
  idleSecondsBeforeLogin: 60,
  idleSeconds: 300,
  loginFailuresPerConnection: 5,
  loginFailuresPerAddress: 20,
  loginFailureWindowSeconds: 600,
  addressBlockSeconds: 600,
  loginFailureDelayMs: 0,
  loginFailureGrainMs: 0,
  closeGraceMs: 10_000,
};

/** A server that listens. */
export class RunningServer {
  readonly dispatcher = new FakeDispatcher();
  readonly authenticator = new FakeAuthenticator();
  readonly events = new FakeEvents();
  readonly clock = new FakeClock();
  readonly sessions = new OpenSessions();
  readonly known = new RecentAddresses();
  secureContext: SecureContext | undefined = secureContext;
  readonly server: Server;
  readonly #clients: Socket[] = [];

  private constructor(changed: Partial<ServerSettings>) {
    this.server = new Server({
      session: {
        dispatcher: this.dispatcher,
        authenticator: this.authenticator,
        mechanisms: fakeMechanisms,
        events: this.events,
        version: '6.4.1',
        mainDomain: () => 'mx.example.test',
        nonce: () => 'nonce',
        commandName: (word) => word,
        elapsedMs: () => this.clock.elapsedMs(),
      },
      sessions: this.sessions,
      known: this.known,
      clock: this.clock,
      settings: { ...settings, ...changed },
      secureContext: () => this.secureContext,
    });
  }

  static async with(changed: Partial<ServerSettings> = {}): Promise<RunningServer> {
    const running = new RunningServer(changed);
    await running.server.listen();
    return running;
  }

  /** The clear-text port. */
  get port(): number {
    return this.server.addresses[0]?.port ?? 0;
  }

  /** The port with TLS from the first byte. */
  get tlsPort(): number {
    return this.server.addresses[1]?.port ?? 0;
  }

  /** Everything that a client hears when it sends bytes and closes its side, as `nc -N` does. */
  async exchange(...chunks: readonly (string | Buffer)[]): Promise<string> {
    const client = this.connect();
    for (const chunk of chunks) client.write(chunk, 'latin1');
    client.end();
    return heardBy(client);
  }

  /** A client socket that is closed with the server. */
  connect(): Socket {
    const client = connect({ port: this.port, host: '127.0.0.1', allowHalfOpen: true });
    client.setNoDelay(true);
    client.on('error', () => client.destroy());
    this.#clients.push(client);
    return client;
  }

  /** Ends everything at once. */
  async close(): Promise<void> {
    for (const client of this.#clients) client.destroy();
    await this.server.close();
  }

  /** Waits until a condition about the other side of a socket holds; the test's time limit ends it. */
  async until(condition: () => boolean): Promise<void> {
    while (!condition()) await new Promise((resolve) => setImmediate(resolve));
  }
}

/** All bytes that a socket gives until its end. */
export async function heardBy(socket: Socket): Promise<string> {
  let heard = '';
  socket.setEncoding('latin1');
  socket.on('data', (text: string) => (heard += text));
  await new Promise((resolve) => socket.once('close', resolve).once('end', () => socket.end()));
  return heard;
}

export const greeting =
  '200 mx.example.test CommuniGate Pro PWD Server 6.4.1 ready <1.1732264000@mx.example.test>\r\n';
/** What a client says to log in, and hears. */
export const logIn = 'USER alice\nPASS Old secret 1\nINLINE\n';
export const loggedIn = '300 please send the PASS\r\n200 login OK, proceed\r\n200 OK\r\n';
