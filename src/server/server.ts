/**
 * The listeners and who may connect (protocol, sections 2 and 9): a clear-text socket, one with
 * TLS from the first byte, refusals, and the look at silent connections. Knows no session.
 */
import { createServer, type AddressInfo, type Server as Listener, type Socket } from 'node:net';
import {
  addressBlockedReply,
  bytesOfReply,
  tooManyConnectionsReply,
  tooManyFromAddressReply,
} from '../protocol/replies.js';
import type { ErrorReply } from '../protocol/reply.js';
import type { LoginGuard } from '../protocol/session-parts.js';
import { isLoopback } from '../authentication/this-machine.js';
import { countedAddress, firstAddressOf, portsOf, shownAddress } from './addresses.js';
import { BufferBudget } from './buffer-budget.js';
import type { ConnectionParts, Place } from './connection-parts.js';
import { Connection } from './connection.js';
import { Doorkeeper, type Fullness, type RoomSettings, type Visitor } from './doorkeeper.js';
import type { KnownAddresses } from './known-addresses.js';
import { pauseAfterFailure } from './failure-pause.js';
import { LoginFailures, type BlockedAddress } from './login-failures.js';
import { lingerSeconds } from './patience.js';
import type { ServerSettings } from './settings.js';
import { Turns } from './turns.js';

/** How often silent connections are looked for. */
const sweepMs = 1000;
/** Refused clients that may take their time to read why; more are cut off. */
const refusedMax = 100;
/** How much a socket takes in and gives out before it waits for the other side, in bytes. */
const socketBytesMax = 64 * 1024;

/** What a server is given; `settings` are those at the start. */
export type ServerParts = Pick<
  ConnectionParts,
  'session' | 'sessions' | 'clock' | 'secureContext'
> & {
  readonly settings: ServerSettings;
  /** Addresses from which somebody logged in lately, through whatever channel. */
  readonly known: KnownAddresses;
};

/** A server of the protocol. */
export class Server {
  readonly #parts: ServerParts;
  readonly #failures: LoginFailures;
  readonly #connections = new Set<Connection>();
  readonly #doorkeeper: Doorkeeper;
  readonly #turns: Turns;
  /** The memory of all connections, through whatever channel. */
  readonly buffers = new BufferBudget(() => this.#settings.bufferBytesMax);
  readonly #refused = new Set<Socket>();
  readonly #listeners: Listener[] = [];
  #settings: ServerSettings;
  #lastNumber = 0;
  #stopSweeping: () => void = () => undefined;
  #emptied: (() => void) | undefined;
  #closed: Promise<void> | undefined;

  constructor(parts: ServerParts) {
    this.#parts = parts;
    this.#settings = parts.settings;
    this.#failures = new LoginFailures(
      parts.clock,
      () => this.#settings,
      (address) => parts.known.isKnown(address),
    );
    this.#doorkeeper = new Doorkeeper(() => roomOf(this.#settings), parts.clock, parts.known);
    this.#turns = new Turns(parts.clock);
  }

