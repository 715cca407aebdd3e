import { expect } from 'chai';
import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto';
import { connect as connectTls } from 'node:tls';
import { fileURLToPath } from 'node:url';
import {
  startServer,
  withServer,
  type ServerUnderTest,
  type StartOptions,
} from '../server-under-test.js';
import { LineClient } from '../talk.js';

const accepted = '200 login OK, proceed';
const refused = '515 incorrect password or account name';
const password = 'pass word; "1"';

/** Logs a client in and tells the answer. `challenge` is the greeting's text in brackets. */
type LoginWay = (
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

const ways: Readonly<Record<string, LoginWay>> = {
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

/** The names under which ann of client1.example may log in. */
const names = [
  'ann@client1.example',
  'ANN@Client1.Example',
  'ann%client1.example',
  'info@client1.example',
  'ann@mail.client1.example',
  'forwarded',
];

async function withAnn(
  work: (server: ServerUnderTest) => Promise<void>,
  options: StartOptions = {},
): Promise<void> {
  await withServer({ set: ['limits.loginFailuresPerAddress=0'], ...options }, async (server) => {
    const admin = await server.postmaster();
    for (const line of [
      'CreateDomain client1.example',
      'SetDomainAliases client1.example (mail.client1.example)',
      `CreateAccount ann@client1.example {Password="${password.replaceAll('"', '\\"')}";}`,
      'SetAccountAliases ann@client1.example (info)',
      'CreateForwarder forwarded to ann@client1.example',
    ]) {
      expect(await admin.ask(line), line).to.equal('200 OK');
    }
    await work(server);
    admin.close();
  });
}

/** A client that has heard the greeting, and the greeting's challenge. */
async function greeted(port: number): Promise<[LineClient, string]> {
  const client = await LineClient.to(port);
  const greeting = (await client.hear()) ?? '';
  return [client, /<.*>/.exec(greeting)?.[0] ?? ''];
}

describe('Every way to log in', () => {
  for (const [title, login] of Object.entries(ways)) {
    it(`${title}: the right password opens the Account under each of its names`, () =>
      withAnn(async ({ port }) => {
        for (const name of names) {
          const [client, challenge] = await greeted(port);
          expect(await login(client, name, password, challenge), name).to.equal(accepted);
          await client.ask('INLINE');
          expect(await client.ask('GetAccountInfo * Key LastAddress')).to.equal(
            '201 "[127.0.0.1]"',
          );
          client.close();
        }
      }));

    it(`${title}: a wrong password, account or domain hears the same words, then the right one`, () =>
      withAnn(async ({ port }) => {
        const [client, challenge] = await greeted(port);
        expect(await login(client, 'ann@client1.example', 'wrong', challenge)).to.equal(refused);
        expect(await login(client, 'nobody@client1.example', password, challenge)).to.equal(
          refused,
        );
        expect(await login(client, 'ann@nowhere.example', password, challenge)).to.equal(refused);
        expect(await login(client, 'ann@client1.example', password, challenge)).to.equal(accepted);
        client.close();
      }));
  }

  it('NEWPASS changes the own password, which works at once', () =>
    withAnn(async ({ port, loggedIn }) => {
      const client = await loggedIn('ann@client1.example', password);
      expect(await client.ask('NEWPASS New secret 2')).to.equal('200 Password updated');
      client.close();
      const [again] = await greeted(port);
      await again.ask('USER ann@client1.example');
      expect(await again.ask(`PASS ${password}`)).to.equal(refused);
      await again.ask('USER ann@client1.example');
      expect(await again.ask('PASS New secret 2')).to.equal(accepted);
      again.close();
    }));

  it('a session id of the web is refused like a wrong password while there are no such sessions', () =>
    withAnn(async ({ port }) => {
      const [client] = await greeted(port);
      expect(await client.ask('AUTH WEBUSER ann@client1.example 71-Xb4QvU8nPq2Lk')).to.equal(
        refused,
      );
      expect(await client.ask('AUTH SESSIONID ann@client1.example 71-Xb4Q')).to.equal(refused);
      client.close();
    }));

  it('a record of the Router table leads a login to the Account that it names', () =>
    withAnn(async ({ port, postmaster }) => {
      const admin = await postmaster();
      await admin.ask('SetRouterTable "<boss> = ann@client1.example\\eold.test = client1.example"');
      for (const name of ['boss', 'BOSS@example.test', 'ann@old.test']) {
        const [client] = await greeted(port);
        await client.ask(`USER ${name}`);
        expect(await client.ask(`PASS ${password}`), name).to.equal(accepted);
        client.close();
      }
      await admin.ask('SetRouterTable "<boss> = chief\\e<chief> = boss"');
      const [client] = await greeted(port);
      await client.ask('USER boss');
      expect(await client.ask(`PASS ${password}`)).to.equal(refused);
      client.close();
      admin.close();
    }));

  it('without APOP the greeting has no challenge and APOP is refused', () =>
    withAnn(
      async ({ port }) => {
        const [client, challenge] = await greeted(port);
        expect(challenge).to.equal('');
        expect(await client.ask('APOP ann@client1.example 00')).to.match(/^5/);
        client.close();
      },
      { set: ['auth.apop=false'] },
    ));
});

describe('TLS', () => {
  const fixture = (name: string): string =>
    fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url));
  const set = [
    `tls.certificate=${fixture('tls-certificate.pem')}`,
    `tls.key=${fixture('tls-key.pem')}`,
    'server.tlsPort=0',
  ];

  it('STLS turns a clear connection into a protected one; the challenge stays', async () => {
    await withAnn(
      async ({ port }) => {
        const [clear, challenge] = await greeted(port);
        expect(await clear.ask('STLS')).to.equal('200 please start a TLS connection');
        clear.socket.removeAllListeners('data');
        const client = await LineClient.over(
          connectTls({ socket: clear.socket, rejectUnauthorized: false }),
          'secureConnect',
        );
        expect(await ways['APOP']?.(client, 'ann@client1.example', password, challenge)).to.equal(
          accepted,
        );
        client.close();
      },
      { set },
    );
  });

  it('a login that must be protected is refused in the clear', async () => {
    await withAnn(
      async ({ port, postmaster }) => {
        const admin = await postmaster();
        await admin.ask('UpdateAccountSettings ann@client1.example {RequireAPOP=YES;}');
        admin.close();
        const [client, challenge] = await greeted(port);
        expect(
          await ways['USER and PASS']?.(client, 'ann@client1.example', password, challenge),
        ).to.equal(refused);
        expect(await ways['APOP']?.(client, 'ann@client1.example', password, challenge)).to.equal(
          accepted,
        );
        client.close();
      },
      { set },
    );
  });

  it('the TLS port speaks TLS from the first byte', async () => {
    const server = await startServer({ set });
    try {
      expect(server.tlsPort).to.be.a('number');
      const client = await LineClient.over(
        connectTls({ port: server.tlsPort ?? 0, rejectUnauthorized: false }),
        'secureConnect',
      );
      expect(await client.hear()).to.match(/^200 example\.test CommuniGate Pro PWD Server/);
      expect(await client.ask('QUIT')).to.equal('200 CommuniGate Pro PWD connection closed');
    } finally {
      await server.close();
    }
  });

  it('STLS without a certificate is refused and the connection goes on', () =>
    withAnn(async ({ port }) => {
      const [client] = await greeted(port);
      expect(await client.ask('STLS')).to.match(/^5\d\d /);
      expect(await client.ask('NOOP')).to.equal('200 OK');
      client.close();
    }));
});
