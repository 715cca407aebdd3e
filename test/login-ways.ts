/** Every way in which a client logs in over a socket, as clients do it. */
import { expect } from 'chai';
import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto';
import { LineClient } from './transcript.js';

/** Logs a client in and tells the answer. `challenge` is the greeting's text in brackets. */
export type LoginWay = (
  client: LineClient,
  name: string,
  secret: string,
  challenge: string,
) => Promise<string | undefined>;

const base64 = (text: string): string => Buffer.from(text, 'utf8').toString('base64');
const plainOf = (line: string | undefined): string =>
  Buffer.from((line ?? '').replace(/^300 /, ''), 'base64').toString('utf8');
const md5 = (data: string | Buffer): Buffer => createHash('md5').update(data).digest();
const hmac = (kind: string, key: string | Buffer, text: string): Buffer =>
  createHmac(kind, key).update(text).digest();

/** The ways by their names. */
export const ways: Readonly<Record<string, LoginWay>> = {
  async 'USER and PASS'(client, name, secret) {
    expect(await client.ask(`user ${name}`)).to.equal('300 please send the PASS');
    return client.ask(`pass ${secret}`);
  },
  async 'quoted USER and PASS'(client, name, secret) {
    await client.ask(`USER "${name}"`);
    return client.ask(`PASS "${secret.replaceAll('"', '\\"')}"`);
  },
  APOP: (client, name, secret, challenge) =>
    client.ask(`APOP ${name} ${md5(challenge + secret).toString('hex')}`),
  'AUTH PLAIN at once': (client, name, secret) =>
    client.ask(`AUTH PLAIN ${base64(`\0${name}\0${secret}`)}`),
  async 'AUTH PLAIN in two lines'(client, name, secret) {
    expect(await client.ask('auth plain')).to.equal('300 go ahead');
    return client.ask(base64(`\0${name}\0${secret}`));
  },
  async 'AUTH LOGIN'(client, name, secret) {
    expect(plainOf(await client.ask('AUTH LOGIN'))).to.equal('Username:');
    expect(plainOf(await client.ask(base64(name)))).to.equal('Password:');
    return client.ask(base64(secret));
  },
  async 'AUTH CRAM-MD5'(client, name, secret) {
    const challenge = plainOf(await client.ask('AUTH CRAM-MD5'));
    return client.ask(base64(`${name} ${hmac('md5', secret, challenge).toString('hex')}`));
  },
  async 'AUTH DIGEST-MD5'(client, name, secret) {
    const challenge = plainOf(await client.ask('AUTH DIGEST-MD5'));
    const field = (key: string): string =>
      new RegExp(`${key}="([^"]*)"`).exec(challenge)?.[1] ?? '';
    const [realm, nonce, cnonce, uri] = [field('realm'), field('nonce'), 'c0', 'pwd/example.test'];
    const a1 = Buffer.concat([
      md5(`${name}:${realm}:${secret}`),
      Buffer.from(`:${nonce}:${cnonce}`),
    ]);
    const a2 = md5(`AUTHENTICATE:${uri}`).toString('hex');
    const proof = md5(`${md5(a1).toString('hex')}:${nonce}:00000001:${cnonce}:auth:${a2}`);
    const answer = await client.ask(
      base64(
        `charset=utf-8,username="${name}",realm="${realm}",nonce="${nonce}",nc=00000001,` +
          `cnonce="${cnonce}",digest-uri="${uri}",qop=auth,response=${proof.toString('hex')}`,
      ),
    );
    if (!plainOf(answer).startsWith('rspauth=')) return answer;
    client.say('');
    return client.ask('');
  },
  async 'AUTH SCRAM-SHA-256'(client, name, secret) {
    const first = `n=${name},r=${randomBytes(9).toString('hex')}`;
    const challenge = plainOf(await client.ask(`AUTH SCRAM-SHA-256 ${base64(`n,,${first}`)}`));
    const [, nonce = '', salt = '', rounds] = /^r=([^,]*),s=([^,]*),i=(\d+)$/.exec(challenge) ?? [];
    const salted = pbkdf2Sync(secret, Buffer.from(salt, 'base64'), Number(rounds), 32, 'sha256');
    const clientKey = hmac('sha256', salted, 'Client Key');
    const stored = createHash('sha256').update(clientKey).digest();
    const bare = `c=${base64('n,,')},r=${nonce}`;
    const signature = hmac('sha256', stored, `${first},${challenge},${bare}`);
    const proof = Buffer.from(clientKey.map((byte, index) => byte ^ (signature[index] ?? 0)));
    const answer = await client.ask(base64(`${bare},p=${proof.toString('base64')}`));
    if (!plainOf(answer).startsWith('v=')) return answer;
    return client.ask('');
  },
};

/** A client that has heard the greeting, and the greeting's challenge. */
export async function greeted(port: number): Promise<[LineClient, string]> {
  const client = await LineClient.to(port);
  const greeting = (await client.hear()) ?? '';
  return [client, /<.*>/.exec(greeting)?.[0] ?? ''];
}
