/**
 * What happens around every attempt to log in, whatever its method (protocol, sections 4.7 and 9):
 * one and the same answer to each failure, a pause before it, the count of failures on this
 * connection and from this address. Knows no verb and no password.
 */
import type { Login } from './authenticator.js';
import { bytesOfReply, loginReply, wrongLoginReply } from './replies.js';
import type { Answer, Ending, SessionDoor, SessionParts } from './session-parts.js';

type Verified = Extract<Login, { ok: true }>;
type Failed = Extract<Login, { ok: false }>;

const blockedLogin: Failed = { ok: false, why: 'too many failed logins' };
const faultyLogin: Failed = { ok: false, why: 'internal error' };

const welcomeBytes = bytesOfReply(loginReply, false);
const wrongLoginBytes = bytesOfReply(wrongLoginReply, false);

/** The attempts of one session. */
export class LoginAttempts {
  readonly #parts: SessionParts;
  readonly #door: SessionDoor;
  readonly #entered: (login: Verified) => boolean;
  #failures = 0;

  /** `entered` opens the session for an Account; false when the session is over meanwhile. */
  constructor(parts: SessionParts, door: SessionDoor, entered: (login: Verified) => boolean) {
    this.#parts = parts;
    this.#door = door;
    this.#entered = entered;
  }

  /** Makes one attempt. `verify` is not even asked while the address is blocked. */
  attempt(method: string, verify: () => Login | Promise<Login>): Answer {
    if (this.#door.guard.isBlocked()) return this.#fail(method, blockedLogin);
    try {
      const login = verify();
      if (!(login instanceof Promise)) return this.conclude(method, login);
      return {
        answer: login.then(
          (known) => settled(this.conclude(method, known)),
          (error: unknown) => settled(this.fault(method, error)),
        ),
        holds: true,
      };
    } catch (error) {
      return this.fault(method, error);
    }
  }

  /** Whether an attempt would be refused without a look; `refuse` is the answer then. */
  get isBlocked(): boolean {
    return this.#door.guard.isBlocked();
  }

  /** The answer while the address is blocked: the same as to a wrong password. */
  refuse(method: string): Answer {
    return this.#fail(method, blockedLogin);
  }

  /**
   * Turns an outcome into an answer. A success counts for nothing when the address was blocked
   * while the password was being verified; otherwise many connections at once could guess on.
   */
  conclude(method: string, login: Login): Answer {
    if (!login.ok) return this.#fail(method, login);
    if (this.#door.guard.isBlocked()) return this.#fail(method, blockedLogin);
    if (this.#entered(login)) {
      this.#parts.events.loggedIn(this.#door.facts(), login.name, method);
    }
    return welcomeBytes;
  }

  /**
   * Our fault, answered like a failed login: a known client repeats its login forever on any
   * other code. It does not count against the address.
   */
  fault(method: string, error: unknown): Answer {
    this.#parts.events.failed(this.#door.facts(), error);
    return this.#fail(method, faultyLogin);
  }

  #fail(method: string, login: Failed): Answer {
    this.#parts.events.loginFailed(this.#door.facts(), method, login.why);
    this.#failures += 1;
    const max = this.#door.settings().loginFailuresPerConnection;
    const answer: string | Ending =
      max > 0 && this.#failures >= max
        ? { bytes: wrongLoginBytes, after: 'close' }
        : wrongLoginBytes;
    const pause = login === faultyLogin ? undefined : this.#door.guard.failed();
    return pause === undefined ? answer : { answer: pause.then(() => answer), holds: true };
  }
}

/** An answer that is waited for anyway may have to be waited for twice. */
export function settled(answer: Answer): string | Ending | Promise<string | Ending> {
  if (answer === undefined) return '';
  return typeof answer === 'object' && 'answer' in answer ? answer.answer : answer;
}
