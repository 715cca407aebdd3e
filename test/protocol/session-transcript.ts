/**
 * Transcripts of a session that has no socket: `C:` and `S:` as in `../transcript.ts`. Besides lines, the
 * session may answer `S: (closed)` or `S: (TLS)` after a reply, and `S: (nothing)`.
 */
import { expect } from 'chai';
import { settled } from '../../src/protocol/outcome.js';
import type { Answer, Ending, LoginGuard } from '../../src/protocol/session-parts.js';
import { Session } from '../../src/protocol/session.js';
import { isExpected, readTranscript } from '../transcript.js';
import { FakeAuthenticator, FakeDispatcher, FakeEvents, fakeMechanisms } from './fakes.js';

/** Lets everybody try, and answers at once. */
export const freeGuard: LoginGuard = {
  isBlocked: () => false,
  now: () => 0,
  failed: () => undefined,
};

/** A session and what stands around it; change the fields before `begin`. */
export class TranscriptSession {
  readonly dispatcher = new FakeDispatcher();
  readonly authenticator = new FakeAuthenticator();
  readonly events = new FakeEvents();
  readonly belonged: (number | undefined)[] = [];
  settings = { apop: true, loginFailuresPerConnection: 5 };
  guard: LoginGuard = freeGuard;
  hasTls = true;
  secure = false;
  ms = 0;
  readonly session: Session;

  constructor() {
    this.session = new Session(
      {
        dispatcher: this.dispatcher,
        authenticator: this.authenticator,
        mechanisms: fakeMechanisms,
        events: this.events,
        version: '6.4.1',
        mainDomain: () => 'mx.example.test',
        nonce: () => 'nonce',
        commandName: (word) =>
          ({ say: 'Say', slow: 'Slow', newpass: 'NEWPASS' })[word.toLowerCase()],
        elapsedMs: () => this.ms,
      },
      {
        facts: () => ({
          number: 17,
          remoteAddress: '192.0.2.7',
          localAddress: '192.0.2.1',
          secure: this.secure,
        }),
        unixSeconds: 1732264000,
        guard: {
          isBlocked: () => this.guard.isBlocked(),
          now: () => this.guard.now(),
          failed: (since) => this.guard.failed(since),
        },
        settings: () => this.settings,
        hasTls: () => this.hasTls,
        belongsTo: (account) => this.belonged.push(account),
      },
    );
  }

  /** The lines that a line leads to, and `(closed)`, `(TLS)` or `(nothing)`. */
  async take(line: string): Promise<string[]> {
    return answerLines(this.session.take(line));
  }

  /** Plays a transcript; strings of it are byte strings. */
  async play(text: string): Promise<void> {
    const heard: string[] = [];
    for (const line of readTranscript(text)) {
      if (line.who === 'client') {
        expect(heard, `said before "${line.text}" in:${text}`).to.deep.equal([]);
        heard.push(...(await this.take(line.text)));
      } else {
        const answer = heard.shift() ?? '(nothing)';
        if (!isExpected(answer, line.text)) expect(answer, `in:${text}`).to.equal(line.text);
      }
    }
    expect(heard, `left over in:${text}`).to.deep.equal([]);
  }

  /** Logs alice in. */
  async logIn(): Promise<void> {
    await this.play(`
      C: USER alice@example.test
      S: 300 please send the PASS
      C: PASS Old secret 1
      S: 200 login OK, proceed
    `);
  }
}

async function answerLines(answer: Answer | undefined): Promise<string[]> {
  if (answer === undefined) return [];
  const known = await settled(answer);
  return linesOf(known);
}

function linesOf(answer: string | Ending): string[] {
  if (typeof answer === 'string') return splitLines(answer);
  return [...splitLines(answer.bytes), answer.after === 'tls' ? '(TLS)' : '(closed)'];
}

/** The lines of bytes, each of which must end with CR LF. */
export function splitLines(bytes: string): string[] {
  expect(bytes, 'every line of the server ends with CR LF').to.match(/^(?:[^\r\n]+\r\n)+$/);
  return bytes.slice(0, -2).split('\r\n');
}
