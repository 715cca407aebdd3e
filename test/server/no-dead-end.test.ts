/**
 * A connection has no state without a way out: whatever the socket takes, however late and large
 * the answers are, each line gets its one answer in order (protocol, section 1), or the connection
 * ends.
 */
import { expect } from 'chai';
import { connect as connectTls } from 'node:tls';
import fc from 'fast-check';
import { BufferBudget } from '../../src/server/buffer-budget.js';
import { Connection } from '../../src/server/connection.js';
import { OpenSessions } from '../../src/server/sessions.js';
import { Turns } from '../../src/server/turns.js';
import { FakeAuthenticator, FakeEvents } from '../protocol/fakes.js';
import { freeGuard } from '../protocol/session-transcript.js';
import { dataOf, SizedDispatcher, step, type Line, type Step } from './connection-steps.js';
import { FakeSocket, turns } from './fake-socket.js';
import {
  certificate,
  FakeClock,
  greeting,
  loggedIn,
  logIn,
  secureContext,
  settings,
} from './running-server.js';

const stlsReady = '200 please start a TLS connection\r\n';

/** A connection that is logged in, and what its client may expect. */
class Held {
  readonly socket = new FakeSocket();
  readonly dispatcher = new SizedDispatcher();
  readonly events = new FakeEvents();
  readonly clock = new FakeClock();
  gone = 0;
  readonly #connection: Connection;
  #said = 0;
  /** The answers to all lines so far, the one to QUIT being the last that counts. */
  #expected = greeting + loggedIn;
  /** How much of it is for lines that surely ran, by the number of commands that ran. */
  readonly #lengths = [this.#expected.length];
  #hasQuit = false;
  /** STLS was said; whatever is said next is to be a handshake. */
  #wantsTls = false;
  #isFinished = false;
  /** It was closed without what it owes. */
  #isCut = false;
  #hasHungUp = false;

  static async begun(): Promise<Held> {
    const held = new Held();
    await turns();
    return held;
  }

