/** A socket without a network, whose other side is the test. */
import { Duplex } from 'node:stream';
import type { Socket } from 'node:net';

/** How the network takes what the server writes. */
export type Taking =
  /** At once, within the call, as the system does while it has room. */
  | 'atOnce'
  /** when `takeOne` is called. */
  | 'late';

/** What is said to it, and each write of the server. */
export class FakeSocket extends Duplex {
  /** Each write as the server made it. */
  readonly writes: string[] = [];
  taking: Taking = 'atOnce';
  #told: (bytes: Buffer) => void = () => undefined;
  readonly #untaken: (() => void)[] = [];

  constructor() {
    // As the listener makes them.
    super({ allowHalfOpen: true, decodeStrings: false, highWaterMark: 64 * 1024 });
  }

  /** As the server sees it. */
  get asSocket(): Socket {
    return this as unknown as Socket;
  }

  /** All that the client could read. */
  get heard(): string {
    return this.writes.join('');
  }

  /** The client says bytes. */
  say(bytes: string): void {
    if (!this.readableEnded && !this.destroyed) this.push(Buffer.from(bytes, 'latin1'));
  }

  /** The client closes its side. */
  hangUp(): void {
    if (!this.readableEnded && !this.destroyed) this.push(null);
  }

  /**
   * The client's side as a stream: what is written to it the server hears, and from now on what the
   * server writes comes out of it.
   */
  otherSide(): Duplex {
    const other = new Duplex({
      read: () => undefined,
      write: (chunk: Buffer, _encoding, done) => {
        if (!this.readableEnded && !this.destroyed) this.push(chunk);
        done();
      },
    });
    this.#told = (bytes) => other.push(bytes);
    this.once('close', () => other.destroy());
    return other;
  }

  /** The network takes the write that waits; false when none does. */
  takeOne(): boolean {
    const done = this.#untaken.shift();
    done?.();
    return done !== undefined;
  }

  /** As sockets have it: closes when all is written. */
  destroySoon(): void {
    if (this.writable) this.end();
    if (this.writableFinished) this.destroy();
    else this.once('finish', () => this.destroy());
  }

  override _read(): void {
    // Whoever speaks pushes.
  }

  override _write(
    chunk: string | Buffer,
    _encoding: BufferEncoding,
    done: (error?: Error | null) => void,
  ): void {
    this.writes.push(typeof chunk === 'string' ? chunk : chunk.toString('latin1'));
    this.#told(typeof chunk === 'string' ? Buffer.from(chunk, 'latin1') : chunk);
    if (this.taking === 'atOnce') done();
    else this.#untaken.push(() => done());
  }
}

/** Lets everything happen that waits for nothing but its turn. */
export async function turns(count = 3): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) {
    await new Promise((resolve) => setImmediate(resolve));
  }
}
