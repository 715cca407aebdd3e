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
import { TLSSocket, type SecureContext } from 'node:tls';
import type { ConnectionFacts } from '../protocol/events.js';
import { LineCutter, lineTooLong } from '../protocol/lines.js';
import type { Caller } from '../protocol/reply.js';
import type { LoginGuard, SessionParts } from '../protocol/session-parts.js';
import { Session } from '../protocol/session.js';
import type { Clock } from './clock.js';
import { ReplyQueue } from './reply-queue.js';
import type { Closable, OpenSessions } from './sessions.js';
import type { ServerSettings } from './settings.js';

/** Answers that may wait for a client before its next line runs, in bytes. */
const answersBytesMax = 256 * 1024;
/**
 * How long a connection may run lines in a row, in milliseconds, before others get their turn: long
 * enough to serve a good many lines together, short enough for nobody to notice.
 */
const turnMs = 5;
/** How long the client may take to close its side after us, in seconds. */
export const lingerSeconds = 5;

/** What a connection is given. */
export interface ConnectionParts {
  readonly session: SessionParts;
  readonly sessions: OpenSessions;
  readonly clock: Clock;
  readonly settings: () => ServerSettings;
  /** The certificate and key at this moment; undefined: there is no TLS. */
  readonly secureContext: () => SecureContext | undefined;
  readonly guard: LoginGuard;
  /** Called once, when the socket is closed. */
  readonly gone: (connection: Connection) => void;
}

/** A connection, from its greeting to its end. */
export class Connection implements Closable {
  readonly #parts: ConnectionParts;
  readonly #cutter = new LineCutter();
  readonly #answers: ReplyQueue;
  readonly #session: Session;
  #socket: Socket;
  #facts: ConnectionFacts;
  #account: Caller['account'] | undefined;
  /** No more lines are taken; what comes is dropped. */
  #deaf = false;
  /** The client has closed its side. */
  #inputEnded = false;
  #paused = false;
  #workIsDue = false;
  #turnIsDue = false;
  /** The TLS handshake is under way, so nothing can be said. */
  #isShaking = false;
  #closing: string | undefined;
  /** There was a sign of life since the last look. */
  #alive = true;
  #aliveAtMs = 0;

