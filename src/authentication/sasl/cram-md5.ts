/**
 * CRAM-MD5 (RFC 2195): the client answers a challenge with its login name and the challenge's HMAC
 * under the password. The greeting's `<...>` text is the challenge when there is one (protocol,
 * section 4.3).
 */
import type { Exchange, ExchangeFacts, Mechanism, Step } from './mechanism.js';
import { hmac, sameHex } from './proof.js';

/** The mechanism CRAM-MD5. */
export const cramMd5: Mechanism = {
  name: 'CRAM-MD5',
  secure: true,
  start: (facts) => new CramExchange(facts),
};

const answerShape = /^(.+) ([0-9a-f]{32})$/is;

class CramExchange implements Exchange {
  #challenge: string | undefined;

  constructor(private readonly facts: ExchangeFacts) {}

  next(message: Buffer | undefined): Step | Promise<Step> {
    const { authenticator, challenge, peer, nonce, realm } = this.facts;
    if (this.#challenge === undefined) {
      // The server speaks first: an answer before the challenge can only have been guessed.
      if (message !== undefined) return { kind: 'malformed' };
      this.#challenge = challenge === '' ? `<${nonce()}@${realm}>` : challenge;
      return { kind: 'continue', data: Buffer.from(this.#challenge, 'latin1') };
    }
    const asked = this.#challenge;
    const [, name, digest = ''] = answerShape.exec(message?.toString('latin1') ?? '') ?? [];
    if (name === undefined) return { kind: 'malformed' };
    const proves = (clear: string): boolean =>
      sameHex(digest, hmac('md5', clear, asked).toString('hex'));
    const login = authenticator.proof(name, proves, peer, cramMd5.name);
    return login instanceof Promise
      ? login.then((outcome) => ({ kind: 'ended', login: outcome }))
      : { kind: 'ended', login };
  }
}