  private constructor() {
    this.#connection = new Connection(
      this.socket.asSocket,
      { number: 1, remoteAddress: '192.0.2.7', localAddress: '192.0.2.1', secure: false },
      {
        session: {
          dispatcher: this.dispatcher,
          authenticator: new FakeAuthenticator(),
          mechanisms: [],
          events: this.events,
          version: '6.4.1',
          mainDomain: () => 'mx.example.test',
          nonce: () => '',
          commandName: (word) => word,
          elapsedMs: () => this.clock.elapsedMs(),
        },
        sessions: new OpenSessions(),
        clock: this.clock,
        settings: () => ({ ...settings, linesInFlightMax: 3 }),
        secureContext: () => secureContext,
        guard: freeGuard,
        turns: new Turns(this.clock),
        buffers: new BufferBudget(() => 1e9),
        place: { address: '192.0.2.7', loggedIn: () => undefined, patience: (seconds) => seconds },
        gone: () => (this.gone += 1),
      },
    );
    this.#connection.begin();
    this.socket.say(logIn);
  }

  async do(next: Step): Promise<void> {
    switch (next.kind) {
      case 'say':
        this.#say(next.lines, next.cut);
        break;
      case 'stls':
        this.#sayStls(next.cr);
        break;
      case 'first':
        this.dispatcher.waiting.shift()?.();
        break;
      case 'last':
        this.dispatcher.waiting.pop()?.();
        break;
      case 'atOnce':
      case 'late':
        this.socket.taking = next.kind;
        break;
      case 'take':
        this.socket.takeOne();
        break;
      case 'turn':
        await turns(1);
        break;
      case 'silence':
        this.silence();
        break;
      case 'hangUp':
        this.#hasHungUp = true;
        this.socket.hangUp();
        break;
      case 'finish':
      case 'stop':
      case 'letGo':
      case 'makeRoom':
        this.#isFinished = true;
        this.#isCut ||= next.kind === 'letGo' || next.kind === 'makeRoom';
        if (next.kind === 'letGo') this.#connection.letGo(1_000_000);
        else if (next.kind === 'finish') this.#connection.finish('a test');
        else this.#connection[next.kind]();
        break;
    }
  }

  silence(): void {
    this.clock.pass(101_000);
    if (this.gone === 0) this.#connection.sweep();
  }

  /** Every answer comes and the network takes everything. */
  async release(): Promise<void> {
    this.socket.taking = 'atOnce';
    let before;
    do {
      before = this.#progress;
      for (const answer of this.dispatcher.waiting.splice(0)) answer();
      while (this.socket.takeOne());
      await turns();
    } while (this.#progress !== before);
  }

  get #progress(): string {
    return `${this.dispatcher.ran} ${this.dispatcher.waiting.length} ${this.socket.writes.length}`;
  }

  /** After `release`: nothing is owed, and the connection either answers or ends. */
  async expectNoDeadEnd(): Promise<void> {
    const { socket } = this;
    this.#expectAnswers();
    const isIdle = this.events.told.includes('1 closed: idle') || socket.destroyed;
    if (
      !this.#hasQuit &&
      !this.#isFinished &&
      !this.#hasHungUp &&
      !isIdle &&
      !socket.writableEnded
    ) {
      if (this.#wantsTls) {
        expect(await this.#underTls(), 'an answer under TLS').to.equal('200 OK\r\n');
        this.#hasHungUp = true;
        socket.destroy();
        await turns();
        expect(this.gone).to.equal(1);
        return;
      }
      socket.say('NOOP\n');
      this.#expected += '200 OK\r\n';
      await this.release();
      expect(socket.heard === this.#expected, 'the answers to all lines').to.equal(true);
    } else {
      expect(socket.writableEnded || socket.destroyed, 'closed').to.equal(true);
    }
    if (!this.#hasHungUp) socket.hangUp();
    await turns();
    expect(this.gone).to.equal(1);
  }

  /** What was heard is the beginning of what is due, and the whole of it unless something ended it. */
  #expectAnswers(): void {
    const heard = this.socket.heard.replace(/500 too (much|many) .*\r\n$/, '');
    expect(this.#expected.startsWith(heard), 'answers in order').to.equal(true);
    if (this.#isCut) return;
    if (this.socket.destroyed && !this.#isFinished && !this.#hasHungUp) return;
    const least = this.#lengths[this.dispatcher.ran] ?? this.#expected.length;
    expect(heard.length, 'answers to lines that ran').to.be.at.least(least);
    if (this.#isFinished || this.events.told.includes('1 closed: idle')) return;
    if (this.socket.writableEnded && !this.#hasHungUp) return;
    expect(heard.length, 'answers').to.equal(this.#expected.length);
  }

  #say(lines: readonly Line[], cut: number): void {
    if (this.#hasHungUp || this.#wantsTls) return;
    const text = lines.map((each) => this.#textOf(each)).join('');
    this.socket.say(text.slice(0, cut));
    this.socket.say(text.slice(cut));
  }

  #sayStls(cr: boolean): void {
    if (this.#hasHungUp || this.#wantsTls) return;
    this.#expect(stlsReady);
    this.#wantsTls = true;
    this.socket.say(cr ? 'STLS\n\r' : 'STLS\r\n');
  }

  /** Shakes hands, and returns what a NOOP is answered under TLS; undefined when it cannot. */
  async #underTls(): Promise<string | undefined> {
    const client = connectTls({
      socket: this.socket.otherSide(),
      ca: certificate,
      servername: 'mx.example.test',
    });
    const heard = new Promise<string | undefined>((resolve) => {
      client.once('data', (chunk: Buffer) => resolve(chunk.toString('latin1')));
      for (const end of ['error', 'close'] as const) client.once(end, () => resolve(undefined));
    });
    client.write('NOOP\r\n');
    const answer = await heard;
    client.on('error', () => undefined);
    client.destroy();
    return answer;
  }

  #textOf({ word, bytes }: Line): string {
    if (word === 'blank') return ' \r\n';
    if (word === 'noop') {
      this.#expect('200 OK\r\n');
      return 'NOOP\r\n';
    }
    if (word === 'quit') {
      this.#expect('200 CommuniGate Pro PWD connection closed\r\n');
      this.#hasQuit = true;
      return 'QUIT\r\n';
    }
    this.#said += 1;
    const number = `${this.#said}:`;
    this.#expect(`201 ${dataOf(number, bytes)}\r\n`);
    if (!this.#hasQuit) this.#lengths.push(this.#expected.length);
    return `${word} ${number} ${bytes}\n`;
  }

  #expect(answer: string): void {
    if (!this.#hasQuit) this.#expected += answer;
  }
}

describe('A connection', () => {
  it('answers each line once and in order, and has no state without a way out', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        const held = await Held.begun();
        for (const next of steps) await held.do(next);
        await held.release();
        await held.expectNoDeadEnd();
      }),
      { numRuns: 200 },
    );
  });

  it('whose client takes nothing ends when its time is over', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 15 }), async (steps) => {
        const held = await Held.begun();
        for (const next of steps) await held.do(next);
        held.socket.taking = 'late';
        await turns();
        for (const answer of held.dispatcher.waiting.splice(0)) answer();
        await turns();
        held.socket.say('late 0: 1\n'.repeat(3));
        for (let count = 0; count < 10; count += 1) {
          for (const answer of held.dispatcher.waiting.splice(0)) answer();
          await turns();
          held.silence();
        }
        await turns();
        expect(held.gone).to.equal(1);
      }),
      { numRuns: 100 },
    );
  });

  for (const bytes of [262_143, 270_000, 1_000_000]) {
    it(`takes the next line after a late answer of ${bytes} bytes`, async () => {
      const held = await Held.begun();
      await held.do({ kind: 'say', lines: [{ word: 'late', bytes }], cut: 0 });
      await turns();
      await held.release();
      await held.expectNoDeadEnd();
    });
  }
});
