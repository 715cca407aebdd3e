/**
 * A network connection that carries requests: what is known of it, what is counted on it, and what
 * happens when its place or its memory is needed. Knows no path.
 */
import type { Socket } from 'node:net';
import type { ConnectionFacts, Events } from '../protocol/events.js';
import type { LoginGuard } from '../protocol/session-parts.js';
import type { BufferBudget, BufferHolder } from '../server/buffer-budget.js';
import type { Doorkeeper, Visitor } from '../server/doorkeeper.js';
import type { Caller } from '../protocol/reply.js';

/** What a connection is given. */
export interface HttpConnectionParts {
  readonly facts: ConnectionFacts;
  readonly guard: LoginGuard;
  readonly events: Events;
  readonly buffers: BufferBudget;
  readonly doorkeeper: Doorkeeper;
  /** When it began, by the clock of the listener: milliseconds. */
  readonly sinceMs: number;
}

/** A connection, from its first byte to its end. */
export class HttpConnection implements BufferHolder, Visitor {
  /** Failed logins so far. */
  loginFailures = 0;
  /** Whose login the log has been told of. */
  toldLogin: string | undefined;
  /** Stops the reading of a body; undefined while none is read. */
  stopReading: (() => void) | undefined;
  /** Requests that are not answered yet. */
  #requests = 0;
  #heldBytes = 0;
  #owner: string;
  #isGone = false;
  #isStranger = true;
  #why = 'the connection ended';

  constructor(
    private readonly socket: Socket,
    /** As the limits see it. */
    readonly address: string,
    private readonly parts: HttpConnectionParts,
  ) {
    this.#owner = address;
  }

  get facts(): ConnectionFacts {
    return this.parts.facts;
  }

  get guard(): LoginGuard {
    return this.parts.guard;
  }

  get owner(): string {
    return this.#owner;
  }

  get isIdle(): boolean {
    return this.#requests === 0;
  }

  /** A request came. */
  begin(): void {
    this.#requests += 1;
  }

  /** A request was answered, or its client is gone. */
  end(): void {
    this.#requests -= 1;
    if (this.#requests === 0) this.hold(-this.#heldBytes);
  }

  /** A request came with the right login. */
  loggedIn(account: Caller['account']): void {
    this.#owner = `account ${account}`;
    this.#isStranger = false;
    this.parts.doorkeeper.loggedIn(this);
  }

  /** The requests under way hold so many bytes more in memory. */
  hold(bytes: number): void {
    if (this.#isGone) return;
    this.#heldBytes += bytes;
    this.parts.buffers.hold(this, this.#heldBytes);
  }

  /** The socket is closed. */
  gone(): void {
    this.hold(-this.#heldBytes);
    this.#isGone = true;
    this.parts.doorkeeper.gone(this);
    this.parts.events.closed(this.facts, this.#why);
  }

  /**
   * Ends when nobody has logged in for so many milliseconds, whatever was asked meanwhile. An answer
   * under way may come, but not for ever.
   */
  endIfStranger(nowMs: number, ms: number): void {
    const allowed = this.isIdle ? ms : 2 * ms;
    if (!this.#isStranger || nowMs - this.parts.sinceMs < allowed) return;
    this.#end('no login in time');
  }

  /** A body that is read gets an answer; whoever does not take an answer gets nothing more. */
  letGo(bytes: number): void {
    this.parts.events.shed(this.facts, bytes);
    this.#heldBytes = 0;
    if (this.stopReading === undefined) this.socket.destroy();
    else this.stopReading();
  }

  makeRoom(): void {
    this.#end('room for others');
  }

  #end(why: string): void {
    this.#why = why;
    this.socket.destroy();
  }
}