  /** `facts.secure` tells whether TLS begins at once. The greeting is sent by `begin`. */
  constructor(socket: Socket, facts: ConnectionFacts, parts: ConnectionParts) {
    this.#socket = socket;
    this.#facts = facts;
    this.#parts = parts;
    this.#answers = new ReplyQueue(() => this.#workSoon());
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

  /** Greets the client. */
  begin(): void {
    this.#parts.session.events.connected(this.#facts);
    if (this.#facts.secure) this.#wrap();
    else this.#listen();
    this.#socket.write(this.#session.greeting(), 'latin1');
  }

  /** Takes no more lines, answers those it has taken, and closes. */
  finish(why: string): void {
    this.#closing ??= why;
    this.#deaf = true;
    this.#session.end();
    if (this.#isShaking) this.#socket.destroy();
    else this.#workSoon();
  }

  /** The server stops: as `finish`, but who owes nothing to nobody goes at once. */
  stop(): void {
    const owesNothing = this.#answers.isEmpty && !this.#cutter.hasMore;
    this.finish('the server stops');
    if (owesNothing) this.#socket.destroySoon();
  }

  /** Cuts the connection off. */
  destroy(why: string): void {
    this.#closing ??= why;
    this.#socket.destroy();
  }

  /** Looks whether the connection has been silent too long. Called every second or so. */
  sweep(): void {
    const now = this.#parts.clock.elapsedMs();
    if (this.#alive || (this.#answers.length > 0 && !this.#socket.writableEnded)) {
      this.#alive = false;
      this.#aliveAtMs = now;
      return;
    }
    const seconds = this.#secondsAllowed();
    if (seconds === 0 || now - this.#aliveAtMs < seconds * 1000) return;
    if (this.#socket.writableLength > 0 || this.#socket.writableEnded) this.destroy('idle');
    else this.finish('idle');
  }

  #secondsAllowed(): number {
    if (this.#socket.writableFinished) return lingerSeconds;
    const { idleSeconds, idleSecondsBeforeLogin } = this.#parts.settings();
    return this.#session.isOpen || this.#deaf ? idleSeconds : idleSecondsBeforeLogin;
  }

  #belongsTo(account: Caller['account'] | undefined): void {
    if (this.#account !== undefined) this.#parts.sessions.remove(this.#account, this);
    this.#account = account;
    if (account === undefined) return;
    this.#parts.sessions.add(account, this, this.#parts.clock.unixSeconds());
  }

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

  readonly #arrived = (chunk: Buffer): void => {
    if (this.#deaf || this.#answers.isEnding) return;
    if (this.#session.isOpen) this.#alive = true;
    this.#cutter.push(chunk);
    this.#work();
  };

  readonly #ended = (): void => {
    this.#inputEnded = true;
    this.#work();
  };

  readonly #drained = (): void => {
    this.#alive = true;
    this.#work();
  };

  readonly #broken = (error: Error): void => {
    const { code } = error as NodeJS.ErrnoException;
    this.destroy(code ?? 'the socket failed');
  };

  readonly #closed = (): void => {
    this.#deaf = true;
    this.#session.end();
    this.#parts.session.events.closed(this.#facts, this.#closing ?? 'the client closed');
    this.#parts.gone(this);
  };

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
  #work(): void {
    const turnEndMs = this.#parts.clock.elapsedMs() + turnMs;
    let stop = this.#takeLines(turnEndMs);
    while (this.#flush() && stop === 'hindered') stop = this.#takeLines(turnEndMs);
    if (stop === 'tired') this.#workNextTurn();
    this.#balance(stop === 'hungry');
  }

  /** Runs lines until the next one has not arrived, may not be taken now, or must wait its turn. */
  #takeLines(turnEndMs: number): 'hungry' | 'hindered' | 'tired' {
    while (this.#mayTakeLine()) {
      if (!this.#takeLine()) return 'hungry';
      if (this.#parts.clock.elapsedMs() >= turnEndMs) return 'tired';
    }
    return 'hindered';
  }

  #workNextTurn(): void {
    if (this.#turnIsDue) return;
    this.#turnIsDue = true;
    setImmediate(() => {
      this.#turnIsDue = false;
      this.#work();
    });
  }

  #mayTakeLine(): boolean {
    const { isEnding, isHeld, length, bytes } = this.#answers;
    return (
      !this.#deaf &&
      !isEnding &&
      !isHeld &&
      length < this.#parts.settings().linesInFlightMax &&
      bytes < answersBytesMax &&
      !this.#socket.writableNeedDrain
    );
  }

  /** Runs the next line; false when it has not arrived yet. */
  #takeLine(): boolean {
    const { lineMax, lineMaxBeforeLogin } = this.#parts.settings();
    const line = this.#cutter.next(this.#session.isOpen ? lineMax : lineMaxBeforeLogin);
    if (line === undefined) return false;
    this.#alive = true;
    this.#answers.add(line === lineTooLong ? this.#session.tooLong() : this.#session.take(line));
    return true;
  }

  /** Sends what the client takes, and does what an ending asks for. True when bytes have left. */
  #flush(): boolean {
    let isMoving = false;
    while (!this.#socket.writableNeedDrain) {
      const bytes = this.#answers.take();
      if (bytes === '') break;
      if (this.#socket.writable) this.#socket.write(bytes, 'latin1');
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
    if (this.#socket.destroyed) return;
    const isDone = this.#deaf || (this.#inputEnded && isHungry);
    if (isDone && this.#answers.isEmpty) this.#close();
    const reads = this.#deaf || this.#answers.isEnding || isHungry;
    if (reads === !this.#paused) return;
    this.#paused = !reads;
    if (reads) this.#socket.resume();
    else this.#socket.pause();
  }

  /**
   * Closes our side. What the client still sends is read and dropped until it closes too:
   * unread bytes would reset the connection and take the last answer along.
   */
  #close(): void {
    if (this.#socket.writableEnded) return;
    this.#closing ??= 'the client closed';
    this.#deaf = true;
    this.#session.end();
    this.#socket.end(() => (this.#alive = true));
  }

  /** What came in clear text after STLS is dropped, wherever it waits. */
  #startTls(): void {
    const socket = this.#socket;
    this.#stopListening();
    socket.pause();
    this.#cutter.clear();
    while (socket.read() !== null);
    this.#facts = { ...this.#facts, secure: true };
    this.#wrap();
    this.#session.secured();
    this.#paused = false;
    this.#workSoon();
  }

  #wrap(): void {
    const secureContext = this.#parts.secureContext();
    const socket = this.#socket;
    socket.on('error', this.#broken);
    this.#isShaking = true;
    this.#socket = new TLSSocket(socket, {
      isServer: true,
      ...(secureContext === undefined ? {} : { secureContext }),
    });
    this.#socket.once('secure', () => (this.#isShaking = false));
    this.#listen();
  }
}
