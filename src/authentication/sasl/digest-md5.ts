/**
 * DIGEST-MD5 (RFC 2831) with quality of protection `auth`. Every exchange has its own nonce, which
 * is taken once, so nothing can be sent again. Fast re-login is not offered.
 */
import { isUtf8 } from 'node:buffer';
import { sameWord } from '../../values/letters.js';
import { bytesOf, textOf } from '../../values/text.js';
import type { Login } from '../authenticator.js';
import { quotedField, readFields } from './digest-fields.js';
import { actingAs } from './identity.js';
import type { Exchange, ExchangeFacts, Mechanism, Step } from './mechanism.js';
import { md5, sameHex } from './proof.js';

/** The mechanism DIGEST-MD5. */
export const digestMd5: Mechanism = {
  name: 'DIGEST-MD5',
  secure: true,
  start: (facts) => new DigestExchange(facts),
};

/** What the client said, as far as the digest needs it. */
interface Answer {
  readonly username: string;
  readonly realm: string;
  readonly nonce: string;
  readonly cnonce: string;
  readonly uri: string;
  readonly response: string;
  readonly authzid: string | undefined;
  readonly utf8: boolean;
}

/** The only nonce count that can come: the first use of the nonce. */
const firstUse = '00000001';

class DigestExchange implements Exchange {
  #nonce: string | undefined;
  #ended: Step | undefined;

  constructor(private readonly facts: ExchangeFacts) {}

  next(message: Buffer | undefined): Step | Promise<Step> {
    if (this.#ended) return this.#ended;
    if (this.#nonce !== undefined) return this.#check(message ?? Buffer.alloc(0), this.#nonce);
    // The server speaks first; an answer before that would be to a nonce of long ago.
    if (message !== undefined) return { kind: 'malformed' };
    this.#nonce = this.facts.nonce();
    return { kind: 'continue', data: Buffer.from(this.#challenge(this.#nonce), 'latin1') };
  }

  #challenge(nonce: string): string {
    return (
      `realm=${quotedField(this.facts.realm)},nonce=${quotedField(nonce)},` +
      'qop="auth",charset=utf-8,algorithm=md5-sess'
    );
  }

  #check(message: Buffer, nonce: string): Step | Promise<Step> {
    const answer = readAnswer(message.toString('latin1'), nonce);
    if (!answer) return { kind: 'malformed' };
    const { authenticator, peer } = this.facts;
    const name = loginName(answer);
    let secret: Buffer | undefined;
    const proves = (clear: string): boolean => {
      secret = possibleSecrets(answer, clear).find((possible) =>
        sameHex(answer.response, digestOf(possible, answer, 'AUTHENTICATE')),
      );
      return secret !== undefined;
    };
    const conclude = (found: Login): Step => {
      const login = actingAs(answer.authzid ?? '', name, found);
      this.#ended = { kind: 'ended', login };
      if (!login.ok || secret === undefined) return this.#ended;
      const proof = `rspauth=${digestOf(secret, answer, '')}`;
      return { kind: 'continue', data: Buffer.from(proof, 'latin1') };
    };
    const login = authenticator.proof(name, proves, peer, digestMd5.name);
    return login instanceof Promise ? login.then(conclude) : conclude(login);
  }
}

function readAnswer(text: string, nonce: string): Answer | undefined {
  const fields = readFields(text);
  const [username = '', cnonce = '', response = ''] = ['username', 'cnonce', 'response'].map(
    (name) => fields?.get(name),
  );
  const uri = fields?.get('digest-uri') ?? '';
  const acceptable =
    fields?.get('nonce') === nonce &&
    fields.get('nc') === firstUse &&
    (fields.get('qop') ?? 'auth') === 'auth' &&
    [username, cnonce, uri].every((value) => value !== '') &&
    /^[0-9a-f]{32}$/i.test(response);
  if (!acceptable) return undefined;
  return {
    username,
    nonce,
    cnonce,
    uri,
    response,
    realm: fields.get('realm') ?? '',
    authzid: fields.get('authzid'),
    utf8: sameWord(fields.get('charset'), 'utf-8'),
  };
}

/** A bare name is meant in the realm that the client chose. Without `charset` it is in ISO 8859-1. */
function loginName({ username, realm, utf8 }: Answer): string {
  const name = realm === '' || /[@%]/.test(username) ? username : `${username}@${realm}`;
  return utf8 || isUtf8(Buffer.from(name, 'latin1')) ? name : bytesOf(name);
}

/**
 * The digest of name, realm and password. With `charset=utf-8` those that fit into ISO 8859-1 are to
 * be digested in it, but not every client knows; so both ways are right.
 */
function possibleSecrets({ username, realm, utf8 }: Answer, clear: string): readonly Buffer[] {
  const asGiven = md5(username, ':', realm, ':', clear);
  if (!utf8) return [asGiven];
  return [md5(narrowed(username), ':', narrowed(realm), ':', narrowed(clear)), asGiven];
}

/** The ISO 8859-1 form of a UTF-8 byte string where there is one, else the same bytes. */
function narrowed(bytes: string): string {
  const text = textOf(bytes);
  return bytesOf(text) === bytes && /^[\0-\xff]*$/.test(text) ? text : bytes;
}

/** The client's digest, or with an empty verb the server's (RFC 2831, section 2.1.2.1). */
function digestOf(
  secret: Buffer,
  { nonce, cnonce, authzid, uri }: Answer,
  verb: 'AUTHENTICATE' | '',
): string {
  const identity = authzid === undefined ? '' : `:${authzid}`;
  const session = md5(secret, `:${nonce}:${cnonce}${identity}`).toString('hex');
  const request = md5(`${verb}:${uri}`).toString('hex');
  return md5(`${session}:${nonce}:${firstUse}:${cnonce}:auth:${request}`).toString('hex');
}
