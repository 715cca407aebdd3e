import { expect } from 'chai';
import { withServer, type ServerUnderTest } from '../server-under-test.js';

const refused = '510 insufficient access rights';

/** A server with these Accounts (password `pass`), and their rights. */
async function withAccounts(
  accounts: Readonly<Record<string, string>>,
  work: (server: ServerUnderTest) => Promise<void>,
): Promise<void> {
  await withServer(undefined, async (server) => {
    const master = await server.postmaster();
    await master.ask('CreateDomain client.test');
    await master.ask('CreateDomain last.test {AdminDomainName=client.test;}');
    for (const [account, rights] of Object.entries(accounts)) {
      expect(await master.ask(`CreateAccount ${account} {Password=pass;}`)).to.equal('200 OK');
      expect(await master.ask(`SetAccountRights ${account} ${rights}`)).to.equal('200 OK');
    }
    await work(server);
  });
}

describe('Nobody climbs', () => {
  it('from All Domains to Master', () =>
    withAccounts({ users: '(UserAccounts)' }, async (server) => {
      const users = await server.loggedIn('users', 'pass');
      for (const line of [
        'SetAccountPassword postmaster PASSWORD gotcha',
        'UpdateAccountSettings postmaster {Password=gotcha;}',
        'SetAccountSettings postmaster {Password=gotcha;}',
        'CreateWebUserSession postmaster ADDRESS [127.0.0.1]',
        'CreateXIMSSSession postmaster ADDRESS [127.0.0.1]',
        'ListAccountSessions postmaster',
        'SetAccountMailRules postmaster ((1,x,(),(("Redirect to",users))))',
        'SetAccountAliases postmaster ()',
        'RenameAccount postmaster INTO master2',
        'DeleteAccount postmaster',
        'SetAccountRights users (Master)',
        'SetAccountACL postmaster {users=lrswipcda;}',
        'ListMailboxes postmaster',
        'VerifyAccountPassword postmaster PASSWORD x',
      ]) {
        expect(await users.ask(line), line).to.equal(refused);
      }
      expect(await users.ask('GetAccountSettings postmaster')).to.match(/^201 (?!.*Password)/);
    }));

  it('from passwords or sessions of a Domain to its full administrator, and on to other Domains', () =>
    withAccounts(
      {
        'all@client.test': '(Domain,BasicSettings,CanCreateAccounts,CanCreateWebUserSessions)',
        'help@client.test': '(Domain,BasicSettings,CanCreateWebUserSessions)',
        'user@client.test': '()',
      },
      async (server) => {
        const help = await server.loggedIn('help@client.test', 'pass');
        expect(await help.ask('SetAccountPassword all PASSWORD gotcha')).to.equal(refused);
        expect(await help.ask('CreateWebUserSession all ADDRESS [127.0.0.1]')).to.equal(refused);
        expect(await help.ask('SetAccountPassword user PASSWORD another')).to.equal('200 OK');
        expect(await help.ask('CreateAccount x@last.test')).to.equal(refused);
      },
    ));

  it('by a session that was opened before the Account got its rights', () =>
    withAccounts({ helper: '(Domain,CanCreateWebUserSessions)', user: '()' }, async (server) => {
      const helper = await server.loggedIn('helper', 'pass');
      const opened = await helper.ask('CreateWebUserSession user ADDRESS [127.0.0.1]');
      const id = opened?.replace(/^201 "?([^"]*)"?$/, '$1') ?? '';
      const master = await server.postmaster();
      await master.ask('SetAccountRights user (Master)');
      const guest = await server.greeted();
      expect(await guest.ask(`AUTH WEBUSER user ${id}`)).to.match(/^515 /);
    }));

  it('by guessing through VerifyAccountPassword', () =>
    withAccounts({ 'help@client.test': '(Domain)', 'user@client.test': '()' }, async (server) => {
      const master = await server.postmaster();
      await master.ask('UpdateAccountSettings user@client.test {FailedLoginFlow=(3,1h);}');
      const help = await server.loggedIn('help@client.test', 'pass');
      const verify = async (password: string) =>
        help.ask(`VerifyAccountPassword user PASSWORD ${password}`);
      const wrong = '515 incorrect password or account name';
      expect(await verify('pass')).to.equal('200 OK');
      for (let time = 0; time < 2; time += 1) expect(await verify('guess')).to.equal(wrong);
      expect(await help.ask('VerifyAccountIdentity user FOR help@client.test')).to.match(/^501/);
      expect(await verify('pass'), 'the right one, when the Account is locked').to.equal(wrong);
      const guest = await server.greeted();
      await guest.ask('USER user@client.test');
      expect(await guest.ask('PASS pass')).to.equal(wrong);
    }));

  it('by a Mailing List that its owner hands to somebody else', () =>
    withAccounts(
      { 'help@client.test': '(Domain,CanCreateLists,CanAccessLists)', 'user@client.test': '()' },
      async (server) => {
        const master = await server.postmaster();
        await master.ask('CreateAccount full@client.test');
        await master.ask('SetAccountRights full@client.test (Domain,BasicSettings)');
        const help = await server.loggedIn('help@client.test', 'pass');
        expect(await help.ask('CreateList news FOR full')).to.equal(refused);
        expect(await help.ask('CreateList news FOR user')).to.equal('200 OK');
        const user = await server.loggedIn('user@client.test', 'pass');
        expect(await user.ask('UpdateList news {Owner=user;}')).to.equal('200 OK');
        for (const owner of ['full', 'nobody', 'x@last.test', 'x@none.test']) {
          expect(await user.ask(`UpdateList news {Owner="${owner}";}`), owner).to.equal(refused);
        }
        expect(await help.ask('UpdateList news {Owner=full;}')).to.equal(refused);
        expect(await help.ask('UpdateList news {Owner=help;}')).to.equal('200 OK');
      },
    ));

  it('over a Named Task of a stronger owner', () =>
    withAccounts({ 'help@client.test': '(Domain,CanCreateNamedTasks)' }, async (server) => {
      const master = await server.postmaster();
      await master.ask('CreateAccount full@client.test');
      await master.ask('SetAccountRights full@client.test (Domain,BasicSettings)');
      await master.ask('CreateNamedTask robot@client.test FOR full');
      const help = await server.loggedIn('help@client.test', 'pass');
      expect(await help.ask('CreateNamedTask mine FOR full')).to.equal(refused);
      expect(await help.ask('CreateNamedTask mine FOR help')).to.equal('200 OK');
      expect(await help.ask('UpdateNamedTask mine {Owner=full;}')).to.equal(refused);
      expect(await help.ask('UpdateNamedTask robot {Program=mine;}')).to.equal(refused);
      expect(await help.ask('DeleteNamedTask robot')).to.equal(refused);
      expect(await help.ask('GetNamedTask robot')).to.match(/^201 /);
    }));

  it('over the Rules of the Main Domain, where Masters get mail', () =>
    withAccounts({ helper: '(Domain,RulesAllowed)', users: '(UserAccounts)' }, async (server) => {
      const line = 'SetDomainMailRules example.test ()';
      expect(await (await server.loggedIn('helper', 'pass')).ask(line)).to.equal(refused);
      expect(await (await server.loggedIn('users', 'pass')).ask(line)).to.equal('200 OK');
    }));
});
