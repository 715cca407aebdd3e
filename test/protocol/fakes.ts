/** Stand-ins for what is behind a session: who may log in, and who runs commands. */
import { createHash } from 'node:crypto';
import type { Authenticator, Peer, Login } from '../../src/authentication/authenticator.js';
import type { CommandDone, ConnectionFacts, Events } from '../../src/protocol/events.js';
import { refusals } from '../../src/protocol/reasons.js';
import { Running, type Outcome } from '../../src/protocol/outcome.js';
import type { Caller, Dispatcher, Reply } from '../../src/protocol/reply.js';
import type { Mechanism, Step } from '../../src/authentication/sasl/mechanism.js';
import { LineBytes } from '../../src/syntax/line-bytes.js';

/** One account: alice@example.test with the password `Old secret 1`. */
export class FakeAuthenticator implements Authenticator {
  password = 'Old secret 1';
  /** Every question, as one text. */
  readonly asked: string[] = [];
  /** Makes `clear` answer later. */
  slowly: Promise<void> | undefined;
  fails: Error | undefined;

  clear(name: string, candidates: readonly string[], peer: Peer): Login | Promise<Login> {
    this.asked.push(`${name}: ${candidates.join(' or ')}${peer.secure ? ' over TLS' : ''}`);
    if (this.fails) throw this.fails;
    const login = this.#outcome(name, candidates.includes(this.password));
    return this.slowly === undefined ? login : this.slowly.then(() => login);
  }

  proof(name: string, proves: (clear: string) => boolean): Login {
    this.asked.push(`${name}: a proof`);
    return this.#outcome(name, proves(this.password));
  }

  webSession(name: string, id: string): Login {
    this.asked.push(`${name}: session ${id}`);
    return this.#outcome(name, id === '71-Xb4QvU8nPq2Lk');
  }

  #outcome(name: string, right: boolean): Login {
    return right && ['alice', 'alice@example.test'].includes(name)
      ? { ok: true, account: 7, name: 'alice@example.test' }
      : { ok: false, why: 'incorrect password' };
  }
}

/** Makes a promise and the way to fulfil it. */
export function promised<T>(): { promise: Promise<T>; fulfil: (value: T) => void } {
  let fulfil: (value: T) => void = () => undefined;
  const promise = new Promise<T>((resolve) => (fulfil = resolve));
  return { promise, fulfil };
}

/**
 * Runs `say TEXT` (data), `done`, `refuse`, `throw`, `who` (the caller's name), `slow N` and
 * `hold N` (data N, once `finish(N)` is called), `reject`. Anything else is an unknown command.
 */
export class FakeDispatcher implements Dispatcher {
  readonly ran: string[] = [];
  readonly #slow = new Map<string, (reply: Reply) => void>();

  run(given: string | LineBytes, caller: Caller): Outcome<Reply> {
    const line = typeof given === 'string' ? given : LineBytes.textOf(given.pieces);
    this.ran.push(line);
    const [word = '', ...rest] = line.split(' ');
    const argument = rest.join(' ');
    switch (word.toLowerCase()) {
      case 'say':
        return { kind: 'data', text: argument };
      case 'done':
        return { kind: 'ok' };
      case 'who':
        return { kind: 'data', text: caller.name };
      case 'refuse':
        return refusals['unknown-domain'];
      case 'throw':
        throw new Error('a secret of ours');
      case 'reject':
        return new Running<Reply>(Promise.reject(new Error('a secret of ours')), false);
      case 'slow':
        return new Running(this.#wait(argument), false);
      case 'hold':
        return new Running(this.#wait(argument), true);
      default:
        return refusals['unknown-command'];
    }
  }

  newPassword(caller: Caller, clear: string): Outcome<Reply> {
    this.ran.push(`new password of ${caller.name}: ${clear}`);
    return new Running(Promise.resolve<Reply>({ kind: 'ok', text: 'Password updated' }), true);
  }

  /** Lets a slow command end. */
  finish(argument: string, reply: Reply = { kind: 'data', text: argument }): void {
    const fulfil = this.#slow.get(argument);
    if (!fulfil) throw new Error(`nothing waits for ${argument}`);
    fulfil(reply);
  }

  #wait(argument: string): Promise<Reply> {
    const { promise, fulfil } = promised<Reply>();
    this.#slow.set(argument, fulfil);
    return promise;
  }
}

/** A mechanism that asks for a name and a password, and one that is done with its first message. */
export const fakeMechanisms: readonly Mechanism[] = [
  {
    name: 'LOGIN',
    secure: false,
    start({ authenticator, peer }) {
      const said: string[] = [];
      return {
        next(message): Step | Promise<Step> {
          if (message) said.push(message.toString('latin1'));
          if (said.length === 0) return { kind: 'continue', data: Buffer.from('Username:') };
          if (said.length === 1) return { kind: 'continue', data: Buffer.from('Password:') };
          const login = authenticator.clear(said[0] ?? '', said.slice(1), peer, 'LOGIN');
          return Promise.resolve(login).then((known) => ({ kind: 'ended', login: known }));
        },
      };
    },
  },
  {
    name: 'PLAIN',
    secure: false,
    start({ authenticator, peer }) {
      return {
        next(message): Step {
          if (!message) return { kind: 'continue', data: Buffer.alloc(0) };
          const [, name, clear] = message.toString('latin1').split('\0');
          if (name === undefined || clear === undefined) return { kind: 'malformed' };
          const login = authenticator.clear(name, [clear], peer, 'PLAIN');
          return { kind: 'ended', login: login as Login };
        },
      };
    },
  },
  {
    name: 'FAULTY',
    secure: true,
    start() {
      return {
        next() {
          throw new Error('a secret of ours');
        },
      };
    },
  },
];

/** Writes every event down. */
export class FakeEvents implements Events {
  commands = false;
  readonly told: string[] = [];

  connected({ number }: ConnectionFacts): void {
    this.told.push(`${number} connected`);
  }
  rejected(remoteAddress: string, why: string): void {
    this.told.push(`${remoteAddress} rejected: ${why}`);
  }
  loggedIn({ number }: ConnectionFacts, account: string, method: string): void {
    this.told.push(`${number} ${account} logged in by ${method}`);
  }
  loginFailed({ number }: ConnectionFacts, method: string, why: string): void {
    this.told.push(`${number} ${method} failed: ${why}`);
  }
  commandDone({ number }: ConnectionFacts, { account, word, code, ms }: CommandDone): void {
    this.told.push(`${number} ${account} ${word} ${code} ${ms} ms`);
  }
  closed({ number }: ConnectionFacts, why: string): void {
    this.told.push(`${number} closed: ${why}`);
  }
  shed({ number }: ConnectionFacts, bytes: number): void {
    this.told.push(`${number} holds ${bytes} bytes`);
  }
  failed(connection: ConnectionFacts | undefined, error: unknown): void {
    this.told.push(`${connection?.number ?? '-'} failed: ${String(error)}`);
  }
}

/** The digest that APOP wants. */
export function digestOf(challenge: string, password: string): string {
  return createHash('md5')
    .update(challenge + password, 'latin1')
    .digest('hex');
}
