/**
 * AUTH (protocol, sections 4.3 and 4.4): lines of base64 around a SASL mechanism, which sees only
 * bytes. The lines after AUTH come here until the dialogue ends.
 */
import { asciiUpper } from '../values/letters.js';
import type { Peer } from '../authentication/authenticator.js';
import { readBase64, readWords } from './login-arguments.js';
import type { LoginAttempts } from './login-attempts.js';
import { after } from './outcome.js';
import {
  authCancelledReply,
  authMalformedReply,
  bytesOfReply,
  continuationBytes,
  unknownMechanismReply,
  wrongParametersReply,
} from './replies.js';
import type { ErrorReply } from './reply.js';
import type { Answer, SessionParts } from './session-parts.js';
import type { Exchange, Mechanism, Step } from '../authentication/sasl/mechanism.js';

/** Names of the one-line form with the id of a web session. */
const webSessionMethods: ReadonlySet<string> = new Set(['WEBUSER', 'SESSIONID']);

/** The AUTH dialogues of one session, one after another. */
export class AuthDialogue {
  readonly #parts: SessionParts;
  readonly #challenge: string;
  readonly #attempts: LoginAttempts;
  #method = '';
  #exchange: Exchange | undefined;

  constructor(parts: SessionParts, challenge: string, attempts: LoginAttempts) {
    this.#parts = parts;
    this.#challenge = challenge;
    this.#attempts = attempts;
  }

  /** Whether the next line belongs to the dialogue. */
  get isUnderWay(): boolean {
    return this.#exchange !== undefined;
  }

  /** Begins with what followed AUTH. */
  begin(argument: string, peer: Peer): Answer {
    const [word, ...rest] = readWords(argument);
    if (word === undefined) return refused(wrongParametersReply);
    this.#method = asciiUpper(word);
    if (webSessionMethods.has(this.#method)) return this.#webSession(rest, peer);
    const mechanism = this.#parts.mechanisms.find(({ name }) => name === this.#method);
    if (mechanism === undefined) return refused(unknownMechanismReply);
    return this.#start(mechanism, rest, peer);
  }

  /** Takes a line of the client. */
  take(line: string): Answer {
    if (line === '*') return this.#end(refused(authCancelledReply));
    const message = readBase64(line);
    return message === undefined ? this.#end(refused(authMalformedReply)) : this.#step(message);
  }

  /** Gives up. */
  cancel(): void {
    this.#exchange = undefined;
  }

  #webSession([name, id, ...more]: readonly string[], peer: Peer): Answer {
    if (name === undefined || id === undefined || more.length > 0) {
      return refused(wrongParametersReply);
    }
    return this.#attempts.attempt(this.#method, () =>
      this.#parts.authenticator.webSession(name, id, peer),
    );
  }

  #start(mechanism: Mechanism, [initial, ...more]: readonly string[], peer: Peer): Answer {
    if (more.length > 0) return refused(wrongParametersReply);
    this.#attempts.begin();
    if (this.#attempts.isBlocked) return this.#attempts.refuse(this.#method);
    const message = initial === undefined || initial === '=' ? '' : initial;
    const decoded = readBase64(message);
    if (decoded === undefined) return refused(authMalformedReply);
    try {
      this.#exchange = mechanism.start({
        challenge: this.#challenge,
        peer,
        authenticator: this.#parts.authenticator,
        realm: this.#parts.mainDomain(),
        nonce: this.#parts.nonce,
      });
    } catch (error) {
      return this.#attempts.fault(this.#method, error);
    }
    return this.#step(initial === undefined ? undefined : decoded);
  }

  #step(message: Buffer | undefined): Answer {
    this.#attempts.begin();
    return after(
      () => this.#exchange?.next(message),
      (step) => this.#follow(step),
      (error) => this.#fault(error),
    );
  }

  #follow(step: Step | undefined): Answer {
    switch (step?.kind) {
      case 'continue':
        return continuationBytes(step.data);
      case 'ended':
        this.cancel();
        return this.#attempts.conclude(this.#method, step.login);
      case 'malformed':
      case undefined:
        return this.#end(refused(authMalformedReply));
    }
  }

  #fault(error: unknown): Answer {
    this.cancel();
    return this.#attempts.fault(this.#method, error);
  }

  #end(answer: string): Answer {
    this.cancel();
    return answer;
  }
}

function refused(reply: ErrorReply): string {
  return bytesOfReply(reply, false);
}
