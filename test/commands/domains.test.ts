/** Stories about Domains that no single command's example tells, over real sockets. */
import { expect } from 'chai';
import { playAsPostmaster, withServer } from '../server-under-test.js';
import { playTranscript } from '../transcript.js';

describe('The commands of Domains', () => {
  it('take the forms that clients send', () =>
    playAsPostmaster(`
      C: CREATEDOMAIN "client1.test"
      S: 200 OK
      C: createdomain client2.test{MailToUnknown=Rejected;}
      S: 200 OK
      C: CRDMN client3.test
      S: 200 OK
      C: RenameDomain client3.test into client4.test
      S: 200 OK
      C: Listdomains
      S: 201 (example.test,client1.test,client2.test,client4.test)
      C: UpdateDomainSettings client1.test {MailToAllAction=Discard;ClientIPs="10.0.0.1\\e10.0.0.2";}
      S: 200 OK
      C: GetDomainSettings "client1.test"
      S: 201 {ClientIPs="10.0.0.1\\e10.0.0.2";MailToAllAction=Discard;}
      C: UpdateWebUserDefaults client1.test { TimeZone = HostOS ; WorkDays=default;}
      S: 200 OK
      C: GetWebUserDefaults client1.test
      S: 201 {TimeZone=HostOS;}
      C: SetDomainRules client1.test((5,name1,((From,is,"a@b")),((Discard,"---"))))
      S: 200 OK
      C: GetDomainRules client1.test
      S: 201 ((5,name1,((From,is,a@b)),((Discard,"---"))))
      C: DeleteDomain client4.test force
      S: 200 OK
      # One client leaves out the blank before FILTER.
      C: LISTSERVERTELNUMS 100FILTER 415 100
      S: 500 *
      C: SetAllAccountsDefaults {MaxAccountSize=100M;}
      S: 200 OK
      C: GetServerAccountDefaults
      S: 201 {MaxAccountSize=100M;}
    `));

  it('know a Domain by its national name and by its xn-- form', () =>
    playAsPostmaster(`
      C: CreateDomain xn--bcher-kva.test
      S: 200 OK
      C: CreateDomain BÜCHER.test
      S: 500 domain with this name already exists
      C: ListDomains
      S: 201 (example.test,bücher.test)
      C: GetDomainLocation XN--BCHER-KVA.test
      S: 201 "Domains/bücher.test"
      C: RenameDomain bücher.test INTO bücherei.test
      S: 200 OK
      C: ListDomains
      S: 201 (example.test,bücherei.test)
    `));

  it('ask in this order: names, the Domain, the new name, the storage', () =>
    playAsPostmaster(`
      C: CreateDomain "a b" PATH none
      S: 501 illegal domain name
      C: RenameDomain none.test INTO example.test PATH none
      S: 512 unknown secondary domain name
      C: CreateDomain client1.test
      S: 200 OK
      C: RenameDomain client1.test INTO example.test PATH none
      S: 500 domain with this name already exists
      C: RenameDomain client1.test INTO client2.test PATH none
      S: 501 storage is not found
      C: RenameDomain client1.test client2.test
      S: 500 incorrect command parameters*
    `));

  it('of a cluster are all refused alike', () =>
    playAsPostmaster(`
      C: GetClusterDomainDefaults
      S: 500 this is not a cluster member
      C: UpdateClusterAccountsDefaults {}
      S: 500 this is not a cluster member
      C: ListClusterTelnums FILTER 415 100
      S: 500 this is not a cluster member
      C: CreateSharedDomain client1.test
      S: 500 this is not a cluster member
      # What cannot be understood is told first.
      C: SetClusterDomainDefaults
      S: 500 incorrect command parameters - expected newSettings
    `));

  it('have the defaults and the template that new Accounts start with', () =>
    playAsPostmaster(`
      C: CreateDomain client1.test
      S: 200 OK
      C: SetAccountTemplate client1.test {RealName=new;MaxMailboxes=5;}
      S: 200 OK
      C: SetAccountDefaults client1.test {MaxAccountSize=1M;}
      S: 200 OK
      C: CreateAccount john@client1.test {RealName=John;}
      S: 200 OK
      C: GetAccountSettings john@client1.test
      S: 201 {MaxMailboxes=5;RealName=John;}
      C: GetAccountOneSetting john@client1.test MaxAccountSize
      S: 201 1M
    `));
});