  /** Opens the sockets. Rejects, with none of them open, when one of them cannot be opened. */
  async listen(): Promise<void> {
    const { host, port, tlsPort } = this.#settings;
    try {
      await this.#open(host, port, false);
      if (tlsPort !== undefined) await this.#open(host, tlsPort, true);
    } catch (error) {
      for (const listener of this.#listeners.splice(0)) listener.close();
      throw error;
    }
    this.#sweepLater();
  }

  /** The open sockets: the clear-text one, then the one with TLS. */
  get addresses(): readonly AddressInfo[] {
    return this.#listeners.map((listener) => listener.address()).filter(isAddressInfo);
  }

  /** Connections at this moment. */
  get connections(): number {
    return this.#connections.size;
  }

  /** Blocked addresses as people write them; a block of an IPv6 network is its first address. */
  get blockedAddresses(): readonly BlockedAddress[] {
    return this.#failures.blocked.map(({ address, secondsLeft }) => ({
      address: firstAddressOf(address),
      secondsLeft,
    }));
  }

  /** Blocks an address for so many seconds from now, or for good (Infinity); 0 ends its block. */
  block(address: string, seconds: number): void {
    const counted = countedAddress(shownAddress(address));
    if (seconds === 0) this.#failures.release(counted);
    else this.#failures.block(counted, seconds);
  }

  /** What counts as one address with this one, as `blockedAddresses` tells it. */
  addressName(address: string): string {
    return firstAddressOf(countedAddress(shownAddress(address)));
  }

  /**
   * Whether an address is blocked. From this machine connections and attempts are let in all the
   * same: who may log in there is known when the Account is.
   */
  isBlocked(address: string): boolean {
    return this.#failures.isBlocked(countedAddress(shownAddress(address)));
  }

  /** Counts a failed login elsewhere against an address, as if it had happened here. */
  countFailure(address: string): void {
    this.#failures.add(countedAddress(shownAddress(address)));
  }

  /** The settings it obeys. */
  get settings(): ServerSettings {
    return this.#settings;
  }

  /** Obeys other settings from now on; the sockets stay where they are. */
  takeOver(settings: ServerSettings): void {
    this.#settings = settings;
  }

  /** The number of a connection that begins now; other listeners count along. */
  takeNumber(): number {
    this.#lastNumber += 1;
    return this.#lastNumber;
  }

  /** Watches the failed logins of an address, through whatever channel they come. */
  guardOf(remoteAddress: string): LoginGuard {
    const address = countedAddress(remoteAddress);
    return {
      isBlocked: () => this.#turnsAway(remoteAddress),
      now: () => this.#parts.clock.elapsedMs(),
      failed: (since) => {
        this.#failures.add(address);
        return pauseAfterFailure(this.#parts.clock, this.#settings, since);
      },
    };
  }

  /**
   * Stops: accepts nobody any more, answers the commands under way, closes the sessions. What is
   * not done within `closeGraceMs` is cut off. Asked again, it gives the same promise.
   */
  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  async #close(): Promise<void> {
    for (const listener of this.#listeners.splice(0)) listener.close();
    for (const socket of this.#refused) socket.destroy();
    if (this.#connections.size > 0) {
      const emptied = new Promise<void>((resolve) => (this.#emptied = resolve));
      for (const connection of this.#connections) connection.stop();
      const cancel = this.#parts.clock.after(this.#settings.closeGraceMs, () => this.#cutOff());
      await emptied;
      cancel();
    }
    this.#stopSweeping();
  }

  #cutOff(): void {
    for (const connection of this.#connections) connection.destroy('the server stops');
  }

  async #open(host: string, port: number, secure: boolean): Promise<void> {
    const listener = createServer(
      { allowHalfOpen: true, noDelay: true, highWaterMark: socketBytesMax },
      (socket) => this.#accept(socket, secure),
    );
    await new Promise<void>((resolve, reject) => {
      listener.once('error', reject);
      listener.listen({ host, port }, () => {
        listener.off('error', reject);
        listener.on('error', (error) => this.#parts.session.events.failed(undefined, error));
        resolve();
      });
    });
    this.#listeners.push(listener);
  }

  #accept(socket: Socket, secure: boolean): void {
    const remoteAddress = shownAddress(socket.remoteAddress);
    const visitor = new Comer(countedAddress(remoteAddress));
    const refusal = this.#turnsAway(remoteAddress)
      ? addressBlockedReply
      : this.#noPlaceFor(visitor);
    if (refusal !== undefined) {
      this.#parts.session.events.rejected(remoteAddress, refusal.text);
      this.#refuse(socket, secure ? undefined : refusal);
      return;
    }
    if (secure && this.#parts.secureContext() === undefined) {
      this.#doorkeeper.gone(visitor);
      return this.#refuse(socket, undefined);
    }
    const localAddress = shownAddress(socket.localAddress);
    const connection = new Connection(
      socket,
      { number: this.takeNumber(), remoteAddress, localAddress, secure, ports: portsOf(socket) },
      {
        ...this.#parts,
        settings: () => this.#settings,
        guard: this.guardOf(remoteAddress),
        turns: this.#turns,
        buffers: this.buffers,
        place: this.#placeOf(visitor),
        gone: () => this.#gone(connection, visitor),
      },
    );
    visitor.connection = connection;
    this.#connections.add(connection);
    connection.begin();
  }

  #turnsAway(remoteAddress: string): boolean {
    return !isLoopback(remoteAddress) && this.isBlocked(remoteAddress);
  }

  #noPlaceFor(visitor: Visitor): ErrorReply | undefined {
    const why = this.#doorkeeper.admit(visitor);
    return why && fullnessReplies[why];
  }

  #placeOf(visitor: Visitor): Place {
    return {
      address: visitor.address,
      loggedIn: (isOpen) =>
        isOpen ? this.#doorkeeper.loggedIn(visitor) : this.#doorkeeper.loggedOut(visitor),
      patience: (seconds, least) => this.#doorkeeper.patience(seconds, least),
    };
  }

  /** A client that would have to shake hands first is not worth the words. */
  #refuse(socket: Socket, reply: ErrorReply | undefined): void {
    socket.on('error', () => socket.destroy());
    if (reply === undefined || this.#refused.size >= refusedMax) {
      socket.destroy();
      return;
    }
    this.#refused.add(socket);
    const cancel = this.#parts.clock.after(lingerSeconds * 1000, () => socket.destroy());
    socket.on('close', () => {
      cancel();
      this.#refused.delete(socket);
    });
    socket.end(bytesOfReply(reply, false), 'latin1');
    socket.resume();
  }

  #gone(connection: Connection, visitor: Visitor): void {
    this.#connections.delete(connection);
    this.#doorkeeper.gone(visitor);
    if (this.#connections.size === 0) this.#emptied?.();
  }

  #sweepLater(): void {
    this.#stopSweeping = this.#parts.clock.after(sweepMs, () => {
      for (const connection of this.#connections) connection.sweep();
      this.#failures.sweep();
      this.#sweepLater();
    });
  }
}

const fullnessReplies: Readonly<Record<Fullness, ErrorReply>> = {
  full: tooManyConnectionsReply,
  'full for the address': tooManyFromAddressReply,
};

/** A connection at the listener, before and after there is one. */
class Comer implements Visitor {
  connection: Connection | undefined;

  constructor(readonly address: string) {}

  makeRoom(): void {
    this.connection?.makeRoom();
  }
}

function roomOf(settings: ServerSettings): RoomSettings {
  return {
    places: settings.channels,
    reserved: settings.channelsReserved,
    perAddress: settings.connectionsPerAddress,
    strangersPerAddress: settings.connectionsPerAddressBeforeLogin,
    stressedPercent: settings.stressedPercent,
  };
}

function isAddressInfo(address: string | AddressInfo | null): address is AddressInfo {
  return typeof address === 'object' && address !== null;
}
