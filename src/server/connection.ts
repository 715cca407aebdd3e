/**
 * One connection: bytes to lines, lines to the session, its answers back in order (protocol,
 * section 1), and what keeps a connection from taking more than its share (section 9). Knows
 * neither verbs nor accounts.
 *
 * A line runs while the ones before it still wait for the disk, unless an answer holds it. Answers
 * that are ready together leave in one write, each of them whole. Nothing is read while too many
 * lines are unanswered or the client does not take its answers.
 */
import type { Socket } from 'node:net';
import type { ConnectionFacts } from '../protocol/events.js';
import { LineCutter, lineTooLong } from '../protocol/lines.js';
import { bytesOfReply, noRoomReply, tooManyConnectionsReply } from '../protocol/replies.js';
import type { Caller } from '../protocol/reply.js';
import { Session } from '../protocol/session.js';
import type { BufferHolder } from './buffer-budget.js';
import type { ConnectionParts } from './connection-parts.js';
import { Patience } from './patience.js';
import { ReplyQueue } from './reply-queue.js';
import type { Closable } from './sessions.js';
import { Wire, type WireEvents } from './wire.js';

/** Answers that may wait for a client before its next line runs, in bytes. */
const answersBytesMax = 256 * 1024;

/** A connection, from its greeting to its end. */
export class Connection implements Closable, BufferHolder {
  readonly #parts: ConnectionParts;
  readonly #cutter = new LineCutter();
  readonly #answers: ReplyQueue;
  readonly #session: Session;
  readonly #wire: Wire;
  readonly #patience: Patience;
  #facts: ConnectionFacts;
  #account: Caller['account'] | undefined;
  #owner: string;
  /** No more lines are taken; what comes is dropped. */
  #isInputClosed = false;
  /** The client has closed its side. */
  #inputEnded = false;
  #workIsDue = false;
  #closing: string | undefined;
  /** What the budget knows of. */
  #heldBytes = 0;