describe('A Domain administrator', () => {
  it('reads the Domain, and changes only what is delegated', () =>
    withServer({}, async (server) => {
      await playTranscript(
        `
        C: CreateDomain client1.test {AdminDomainName=client2.test;}
        S: 200 OK
        C: CreateDomain client2.test
        S: 200 OK
        C: CreateDomain client3.test
        S: 200 OK
        C: CreateAccount admin@client2.test {Password=secret;}
        S: 200 OK
        C: SetAccountRights admin@client2.test (Domain,MailToUnknown,RulesAllowed)
        S: 200 OK
        C2: UpdateDomainSettings {MailToUnknown=Rejected;AccountsLimit=1000;}
        S2: 200 OK
        C2: GetDomainSettings
        S2: 201 {MailToUnknown=Rejected;}
        C2: ListAdminDomains
        S2: 201 (client2.test,client1.test)
        C2: UpdateDomainSettings client1.test {MailToUnknown=Rejected;AdminDomainName=x.test;}
        S2: 200 OK
        C2: GetDomainSettings client1.test
        S2: 201 {AdminDomainName=client2.test;MailToUnknown=Rejected;}
        C2: UpdateAccountTemplate client1.test {RealName=new;MaxAccountSize=unlimited;}
        S2: 200 OK
        C2: GetAccountTemplate client1.test
        S2: 201 {}
        C2: SetDomainMailRules ()
        S2: 500 *
        C2: SetDomainMailRules client1.test ()
        S2: 200 OK
        C2: SetDomainSignalRules client1.test ()
        S2: 510 insufficient access rights
        C2: UpdateAccountDefaultPrefs {Language=English;}
        S2: 510 insufficient access rights
        # Another Domain, and one that is not there, are refused alike.
        C2: GetDomainSettings client3.test
        S2: 510 insufficient access rights
        C2: GetDomainSettings none.test
        S2: 510 insufficient access rights
        # What the manual leaves to server administrators.
        C2: SetDomainSettings client2.test {}
        S2: 510 insufficient access rights
        C2: SetDomainAliases client2.test ()
        S2: 510 insufficient access rights
        C2: SetAccountDefaults {}
        S2: 510 insufficient access rights
        C2: SetAccountTemplate {}
        S2: 510 insufficient access rights
        C2: GetDomainLocation
        S2: 510 insufficient access rights
        C2: SuspendDomain client2.test
        S2: 510 insufficient access rights
        C2: CreateAccountStorage client2.test PATH stor1
        S2: 510 insufficient access rights
        C2: ListDomains
        S2: 510 insufficient access rights
        C2: GetDomainDefaults
        S2: 510 insufficient access rights
        C2: CreateDomain client4.test
        S2: 510 insufficient access rights
        `,
        (who) =>
          who === '1' ? server.postmaster() : server.loggedIn('admin@client2.test', 'secret'),
      );
    }));
});

describe('Suspending a Domain', () => {
  it('closes the sessions of its Accounts and lets nobody in until it is resumed', () =>
    withServer({}, async (server) => {
      const postmaster = await server.postmaster();
      const say = async (line: string) =>
        expect(await postmaster.ask(line), line).to.equal('200 OK');
      await say('CreateDomain client1.test');
      await say('CreateDomain client2.test');
      await say('CreateAccount john@client1.test {Password=secret;}');
      await say('CreateAccount mary@client2.test {Password=secret;}');
      const john = await server.loggedIn('john@client1.test', 'secret');
      const mary = await server.loggedIn('mary@client2.test', 'secret');
      await say('SuspendDomain client1.test');
      expect(await john.hear()).to.equal(undefined);
      expect(await mary.ask('NOOP')).to.equal('200 OK');
      const late = await server.greeted();
      await late.ask('USER john@client1.test');
      expect(await late.ask('PASS secret')).to.equal('515 incorrect password or account name');
      await say('ResumeDomain client1.test');
      const again = await server.loggedIn('john@client1.test', 'secret');
      expect(await again.ask('NOOP')).to.equal('200 OK');
      for (const client of [postmaster, john, mary, late, again]) client.close();
    }));
});
