/**
 * What happens around every attempt to log in, whatever its method (protocol, sections 4.7 and 9):
 * one and the same answer to each failure, at a time that tells as little, the count of failures on
 * this connection and from this address. Where nothing was found out about the password, because of
 * a block or a fault, that is said, and the connection is closed: a known client repeats its login
 * for ever on any code but that of a wrong password. Knows no verb and no password.
 */
import {
  blockedLogin,
  faultyLogin,
  type FailedLogin,
  type Login,
  type SuccessfulLogin,
} from '../authentication/authenticator.js';
import { after, Running } from './outcome.js';
import { bytesOfReply, loginReply, tryLaterReply, wrongLoginReply } from './replies.js';
import type { Answer, Ending, SessionHost, SessionParts } from './session-parts.js';

const welcomeBytes = bytesOfReply(loginReply, false);
const wrongLoginBytes = bytesOfReply(wrongLoginReply, false);
const tryLater: Ending = { bytes: bytesOfReply(tryLaterReply, false), after: 'close' };

/** The attempts of one session. */
export class LoginAttempts {
  readonly #parts: SessionParts;
  readonly #host: SessionHost;
  readonly #entered: (login: SuccessfulLogin) => boolean;
  #failures = 0;
  #since = 0;

  /** `entered` opens the session for an Account; false when the session is over meanwhile. */
  constructor(
    parts: SessionParts,
    host: SessionHost,
    entered: (login: SuccessfulLogin) => boolean,
  ) {
    this.#parts = parts;
    this.#host = host;
    this.#entered = entered;
  }

  /** Makes one attempt. `verify` is not even asked while the address is blocked. */
  attempt(method: string, verify: () => Login | Promise<Login>): Answer {
    this.begin();
    if (this.isBlocked) return this.refuse(method);
    return after(
      verify,
      (login) => this.conclude(method, login),
      (error) => this.fault(method, error),
    );
  }

  /** An attempt begins now that `conclude`, `fault` or `refuse` ends. */
  begin(): void {
    this.#since = this.#host.guard.now();
  }

  /** Whether an attempt would be refused without a look; `refuse` is the answer then. */
  get isBlocked(): boolean {
    return this.#host.guard.isBlocked();
  }

  /** The answer while the address is blocked. */
  refuse(method: string): Answer {
    return this.#fail(method, blockedLogin);
  }

  /**
   * Turns an outcome into an answer. A success counts for nothing when the address was blocked
   * while the password was being verified; otherwise many connections at once could guess on.
   */
  conclude(method: string, login: Login): Answer {
    if (!login.ok) return this.#fail(method, login);
    if (this.#host.guard.isBlocked()) return this.#fail(method, blockedLogin);
    if (this.#entered(login)) {
      this.#parts.events.loggedIn(this.#host.facts(), login.name, method);
    }
    return welcomeBytes;
  }

  /** Our fault. It counts like any failed login: nobody shall gain by causing one. */
  fault(method: string, error: unknown): Answer {
    this.#parts.events.failed(this.#host.facts(), error);
    return this.#fail(method, faultyLogin);
  }

  #fail(method: string, login: FailedLogin): Answer {
    this.#parts.events.loginFailed(this.#host.facts(), method, login.why);
    this.#failures += 1;
    const max = this.#host.settings().loginFailuresPerConnection;
    const isLast = max > 0 && this.#failures >= max;
    const wrong: string | Ending = isLast
      ? { bytes: wrongLoginBytes, after: 'close' }
      : wrongLoginBytes;
    const answer = login.later === true ? tryLater : wrong;
    const pause = this.#host.guard.failed(this.#since);
    return pause === undefined
      ? answer
      : new Running(
          pause.then(() => answer),
          true,
        );
  }
}
