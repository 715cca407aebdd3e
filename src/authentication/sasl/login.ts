/** LOGIN, never standardized: the login name and the password are asked for, one after the other. */
import type { Exchange, ExchangeFacts, Mechanism, Step } from './mechanism.js';

/** The mechanism LOGIN. */
export const login: Mechanism = {
  name: 'LOGIN',
  secure: false,
  start: (facts) => new LoginExchange(facts),
};

class LoginExchange implements Exchange {
  #name: string | undefined;

  constructor(private readonly facts: ExchangeFacts) {}

  next(message: Buffer | undefined): Step | Promise<Step> {
    if (message === undefined) return { kind: 'continue', data: Buffer.from('Username:') };
    const text = message.toString('latin1');
    if (this.#name === undefined) {
      this.#name = text;
      return { kind: 'continue', data: Buffer.from('Password:') };
    }
    const { authenticator, peer } = this.facts;
    const outcome = authenticator.clear(this.#name, [text], peer, login.name);
    return outcome instanceof Promise
      ? outcome.then((ended) => ({ kind: 'ended', login: ended }))
      : { kind: 'ended', login: outcome };
  }
}
