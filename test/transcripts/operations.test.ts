/** Statistics, monitoring and operations over real sockets, where they must be true to what happens. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { playTranscript, LineClient } from '../transcript.js';
import { eachStore, postmasterPassword, withServer } from '../server-under-test.js';

describe('Statistics over real sockets', () => {
  it('count every login of an Account and no failed one', () =>
    withServer(undefined, async (server) => {
      const admin = await server.postmaster();
      await admin.ask('CreateAccount ann {Password=ann-secret;}');
      for (let login = 0; login < 3; login += 1) {
        (await server.loggedIn('ann', 'ann-secret')).close();
      }
      const stranger = await server.greeted();
      await stranger.ask('USER ann');
      expect(await stranger.ask('PASS wrong')).to.equal('515 incorrect password or account name');
      expect(await admin.ask('GetAccountStat ann KEY Logins')).to.equal('201 #3');
      expect(await admin.ask('ResetAccountStat ann')).to.equal('200 OK');
      (await server.loggedIn('ann', 'ann-secret')).close();
      expect(await admin.ask('GetAccountStat ann')).to.match(
        /^201 \{Logins=#1;StatReset=#T[^;]+;\}$/,
      );
      admin.close();
      stranger.close();
    }));

  it('survive a stop although nobody asked for them, and so do Custom elements', async () => {
    const base = mkdtempSync(join(tmpdir(), 'cligate-test-'));
    const options = { store: 'embedded', base } as const;
    await withServer(options, async (server) => {
      const admin = await server.postmaster();
      expect(await admin.ask('SetStatElement CustomHits INC 12')).to.equal('201 #12');
      admin.close();
    });
    await withServer(options, async (server) => {
      const admin = await server.postmaster();
      expect(await admin.ask('GetAccountStat * KEY Logins')).to.equal('201 #2');
      expect(await admin.ask('GetStatElement CustomHits')).to.equal('201 #12');
      admin.close();
    });
    rmSync(base, { recursive: true });
  });

  it('are for the owner and administrators to read, for BasicSettings to clear', () =>
    withServer(undefined, async (server) => {
      const admin = await server.postmaster();
      await admin.ask('CreateAccount ann {Password=ann-secret;}');
      await admin.ask('CreateAccount bob {Password=bob-secret;}');
      await admin.ask('SetAccountRights bob (Domain)');
      const transcript = `
        C1: GetAccountStat * KEY Logins
        S1: 201 #1
        C1: GetAccountStat bob
        S1: 510 insufficient access rights
        C1: ResetAccountStat *
        S1: 510 insufficient access rights
        C2: GetAccountStat ann KEY Logins
        S2: 201 #1
        C2: GetDomainStat *
        S2: 201 {}
        C2: ResetDomainStat *
        S2: 510 insufficient access rights
        C2: GetStatElement numAccounts
        S2: 510 insufficient access rights
        C2: Shutdown
        S2: 510 insufficient access rights
      `;
      await playTranscript(transcript, (name) =>
        name === '1' ? server.loggedIn('ann', 'ann-secret') : server.loggedIn('bob', 'bob-secret'),
      );
      admin.close();
    }));
});

eachStore((store) => {
  describe(`Statistics elements (${store} store)`, () => {
    it('follow what happens', () =>
      withServer({ store }, async (server) => {
        const admin = await server.postmaster();
        const value = async (name: string) =>
          Number((await admin.ask(`GetStatElement ${name}`))?.slice('201 #'.length));
        const before = await value('numAccounts');
        await admin.ask('CreateAccount ann {Password=ann-secret;}');
        await admin.ask('CreateDomain client.test');
        await admin.ask('CreateAccount bob@client.test');
        expect(await value('numAccounts')).to.equal(before + 2);
        expect(await value('numDomains')).to.equal(2);
        const other = await server.loggedIn('ann', 'ann-secret');
        expect(await value('pwdInputActive')).to.equal(2);
        expect(await value('pwdInputTotal')).to.equal(2);
        expect(await value('pwdLogins')).to.equal(2);
        await other.ask('USER ann');
        await other.ask('PASS wrong');
        expect(await value('pwdLoginFailures')).to.equal(1);
        const commands = await value('pwdCommands');
        await admin.ask('Echo 1');
        expect(await value('pwdCommands')).to.equal(commands + 2);
        await other.ask('QUIT');
        expect(await other.hear()).to.equal(undefined);
        admin.close();
      }));

    it('are walked from the first to the last, each of them known', () =>
      withServer({ store }, async (server) => {
        const admin = await server.postmaster();
        await admin.ask('SetStatElement CustomB SET 1');
        await admin.ask('SetStatElement CustomA SET 1');
        const names: string[] = [];
        let reply = (await admin.ask('GetNextStatName')) ?? '';
        while (reply.startsWith('201 ')) {
          const name = reply.slice(4);
          names.push(name);
          expect(await admin.ask(`GetStatElement ${name}`)).to.match(/^201 #\d+$/);
          reply = (await admin.ask(`GetNextStatName ${name}`)) ?? '';
        }
        expect(reply).to.equal('501 there are no more statistics elements');
        expect(names).to.include('numAccounts');
        expect(names.slice(-2)).to.deep.equal(['CustomA', 'CustomB']);
        expect(new Set(names).size).to.equal(names.length);
        expect(await admin.ask('GetNextStatName nothing')).to.equal(
          '501 statistics element is not found',
        );
        admin.close();
      }));
  });
});

describe('Blocked addresses', () => {
  it('are refused at the door until they are released', () =>
    withServer(undefined, async (server) => {
      const admin = await server.postmaster();
      expect(await admin.ask('TempBlacklistIP 127.0.0.2 TIMEOUT 600')).to.equal('200 OK');
      const transcript = `
        S: 500 too many failed logins
        S: (closed)
      `;
      await playTranscript(transcript, () => LineClient.to(server.port, '127.0.0.1', '127.0.0.2'));
      expect(await admin.ask('TempBlacklistIP 127.0.0.2 DELETE')).to.equal('200 OK');
      (await server.greeted('127.0.0.2')).close();
      admin.close();
    }));

  // An address from which somebody logged in is never blocked for its failures.
  const blocking = ['limits.loginFailuresPerAddress=2', 'limits.knownAddressesPerAccount=0'];

  it('are those of failed logins and of reported ones, which count together', () =>
    withServer({ set: blocking }, async (server) => {
      const admin = await server.postmaster();
      const stranger = await server.greeted('127.0.0.2');
      await stranger.ask('USER postmaster');
      await stranger.ask('PASS wrong');
      expect(await admin.ask('GetTempBlacklistedIPs')).to.equal('201 ""');
      expect(await admin.ask('ReportFailedLoginAddress 127.0.0.2')).to.equal('200 OK');
      expect(await admin.ask('GetTempBlacklistedIPs')).to.match(/^201 127\.0\.0\.2-\d+$/);
      await stranger.ask('USER postmaster');
      expect(await stranger.ask(`PASS ${postmasterPassword}`)).to.equal(
        '500 too many login attempts try again later',
      );
      stranger.close();
      admin.close();
    }));
});

describe('TestLoop', () => {
  it('holds up nobody else', () =>
    withServer(undefined, async (server) => {
      const tester = await server.postmaster();
      const other = await server.postmaster();
      const told: string[] = [];
      const tested = tester.ask('TestLoop 1').then((reply) => told.push(reply?.slice(0, 5) ?? ''));
      for (let count = 0; count < 20; count += 1) told.push((await other.ask('Noop')) ?? '');
      await tested;
      expect(told).to.deep.equal([...Array<string>(20).fill('200 OK'), '201 #']);
      tester.close();
      other.close();
    }));
});
