/**
 * The socket of a connection: bytes in and out, first in clear text and later perhaps under TLS.
 * Knows no line.
 */
import type { Socket } from 'node:net';
import { TLSSocket, type SecureContext } from 'node:tls';

const carriageReturn = 13;

/** What happens on it. */
export interface WireEvents {
  arrived(chunk: Buffer): void;
  /** The client has closed its side. */
  ended(): void;
  /** What was written is taken. */
  drained(): void;
  broken(error: Error): void;
  /** Nothing comes or goes any more. */
  closed(): void;
}

/** The two directions of a connection. */
export class Wire {
  readonly #events: WireEvents;
  #socket: Socket;
  #isPaused = false;
  #isShaking = false;

  constructor(socket: Socket, events: WireEvents) {
    this.#socket = socket;
    this.#events = events;
  }

  /** Begins in clear text. */
  begin(): void {
    this.#listen();
  }

  /** Begins with TLS. */
  beginSecure(secureContext: SecureContext | undefined): void {
    this.#isShaking = true;
    this.#shake(secureContext);
  }

  /**
   * Goes on under TLS. What came in clear text and was not read yet is dropped, and so is one CR that
   * comes before the handshake: it ends the line of a client that ends lines with LF CR (ruling 20).
   */
  secure(secureContext: SecureContext | undefined): void {
    const socket = this.#socket;
    socket.off('data', this.#arrived);
    socket.pause();
    while (socket.read() !== null);
    this.#isShaking = true;
    this.#isPaused = false;
    let mayDrop = true;
    const first = (chunk: Buffer): void => {
      const rest = mayDrop && chunk[0] === carriageReturn ? chunk.subarray(1) : chunk;
      mayDrop = false;
      if (rest.length === 0) return;
      socket.off('data', first);
      socket.pause();
      this.#stopListening();
      // The TLS socket begins with what the other one has not given out.
      socket.unshift(rest);
      this.#shake(secureContext);
    };
    socket.on('data', first);
    socket.resume();
  }

  #shake(secureContext: SecureContext | undefined): void {
    const socket = this.#socket;
    socket.on('error', this.#broken);
    this.#socket = new TLSSocket(socket, {
      isServer: true,
      ...(secureContext === undefined ? {} : { secureContext }),
    });
    this.#socket.once('secure', () => (this.#isShaking = false));
    this.#isPaused = false;
    this.#listen();
  }

  /** The TLS handshake is under way, so nothing can be said. */
  get isShaking(): boolean {
    return this.#isShaking;
  }

  /** Whether more may be written now; otherwise `drained` tells when. */
  get takes(): boolean {
    return !this.#socket.writableNeedDrain;
  }

  /** Bytes that were written and not taken yet. */
  get unsentBytes(): number {
    return this.#socket.writableLength;
  }

  /** Bytes that came and were not given out, since reading is paused. */
  get unreadBytes(): number {
    return this.#socket.readableLength;
  }

  /** Our side is closed, or about to be. */
  get isEnded(): boolean {
    return this.#socket.writableEnded;
  }

  /** Our side is closed, and everything was taken before. */
  get isFinished(): boolean {
    return this.#socket.writableFinished;
  }

  get isDestroyed(): boolean {
    return this.#socket.destroyed;
  }

  /** Writes a byte string, unless our side is closed. */
  write(bytes: string): void {
    if (this.#socket.writable) this.#socket.write(bytes, 'latin1');
  }

  /** Reads on, or not. */
  read(isWanted: boolean): void {
    if (isWanted !== this.#isPaused) return;
    this.#isPaused = !isWanted;
    if (isWanted) this.#socket.resume();
    else this.#socket.pause();
  }

  /** Closes our side after what is written. */
  end(done: () => void): void {
    this.#socket.end(done);
  }

  /** Closes both sides after what is written. */
  destroySoon(): void {
    this.#socket.destroySoon();
  }

  /** Closes both sides at once. */
  destroy(): void {
    this.#socket.destroy();
  }

  readonly #arrived = (chunk: Buffer): void => this.#events.arrived(chunk);
  readonly #ended = (): void => this.#events.ended();
  readonly #drained = (): void => this.#events.drained();
  readonly #broken = (error: Error): void => this.#events.broken(error);
  readonly #closed = (): void => this.#events.closed();

  #listen(): void {
    const socket = this.#socket;
    socket.on('data', this.#arrived);
    socket.on('end', this.#ended);
    socket.on('drain', this.#drained);
    socket.on('error', this.#broken);
    socket.on('close', this.#closed);
  }

  #stopListening(): void {
    const socket = this.#socket;
    socket.off('data', this.#arrived);
    socket.off('end', this.#ended);
    socket.off('drain', this.#drained);
    socket.off('error', this.#broken);
    socket.off('close', this.#closed);
  }
}
