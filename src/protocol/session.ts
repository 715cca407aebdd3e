/**
 * A session as a table of states (protocol, sections 3 to 6). Lines come in, answers go out; it
 * knows no socket, no clock and no single command.
 *
 * A session is `nameless` after the greeting, `named` after USER, `open` after a login. Every
 * attempt to log in leaves the login before it. In a dialogue of AUTH each line is data of the
 * mechanism, whatever it looks like; that may begin in every state and comes back to `nameless` or
 * `open`. An `over` session answers nothing.
 */
import { asciiLower } from '../values/letters.js';
import { isProofOf } from '../authentication/apop.js';
import { AuthDialogue } from './auth-dialogue.js';
import type { Peer } from '../authentication/authenticator.js';
import { challengeOf, greetingBytes } from './greeting.js';
import { LoginAttempts } from './login-attempts.js';
import { readName, readPasswords, readProof } from './login-arguments.js';
import { mapped, type Outcome } from './outcome.js';
import * as replies from './replies.js';
import { bytesOfReply, codeOf } from './replies.js';
import type { Caller, Reply } from './reply.js';
import type { Answer, Ending, SessionHost, SessionParts } from './session-parts.js';
import { wordOf } from '../syntax/command-line.js';
import { headOf, type LineBytes } from '../syntax/line-bytes.js';

type State = 'nameless' | 'named' | 'open';

/** What a session can do about a line. */
type Deed =
  | 'takeName'
  | 'verifyPassword'
  | 'verifyProof'
  | 'authenticate'
  | 'changePassword'
  | 'startTls'
  | 'setInline'
  | 'doNothing'
  | 'quit'
  | 'runCommand'
  | 'askForName'
  | 'askForLogin';

type Row = Readonly<Record<State, Deed>>;

const always = (deed: Deed): Row => ({ nameless: deed, named: deed, open: deed });
const onlyOpen = (deed: Deed): Row => ({
  nameless: 'askForLogin',
  named: 'askForLogin',
  open: deed,
});

/** What each verb does in each state. */
const table: ReadonlyMap<string, Row> = new Map<string, Row>([
  ['user', always('takeName')],
  ['pass', { nameless: 'askForName', named: 'verifyPassword', open: 'askForName' }],
  ['apop', always('verifyProof')],
  ['auth', always('authenticate')],
  ['newpass', onlyOpen('changePassword')],
  ['stls', always('startTls')],
  ['starttls', always('startTls')],
  ['inline', onlyOpen('setInline')],
  ['noop', always('doNothing')],
  ['quit', always('quit')],
]);
/** Every other line. */
const otherwise = onlyOpen('runCommand');

const wrongParameters = bytesOfReply(replies.wrongParametersReply, false);

const verbLengthMax = Math.max(...[...table.keys()].map((verb) => verb.length));

/** The conversation on one connection. */
export class Session {
  readonly #parts: SessionParts;
  readonly #host: SessionHost;
  readonly #challenge: string;
  readonly #attempts: LoginAttempts;
  readonly #auth: AuthDialogue;
  #state: State = 'nameless';
  #name = '';
  #caller: Caller | undefined;
  #inline = false;
  #over = false;