  /** `facts.secure` tells whether TLS begins at once. The greeting is sent by `begin`. */
  constructor(socket: Socket, facts: ConnectionFacts, parts: ConnectionParts) {
    this.#wire = new Wire(socket, this.#happenings());
    this.#facts = facts;
    this.#parts = parts;
    this.#owner = parts.place.address;
    const { clock, settings, place } = parts;
    const patience = place.patience.bind(place);
    this.#patience = new Patience({ clock, settings, patience });
    this.#answers = new ReplyQueue(() => this.#answered());
    this.#session = new Session(parts.session, {
      facts: () => this.#facts,
      unixSeconds: parts.clock.unixSeconds(),
      guard: parts.guard,
      settings: parts.settings,
      hasTls: () => parts.secureContext() !== undefined,
      belongsTo: (account) => this.#belongsTo(account),
    });
  }

  get facts(): ConnectionFacts {
    return this.#facts;
  }

  get owner(): string {
    return this.#owner;
  }

  /** Greets the client. */
  begin(): void {
    this.#parts.session.events.connected(this.#facts);
    if (this.#facts.secure) this.#wire.beginSecure(this.#parts.secureContext());
    else this.#wire.begin();
    this.#wire.write(this.#session.greeting());
  }

  /** Takes no more lines, answers those it has taken, and closes. */
  finish(why: string): void {
    this.#closing ??= why;
    this.#isInputClosed = true;
    this.#session.end();
    if (this.#wire.isShaking) this.#wire.destroy();
    else this.#workSoon();
  }

  /** The server stops: as `finish`, but at once when no answer is owed. */
  stop(): void {
    const owesNothing = this.#answers.isEmpty && !this.#cutter.hasMore;
    this.finish('the server stops');
    if (owesNothing) this.#wire.destroySoon();
  }

  /** Cuts the connection off. */
  destroy(why: string): void {
    this.#closing ??= why;
    this.#wire.destroy();
  }

  /** Closes at once, since somebody else needs the place; says so where that can be understood. */
  makeRoom(): void {
    const isQuiet = this.#answers.isEmpty && !this.#wire.isShaking && this.#wire.unsentBytes === 0;
    if (!isQuiet) return this.destroy('room for others');
    this.finish('room for others');
    this.#wire.write(bytesOfReply(tooManyConnectionsReply, false));
    this.#wire.destroySoon();
  }

  /** Lets go of what it holds in memory; tells the client why unless answers stand in the way. */
  letGo(bytes: number): void {
    const why = 'too many bytes in memory';
    this.#heldBytes = 0;
    this.#parts.session.events.shed(this.#facts, bytes);
    this.#cutter.clear();
    const isReachable = !this.#isInputClosed && !this.#wire.isShaking && !this.#answers.isEnding;
    if (!isReachable || this.#unsentBytes > answersBytesMax) return this.destroy(why);
    this.#closing ??= why;
    this.#answers.add({ bytes: bytesOfReply(noRoomReply, false), after: 'close' });
    this.#workSoon();
  }

  /** Looks whether the connection has been silent too long. Called every second or so. */
  sweep(): void {
    this.#count();
    const why = this.#patience.overdue({
      isLoggedIn: this.#session.isOpen,
      isEnding: this.#isInputClosed,
      isFinished: this.#wire.isFinished,
      owesAnswer: this.#answers.length > 0 && !this.#wire.isEnded,
    });
    if (why === undefined) return;
    if (this.#wire.unsentBytes > 0 || this.#wire.isEnded) this.destroy(why);
    else this.finish(why);
  }

  #belongsTo(account: Caller['account'] | undefined): void {
    const { sessions, clock, place } = this.#parts;
    if (this.#account !== undefined) sessions.remove(this.#account, this);
    this.#account = account;
    place.loggedIn(account !== undefined);
    if (account === undefined) {
      this.#owner = place.address;
      this.#patience.loggedOut();
    } else {
      this.#owner = `account ${account}`;
      sessions.add(account, this, clock.unixSeconds());
    }
  }

  #happenings(): WireEvents {
    return {
      arrived: (chunk) => {
        if (this.#isInputClosed || this.#answers.isEnding) return;
        if (this.#session.isOpen) this.#patience.alive();
        this.#cutter.push(chunk);
        this.#work();
      },
      ended: () => {
        this.#inputEnded = true;
        this.#work();
      },
      drained: () => {
        this.#patience.alive();
        this.#work();
      },
      broken: (error) => this.destroy((error as NodeJS.ErrnoException).code ?? 'the socket failed'),
      closed: () => {
        this.#isInputClosed = true;
        this.#cutter.clear();
        this.#answers.drop();
        this.#count();
        this.#session.end();
        this.#parts.session.events.closed(this.#facts, this.#closing ?? 'the client closed');
        this.#parts.gone();
      },
    };
  }

  #answered(): void {
    this.#count();
    this.#workSoon();
  }

  /** Answers of one disk flush come one right after another, so one write can take them all. */
  #workSoon(): void {
    if (this.#workIsDue) return;
    this.#workIsDue = true;
    queueMicrotask(() => {
      this.#workIsDue = false;
      this.#work();
    });
  }

  /**
   * Does whatever can be done now: takes lines, sends answers, and looks for lines again when the
   * answers that stood in the way are sent, since nothing else might ever call. What still stands in
   * the way afterwards calls when it is gone: the client that sends or takes bytes, an answer that
   * comes, the next turn.
   */
  readonly #work = (): void => {
    let stop = this.#takeLines();
    while (this.#flush() && stop === 'hindered') stop = this.#takeLines();
    if (stop === 'tired') this.#parts.turns.later(this.#owner, this.#work);
    this.#balance(stop === 'hungry');
    this.#count();
  };

  /** Runs lines until the next one has not arrived, may not be taken now, or must wait its turn. */
  #takeLines(): 'hungry' | 'hindered' | 'tired' {
    if (!this.#mayTakeLine()) return 'hindered';
    if (!this.#cutter.hasMore) return 'hungry';
    const { turns, clock } = this.#parts;
    const owner = this.#owner;
    const end = turns.begin(owner);
    if (end === undefined) return 'tired';
    const start = clock.elapsedMs();
    try {
      while (this.#mayTakeLine()) {
        if (!this.#takeLine()) return 'hungry';
        if (clock.elapsedMs() >= end) return 'tired';
      }
      return 'hindered';
    } finally {
      turns.end(owner, start);
    }
  }

  #mayTakeLine(): boolean {
    const { isEnding, isHeld, length, bytes } = this.#answers;
    return (
      !this.#isInputClosed &&
      !isEnding &&
      !isHeld &&
      length < this.#parts.settings().linesInFlightMax &&
      bytes < answersBytesMax &&
      this.#wire.takes
    );
  }

  /** Runs the next line; false when it has not arrived yet. */
  #takeLine(): boolean {
    const { lineMax, lineMaxBeforeLogin } = this.#parts.settings();
    const line = this.#cutter.next(this.#session.isOpen ? lineMax : lineMaxBeforeLogin);
    if (line === undefined) return false;
    this.#patience.alive();
    if (line === lineTooLong) this.#answers.add(this.#session.tooLong());
    else this.#answers.add(this.#session.take(line), line.length);
    return true;
  }

  /** Sends what the client takes, and does what an ending asks for. True when bytes have left. */
  #flush(): boolean {
    let isMoving = false;
    while (this.#wire.takes) {
      const bytes = this.#answers.take();
      if (bytes === '') break;
      this.#wire.write(bytes);
      isMoving = true;
    }
    const { after } = this.#answers;
    if (after === undefined) return isMoving;
    this.#answers.reset();
    if (after === 'tls' && this.#closing === undefined && !this.#inputEnded) this.#startTls();
    else this.finish('the session ended');
    return isMoving;
  }

  /** Reads on or not, and closes when there is nothing left to do. */
  #balance(isHungry: boolean): void {
    if (this.#wire.isDestroyed) return;
    const isDone = this.#isInputClosed || (this.#inputEnded && isHungry);
    if (isDone && this.#answers.isEmpty) this.#close();
    this.#wire.read(this.#isInputClosed || this.#answers.isEnding || isHungry);
  }

  /**
   * Closes our side. What the client still sends is read and dropped until it closes too:
   * unread bytes would reset the connection and take the last answer along.
   */
  #close(): void {
    if (this.#wire.isEnded) return;
    this.#closing ??= 'the client closed';
    this.#isInputClosed = true;
    this.#session.end();
    this.#wire.end(() => this.#patience.alive());
  }

  /** What came in clear text after STLS is dropped, wherever it waits. */
  #startTls(): void {
    this.#cutter.clear();
    this.#facts = { ...this.#facts, secure: true };
    this.#wire.secure(this.#parts.secureContext());
    this.#session.secured();
    this.#workSoon();
  }

  get #unsentBytes(): number {
    return this.#answers.bytes + this.#wire.unsentBytes;
  }

  /** Tells the budget what is held now: what came, the lines under way, and what shall go out. */
  #count(): void {
    const came = this.#wire.unreadBytes + this.#cutter.bytes + this.#answers.lineBytes;
    const bytes = this.#wire.isDestroyed ? 0 : came + this.#unsentBytes;
    if (bytes === this.#heldBytes) return;
    this.#heldBytes = bytes;
    this.#parts.buffers.hold(this, bytes);
  }
}
