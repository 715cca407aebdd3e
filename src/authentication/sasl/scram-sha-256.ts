/**
 * SCRAM-SHA-256 (RFC 5802 and 7677) without channel binding. The keys are derived from the clear
 * password at each login, so nothing more is stored. The salt comes from the login name under a key
 * of the process: it is as steady for a name that nobody has as for any other.
 */
import { hash, pbkdf2Sync, randomBytes } from 'node:crypto';
import { foldedAddress } from '../../values/letters.js';
import { bytesOf, textOf } from '../../values/text.js';
import type { Login } from '../authenticator.js';
import { actingAs } from './identity.js';
import type { Exchange, ExchangeFacts, Mechanism, Step } from './mechanism.js';
import { hmac, sameHex } from './proof.js';

/** The least that RFC 7677 allows: it is worked out on the main thread, in 2 or 3 milliseconds. */
const iterations = 4096;

const saltBytes = 16;
const keyBytes = 32;

const firstShape = /^((?:n|y),(?:a=([^,]*))?,)(n=([^,]+),r=([\x21-\x2b\x2d-\x7e]+)(?:,[^]*)?)$/;
const finalShape = /^(c=([A-Za-z0-9+/]+={0,2}),r=([^,]*)(?:,[^]*)?),p=([A-Za-z0-9+/]{43}=)$/;

/** The mechanism SCRAM-SHA-256; `saltOf` gives the salt of a login name. */
export function makeScramSha256(saltOf: (name: string) => Buffer): Mechanism {
  const mechanism: Mechanism = {
    name: 'SCRAM-SHA-256',
    secure: true,
    start: (facts) => new ScramExchange(facts, saltOf, mechanism.name),
  };
  return mechanism;
}

const saltKey = randomBytes(keyBytes);

/** The mechanism SCRAM-SHA-256. */
export const scramSha256 = makeScramSha256((name) =>
  hmac('sha256', saltKey, foldedAddress(name)).subarray(0, saltBytes),
);

/** What both sides have said before the client's proof. */
interface Opening {
  readonly header: string;
  readonly wanted: string;
  readonly name: string;
  readonly salt: Buffer;
  readonly nonce: string;
  /** The client's first message without its header, and the server's. */
  readonly said: string;
}

class ScramExchange implements Exchange {
  #opening: Opening | undefined;
  #ended: Step | undefined;

  constructor(
    private readonly facts: ExchangeFacts,
    private readonly saltOf: (name: string) => Buffer,
    private readonly mechanism: string,
  ) {}

  next(message: Buffer | undefined): Step | Promise<Step> {
    if (this.#ended) return this.#ended;
    if (this.#opening) return this.#check(message?.toString('latin1') ?? '', this.#opening);
    if (message === undefined) return { kind: 'continue', data: Buffer.alloc(0) };
    return this.#open(message.toString('latin1'));
  }

  #open(text: string): Step {
    const [, header = '', wanted = '', bare = '', name = '', clientNonce = ''] =
      firstShape.exec(text) ?? [];
    const [readName, readWanted] = [unescaped(name), unescaped(wanted)];
    if (!readName || readWanted === undefined) return { kind: 'malformed' };
    const nonce = clientNonce + this.facts.nonce();
    const salt = this.saltOf(readName);
    const answer = `r=${nonce},s=${salt.toString('base64')},i=${iterations}`;
    const said = `${bare},${answer}`;
    this.#opening = { header, wanted: readWanted, name: readName, salt, nonce, said };
    return { kind: 'continue', data: Buffer.from(answer, 'latin1') };
  }

  #check(text: string, { header, wanted, name, salt, nonce, said }: Opening): Step | Promise<Step> {
    const [, unproved, binding = '', sentNonce, proof = ''] = finalShape.exec(text) ?? [];
    const bound = Buffer.from(binding, 'base64').toString('latin1') === header;
    if (unproved === undefined || sentNonce !== nonce || !bound) return { kind: 'malformed' };
    const spoken = `${said},${unproved}`;
    let signature = '';
    const proves = (clear: string): boolean => {
      const salted = pbkdf2Sync(prepared(clear), salt, iterations, keyBytes, 'sha256');
      signature = hmac('sha256', hmac('sha256', salted, 'Server Key'), spoken).toString('base64');
      return provesKey(hmac('sha256', salted, 'Client Key'), spoken, Buffer.from(proof, 'base64'));
    };
    const conclude = (found: Login): Step => {
      const login = actingAs(wanted, name, found);
      this.#ended = { kind: 'ended', login };
      if (!login.ok) return this.#ended;
      return { kind: 'continue', data: Buffer.from(`v=${signature}`, 'latin1') };
    };
    const { authenticator, peer } = this.facts;
    const login = authenticator.proof(name, proves, peer, this.mechanism);
    return login instanceof Promise ? login.then(conclude) : conclude(login);
  }
}

/** Whether a proof is the client key, hidden under the signature that only who knows it can make. */
function provesKey(clientKey: Buffer, spoken: string, proof: Buffer): boolean {
  const storedKey = hash('sha256', clientKey, 'buffer');
  const mask = hmac('sha256', storedKey, spoken);
  const expected = clientKey.map((byte, index) => byte ^ (mask[index] ?? 0));
  return sameHex(proof.toString('hex'), Buffer.from(expected).toString('hex'));
}

/** A name with `=2C` and `=3D` read; undefined when another `=` is in it. */
function unescaped(name: string): string | undefined {
  if (/=(?!2C|3D)/.test(name)) return undefined;
  return name.replace(/=2C/g, ',').replace(/=3D/g, '=');
}

/**
 * A password as clients prepare it (RFC 4013, as far as it maps characters): other spaces become
 * spaces, some characters vanish, the rest is composed. Bytes that are no UTF-8 stay.
 */
function prepared(bytes: string): Buffer {
  const text = textOf(bytes);
  if (bytesOf(text) !== bytes) return Buffer.from(bytes, 'latin1');
  const mapped = text.replace(/\p{Zs}/gu, ' ').replace(vanishing, '');
  // eslint-disable-next-line no-restricted-syntax -- of characters, not of bytes
  return Buffer.from(mapped.normalize('NFKC'), 'utf8');
}

/** The characters that RFC 3454, table B.1, maps to nothing. */
const vanishing = /[\u00ad\u034f\u1806\u180b-\u180d\u200b-\u200d\u2060\ufe00-\ufe0f\ufeff]/gu;
