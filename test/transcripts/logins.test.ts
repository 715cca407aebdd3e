import { expect } from 'chai';
import { connect as connectTls } from 'node:tls';
import { fileURLToPath } from 'node:url';
import { greeted, ways } from '../login-ways.js';
import {
  startServer,
  withServer,
  type ServerUnderTest,
  type StartOptions,
} from '../server-under-test.js';
import { LineClient } from '../transcript.js';

const accepted = '200 login OK, proceed';
const refused = '515 incorrect password or account name';
const password = 'pass word; "1"';

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
