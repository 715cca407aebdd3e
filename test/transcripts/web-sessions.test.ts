import { expect } from 'chai';
import { withServer, type ServerUnderTest } from '../server-under-test.js';
import type { LineClient } from '../transcript.js';

/** The value of a reply in the INLINE mode. */
async function value(client: LineClient, line: string): Promise<string> {
  const reply = (await client.ask(line)) ?? '';
  expect(reply, line).to.match(/^201 /);
  return reply.slice(4);
}

async function prepared(server: ServerUnderTest): Promise<LineClient> {
  const admin = await server.postmaster();
  for (const line of [
    'CreateDomain client.test',
    'CreateAccount user1@client.test {Password=user1-password;}',
    'CreateAccount admin@client.test {Password=admin-password;}',
    'SetAccountRights admin@client.test (Domain,CanCreateWebUserSessions)',
    'CreateAccount guard {Password=guard-password;}',
    'SetAccountRights guard (Domain,CanCreateWebUserSessions)',
    'CreateAccount reader {Password=reader-password;}',
    'SetAccountRights reader (DomainsRead)',
  ]) {
    expect(await admin.ask(line), line).to.equal('200 OK');
  }
  return admin;
}

const user = 'user1@client.test';
const create = `CreateWebUserSession ${user} ADDRESS 127.0.0.1`;

describe('A web session', () => {
  for (const method of ['WEBUSER', 'SESSIONID']) {
    it(`logs its user in with AUTH ${method} until it is killed`, () =>
      withServer({}, async (server) => {
        const admin = await prepared(server);
        const id = await value(admin, create);
        expect(id).to.match(/^1-[0-9a-f]{32}$/);
        const program = await server.greeted();
        expect(await program.ask(`AUTH ${method} ${user} ${id}`)).to.equal('200 login OK, proceed');
        expect(await program.ask('INLINE')).to.equal('200 OK');
        expect(await value(program, 'GetAccountRPOPs *')).to.equal('{}');
        expect(await admin.ask(`KillSession ${id}`)).to.equal('200 OK');
        const another = await server.greeted();
        const wrong = '515 incorrect password or account name';
        expect(await another.ask(`AUTH ${method} ${user} ${id}`)).to.equal(wrong);
        expect(await admin.ask(`KillSession ${id}`)).to.equal('501 session is not found');
      }));
  }

  it('is told about to those whose Domain it is in', () =>
    withServer({}, async (server) => {
      await prepared(server);
      const admin = await server.loggedIn('admin@client.test', 'admin-password');
      const id = await value(
        admin,
        `CreateXIMSSSession ${user} ADDRESS [10.1.2.3]:4000 FOR 10.9.9.9`,
      );
      expect(await value(admin, `ListAccountSessions ${user}`)).to.equal(`(${id})`);
      expect(await value(admin, `FindAccountSession ${user} PROTOCOL XIMSS`)).to.equal(id);
      expect(await admin.ask(`FindWebUserSession ${user}`)).to.equal('501 session is not found');
      const none = '510 insufficient access rights';
      expect(await admin.ask(`GetSession ${id}`)).to.equal(none);
      expect(await admin.ask(`GetSession ${id} DOMAIN example.test`)).to.equal(none);
      expect(await value(admin, `GetSession ${id} DOMAIN client.test`)).to.match(
        /^\{ID=1-[0-9a-f]{32};accountName=user1@client\.test;domainName=client\.test;loginAddress="\[10\.1\.2\.3\]";loginTime=#T[^;]+;origAddress="\[10\.9\.9\.9\]";protocol=XIMSS;transport=HTTP;\}$/,
      );
      expect(await admin.ask(`BlessSession ${id} PASSWORD 1 DOMAIN client.test`)).to.equal(
        '501 session is not waiting for a second factor',
      );
      expect(await admin.ask(`BlessSession ${id} DOMAIN client.test`)).to.equal(none);
      expect(await admin.ask(`KillWebUserSession ${id} DOMAIN client.test`)).to.equal('200 OK');
      expect(await value(admin, `ListAccountSessions ${user}`)).to.equal('()');
    }));

  it('of a server administrator is no way up for a Domain administrator', () =>
    withServer({}, async (server) => {
      const admin = await prepared(server);
      const id = await value(admin, 'CreateWebUserSession postmaster ADDRESS 127.0.0.1');
      const guard = await server.loggedIn('guard', 'guard-password');
      const none = '510 insufficient access rights';
      for (const line of [
        'CreateWebUserSession postmaster ADDRESS 127.0.0.1',
        'CreateXIMSSSession postmaster ADDRESS 127.0.0.1',
        'ListAccountSessions postmaster',
        'FindAccountSession postmaster',
        'FindWebUserSession postmaster',
      ]) {
        expect(await guard.ask(line), line).to.equal(none);
      }
      const unknown = '501 session is not found';
      expect(await guard.ask(`GetSession ${id} DOMAIN example.test`)).to.equal(unknown);
      expect(await guard.ask(`KillSession ${id} DOMAIN example.test`)).to.equal(unknown);
      const reader = await server.loggedIn('reader', 'reader-password');
      expect(await reader.ask(`ListAccountSessions ${user}`)).to.equal(none);
      expect(await reader.ask(`GetSession ${id}`)).to.equal(none);
    }));

  it('ends with the sessions of its Account', () =>
    withServer({}, async (server) => {
      const admin = await prepared(server);
      await value(admin, create);
      expect(await admin.ask(`KillAccountSessions ${user}`)).to.equal('200 OK');
      expect(await value(admin, `ListAccountSessions ${user}`)).to.equal('()');
      const id = await value(admin, create);
      expect(await admin.ask('DeleteDomain client.test FORCE')).to.equal('200 OK');
      expect(await admin.ask(`GetSession ${id}`)).to.equal('501 session is not found');
    }));

  it('is not opened for a user who could not open one', () =>
    withServer({}, async (server) => {
      const admin = await prepared(server);
      expect(await admin.ask('SuspendDomain client.test')).to.equal('200 OK');
      expect(await admin.ask(create)).to.equal('501 domain is suspended');
    }));
});

describe('A connection', () => {
  it('is a session that can be found and killed, and whose id logs nobody in', () =>
    withServer({}, async (server) => {
      const admin = await prepared(server);
      const client = await server.loggedIn(user, 'user1-password');
      const id = await value(admin, `FindAccountSession ${user} PROTOCOL PWD TRANSPORT TCP`);
      expect(await value(admin, `GetSession ${id}`)).to.match(/loginAddress="\[127\.0\.0\.1\]"/);
      const program = await server.greeted();
      expect(await program.ask(`AUTH WEBUSER ${user} ${id}`)).to.match(/^515 /);
      expect(await admin.ask(`KillSession ${id}`)).to.equal('200 OK');
      expect(await client.hear()).to.equal(undefined);
      expect(await value(admin, `ListAccountSessions ${user}`)).to.equal('()');
    }));
});
