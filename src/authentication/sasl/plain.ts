/** PLAIN (RFC 4616): authorization id, login name and password in one message, parted by zero bytes. */
import { actingAs } from './identity.js';
import type { Exchange, ExchangeFacts, Mechanism, Step } from './mechanism.js';

/** The mechanism PLAIN. */
export const plain: Mechanism = {
  name: 'PLAIN',
  secure: false,
  start: (facts) => new PlainExchange(facts),
};

class PlainExchange implements Exchange {
  constructor(private readonly facts: ExchangeFacts) {}

  next(message: Buffer | undefined): Step | Promise<Step> {
    if (message === undefined) return { kind: 'continue', data: Buffer.alloc(0) };
    const [wanted = '', name = '', password, ...more] = message.toString('latin1').split('\0');
    if (password === undefined || more.length > 0 || name === '') return { kind: 'malformed' };
    const { authenticator, peer } = this.facts;
    const login = authenticator.clear(name, [password], peer, plain.name);
    return login instanceof Promise
      ? login.then((outcome) => ({ kind: 'ended', login: actingAs(wanted, name, outcome) }))
      : { kind: 'ended', login: actingAs(wanted, name, login) };
  }
}