  constructor(parts: SessionParts, host: SessionHost) {
    this.#parts = parts;
    this.#host = host;
    this.#challenge = challengeOf({
      connection: host.facts().number,
      unixSeconds: host.unixSeconds,
      host: parts.mainDomain(),
    });
    this.#attempts = new LoginAttempts(parts, host, (login) => this.#open(login));
    this.#auth = new AuthDialogue(parts, this.#challenge, this.#attempts);
  }

  /** The bytes that begin the conversation. */
  greeting(): string {
    const { apop } = this.#host.settings();
    const challenge = apop ? this.#challenge : undefined;
    return greetingBytes(this.#parts.mainDomain(), this.#parts.version, challenge);
  }

  /** Whether somebody is logged in. */
  get isOpen(): boolean {
    return this.#caller !== undefined;
  }

  /** Takes a line without its end; undefined when nothing is said to it. Never throws. */
  take(line: string | LineBytes): Answer | undefined {
    if (this.#over) return undefined;
    if (typeof line === 'string' ? line.includes('\0') : line.includes(0)) {
      this.#auth.cancel();
      return bytesOfReply(replies.zeroByteReply, false);
    }
    if (typeof line !== 'string') return this.#takeLong(line);
    if (this.#auth.isUnderWay) return this.#auth.take(line);
    const start = blanksFrom(line, 0);
    if (start === line.length) return undefined;
    const end = wordFrom(line, start);
    const row = end === undefined ? undefined : table.get(asciiLower(line.slice(start, end)));
    const deed = (row ?? otherwise)[this.#state];
    return this.#do(deed, deed === 'runCommand' ? line : line.slice((end ?? start) + 1));
  }

  /** Only commands may be long; nothing else is looked at beyond a beginning that no verb fills. */
  #takeLong(line: LineBytes): Answer {
    const start = blanksFrom(line.head, 0);
    const end = wordFrom(line.head, start);
    const isVerb = end !== undefined && table.has(asciiLower(line.head.slice(start, end)));
    if (this.#auth.isUnderWay || isVerb) {
      this.#auth.cancel();
      return bytesOfReply(replies.lineTooLongReply, false);
    }
    return this.#run(line);
  }

  /** The answer to a line over the limit. */
  tooLong(): Ending {
    return { bytes: bytesOfReply(replies.lineTooLongReply, false), after: 'close' };
  }

  /** TLS protects the connection from now on: what was said before counts for nothing. */
  secured(): void {
    this.#leave();
    this.#inline = false;
  }

  /** The connection is gone, or about to go. */
  end(): void {
    this.#over = true;
    this.#leave();
  }

  #do(deed: Deed, argument: string): Answer {
    switch (deed) {
      case 'runCommand':
        return this.#run(argument);
      case 'takeName':
        return this.#takeName(argument);
      case 'verifyPassword':
        return this.#verifyPassword(argument);
      case 'verifyProof':
        return this.#verifyProof(argument);
      case 'authenticate':
        this.#leave();
        return this.#auth.begin(argument, this.#peer());
      case 'changePassword':
        return this.#changePassword(argument);
      case 'startTls':
        return blanksFrom(argument, 0) < argument.length ? wrongParameters : this.#startTls();
      case 'setInline':
        return this.#bare(argument, () => (this.#inline = true));
      case 'doNothing':
        return this.#bare(argument, () => undefined);
      case 'quit':
        return { bytes: bytesOfReply(replies.closedReply, false), after: 'close' };
      case 'askForName':
        return bytesOfReply(replies.noNameReply, false);
      case 'askForLogin':
        return bytesOfReply(replies.notLoggedInReply, false);
    }
  }

  #takeName(argument: string): Answer {
    this.#leave();
    this.#name = readName(argument);
    this.#state = 'named';
    return replies.passPleaseBytes;
  }

  #verifyPassword(argument: string): Answer {
    const name = this.#name;
    this.#leave();
    return this.#attempts.attempt('PASS', () =>
      this.#parts.authenticator.clear(name, readPasswords(argument), this.#peer()),
    );
  }

  #verifyProof(argument: string): Answer {
    this.#leave();
    const given = readProof(argument);
    if (given === undefined) return wrongParameters;
    if (!this.#host.settings().apop) {
      return this.#attempts.attempt('APOP', () => ({ ok: false, why: 'APOP is switched off' }));
    }
    const proves = (clear: string) => isProofOf(given.digest, this.#challenge, clear);
    return this.#attempts.attempt('APOP', () =>
      this.#parts.authenticator.proof(given.name, proves, this.#peer()),
    );
  }

  #changePassword(clear: string): Answer {
    const caller = this.#caller;
    if (caller === undefined || clear === '') return wrongParameters;
    return this.#answerTo('NEWPASS', caller, () =>
      this.#parts.dispatcher.newPassword(caller, clear),
    );
  }

  #startTls(): Answer {
    if (this.#host.facts().secure) return bytesOfReply(replies.tlsActiveReply, false);
    if (!this.#host.hasTls()) return bytesOfReply(replies.noTlsReply, false);
    return { bytes: bytesOfReply(replies.startTlsReply, false), after: 'tls' };
  }

  /** A verb that takes no argument. */
  #bare(argument: string, act: () => void): Answer {
    if (blanksFrom(argument, 0) < argument.length) return wrongParameters;
    act();
    return bytesOfReply(replies.okReply, false);
  }

  #run(line: string | LineBytes): Answer {
    const caller = this.#caller;
    if (caller === undefined) return bytesOfReply(replies.notLoggedInReply, false);
    return this.#answerTo(headOf(line), caller, () => this.#parts.dispatcher.run(line, caller));
  }

  /** The mode that counts is the one in which the line came. */
  #answerTo(line: string, caller: Caller, start: () => Outcome<Reply>): Answer {
    const { events, elapsedMs } = this.#parts;
    const inline = this.#inline;
    const started = events.commands ? elapsedMs() : 0;
    const finish = (reply: Reply): string => {
      if (events.commands) this.#tell(line, caller, reply, inline, started);
      return bytesOfReply(reply, inline);
    };
    const failed = (error: unknown): string => finish(this.#fault(error));
    try {
      return mapped(start(), finish, failed);
    } catch (error) {
      return failed(error);
    }
  }

  #fault(error: unknown): Reply {
    this.#parts.events.failed(this.#host.facts(), error);
    return replies.failureReply;
  }

  #tell(line: string, caller: Caller, reply: Reply, inline: boolean, started: number): void {
    this.#parts.events.commandDone(this.#host.facts(), {
      account: caller.name,
      word: this.#parts.commandName(wordOf(line)) ?? '?',
      code: codeOf(reply, inline),
      ms: this.#parts.elapsedMs() - started,
    });
  }

  #open({ account, name }: { account: Caller['account']; name: string }): boolean {
    if (this.#over) return false;
    const { number: connection, remoteAddress } = this.#host.facts();
    this.#caller = { account, name, remoteAddress, channel: 'PWD', connection };
    this.#state = 'open';
    this.#host.belongsTo(account);
    return true;
  }

  #leave(): void {
    this.#auth.cancel();
    this.#state = 'nameless';
    this.#name = '';
    if (this.#caller === undefined) return;
    this.#caller = undefined;
    this.#host.belongsTo(undefined);
  }

  #peer(): Peer {
    const { remoteAddress, localAddress, secure, ports } = this.#host.facts();
    return { remoteAddress, localAddress, secure, ports };
  }
}

/** Where the first character is, from `start` on, that is no blank and no TAB. */
function blanksFrom(text: string, start: number): number {
  let index = start;
  while (text.charCodeAt(index) === 32 || text.charCodeAt(index) === 9) index += 1;
  return index;
}

/** Where the word ends that begins at `start`; undefined when it is longer than any verb. */
function wordFrom(line: string, start: number): number | undefined {
  const last = start + verbLengthMax;
  for (let index = start; index <= last; index += 1) {
    const code = line.charCodeAt(index);
    if (code === 32 || code === 9 || index === line.length) return index;
  }
  return undefined;
}
