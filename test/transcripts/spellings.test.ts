/**
 * One Domain, many spellings (rulings 3 and 28): letter case, composed or decomposed letters, and
 * the `xn--` form name the same Domain wherever an address is read. Its name ends in a byte that
 * looks like a blank, and has one that looks like a capital letter.
 */
import { expect } from 'chai';
import { domainToASCII } from 'node:url';
import { post, postJson } from '../http/http-client.js';
import { greeted, ways } from '../login-ways.js';
import { startServer, type ServerUnderTest } from '../server-under-test.js';
import { readTranscript, isExpected, type LineClient } from '../transcript.js';

const national = 'exümple.voilà';
const ascii = domainToASCII(national);
const password = 'geheim';

const spellings: Readonly<Record<string, string>> = {
  'as it is printed': national,
  'in capitals': national.toUpperCase(),
  'in letters of both cases': 'ExÜmple.VoilÀ',
  decomposed: national.normalize('NFD'),
  'decomposed, in capitals': national.normalize('NFD').toUpperCase(),
  'as xn--': ascii,
  'as XN--, in capitals': ascii.toUpperCase(),
  'half as xn--': `${ascii.slice(0, ascii.indexOf('.'))}.VOILÀ`,
};

/** Where an address is read; `$domain` is the spelling. Each leaves everything as it found it. */
const places: Readonly<Record<string, string>> = {
  'names of Domains': `
    C: GetDomainSettings $domain
    S: 201 *
    C: CreateDomain $domain
    S: 500 domain with this name already exists
    C: ListAccounts $domain
    S: 201 {test=macnt;}
  `,
  'names of Accounts': `
    C: GetAccountSettings test@$domain
    S: 201 *
    C: CreateAccount second@$domain
    S: 200 OK
    C: RenameAccount second@$domain into third@$domain
    S: 200 OK
    C: DeleteAccount third@${national}
    S: 200 OK
  `,
  'AUTH parameters': `
    C: ListMailboxes test@${national} AUTH test@$domain
    S: 201 *
    C: GetAccountACLRights postmaster AUTH TEST@$domain
    S: 201 *
  `,
  'routed addresses': `
    C: Route test@$domain mail
    S: 201 (LOCAL,test@${national},"")
    C: Route " <test@$domain> " mail
    S: 201 (LOCAL,test@${national},"")
    C: Route "test%$domain" mail
    S: 201 (LOCAL,test@${national},"")
    C: Route "test%$domain@example.test" mail
    S: 201 (LOCAL,test@${national},"")
    C: Route "$domain!test" mail
    S: 201 (LOCAL,test@${national},"")
    C: Route "@$domain:test" signal
    S: 201 (LOCAL,test@${national},"")
  `,
  'routed addresses of other domains': `
    C: Route x@sub.$domain mail
    S: 201 (SMTP,sub.${national},x@sub.${national})
  `,
  'Domain Aliases': `
    C: SetDomainAliases example.test (mail.$domain)
    S: 200 OK
    C: GetDomainAliases example.test
    S: 201 (mail.${national})
    C: Route postmaster@mail.$domain
    S: 201 (LOCAL,postmaster@example.test,"")
    C: CreateDomain mail.$domain
    S: 500 domain with this name already exists
    C: SetDomainAliases example.test ()
    S: 200 OK
  `,
  'targets of Forwarders': `
    C: CreateForwarder away to test@$domain
    S: 200 OK
    C: Route away
    S: 201 (LOCAL,test@${national},"")
    C: FindForwarders example.test to Test@${national}
    S: 201 (away)
    C: FindForwarders example.test to Test@${ascii}
    S: 201 (away)
    C: DeleteForwarder away
    S: 200 OK
  `,
  'records of the Router table': `
    C: SetRouterTable "$domain = example.test"
    S: 200 OK
    C: Route postmaster@${national} mail
    S: 201 (LOCAL,postmaster@example.test,"")
    C: SetRouterTable "<Sales@$domain> = test@$domain"
    S: 200 OK
    C: Route sales@${national} mail
    S: 201 (LOCAL,test@${national},"")
    C: SetRouterTable "<*@old.$domain> = *@elsewhere.test"
    S: 200 OK
    C: Route Jörg@old.${national} mail
    S: 201 (SMTP,elsewhere.test,Jörg@elsewhere.test)
    C: SetRouterTable "*.$domain = *.elsewhere.test"
    S: 200 OK
    C: Route x@süd.${ascii} mail
    S: 201 (SMTP,süd.elsewhere.test,x@süd.elsewhere.test)
    C: SetRouterTable ""
    S: 200 OK
  `,
  'addresses to which unknown names are rerouted': `
    C: UpdateDomainSettings example.test {MailToUnknown="Rerouted to";MailRerouteAddress="test@$domain";}
    S: 200 OK
    C: Route nobody mail
    S: 201 (LOCAL,test@${national},"")
    C: UpdateDomainSettings example.test {MailToUnknown=default;MailRerouteAddress=default;}
    S: 200 OK
  `,
  'contacts of rosters': `
    C: Roster * {what=Update;peer="Jörg@$domain";data={RealName="Jörg à";};}
    S: 201 {}
    C: Roster * {what=List;}
    S: 201 {jörg@${national}={RealName="Jörg à";};}
    C: Roster * {what=remove;peer="JÖRG@${national}";}
    S: 201 {}
  `,
  'lists of access rights': `
    C: SetAccountACL * {"test@$domain"=lr;}
    S: 200 OK
    C: GetAccountACLRights * AUTH test@${national}
    S: 201 lr
    C: SetAccountACL * {"TEST@${ascii}"="-r";}
    S: 200 OK
    C: GetAccountACLRights * AUTH test@${national}
    S: 201 l
    C: SetAccountACL * {"test@${national}"="-l";}
    S: 200 OK
    C: GetAccountACL *
    S: 201 {}
  `,
  'members of Groups': `
    C: CreateGroup team@${national} {Members=(test@$domain);}
    S: 200 OK
    C: RenameAccount test@$domain into renamed@$domain
    S: 200 OK
    C: GetGroup team@$domain
    S: 201 {Members=(renamed@${national});}
    C: RenameAccount renamed@$domain into test@$domain
    S: 200 OK
    C: DeleteGroup team@$domain
    S: 200 OK
  `,
  'subscribers of Mailing Lists': `
    C: CreateList news@$domain for test
    S: 200 OK
    C: UpdateList news@$domain {Owner="test@$domain";}
    S: 200 OK
    C: List news@$domain subscribe "Jörg à" Jörg@$domain
    S: 200 OK
    C: GetSubscriberInfo news@${national} NAME jÖRG@${national}
    S: 201 {*
    C: ReadSubscribers news@${national} FILTER JÖRG@EXÜ
    S: 201 (#1,({RealName="Jörg à";*
    C: List news@${national} unsubscribe jörg@${ascii}
    S: 200 OK
    C: DeleteList news@$domain
    S: 200 OK
  `,
  'owners of Named Tasks': `
    C: CreateNamedTask room@$domain for test@$domain
    S: 200 OK
    C: DeleteNamedTask room@$domain
    S: 200 OK
  `,
  'entries of datasets': `
    C: Dataset * {subsetName=Contacts;what=setEntry;entryName=joe;data={"addressbook.Email"="Joe@$domain";};}
    S: 201 {entryName=joe;}
    C: Dataset * {subsetName=Contacts;what=findAddress;address="joe@${national}";}
    S: 201 {""=joe;}
    C: Dataset * {subsetName=Contacts;what=listEntries;attribute="addressbook.Email";data="@${national}";mode=end;}
    S: 201 {joe=*
    C: Dataset * {subsetName=Contacts;what=deleteEntry;entryName=joe;}
    S: 201 {}
  `,
  identities: `
    C: VerifyAccountIdentity test@${national} FOR "Jörg à <Test@$domain>"
    S: 200 OK
    C: VerifyAccountIdentity test@${national} FOR "test@$domain"
    S: 200 OK
  `,
  'administrating Domains': `
    C: UpdateDomainSettings example.test {AdminDomainName="$domain";}
    S: 200 OK
    C: ListAdminDomains ${national}
    S: 201 (${national},example.test)
    C: UpdateDomainSettings example.test {AdminDomainName=default;}
    S: 200 OK
  `,
};

describe('A Domain with letters outside ASCII', () => {
  let server: ServerUnderTest;
  let admin: LineClient;
  before(async () => {
    server = await startServer({ set: ['limits.loginFailuresPerAddress=0', 'http.port=0'] });
    admin = await server.postmaster();
    expect(await admin.ask(`CreateDomain ${national}`)).to.equal('200 OK');
    const line = `CreateAccount test@${national} {Password="${password}";}`;
    expect(await admin.ask(line)).to.equal('200 OK');
  });
  after(async () => {
    admin.close();
    await server.close();
  });

  for (const [spelling, domain] of Object.entries(spellings)) {
    describe(`${spelling} (${domain})`, () => {
      for (const [place, transcript] of Object.entries(places)) {
        it(`is found in ${place}`, async () => {
          let said = '';
          for (const { who, text } of readTranscript(transcript.replaceAll('$domain', domain))) {
            if (who === 'client') admin.say((said = text));
            else {
              const answer = await admin.hear();
              if (!isExpected(answer, text)) expect(answer, said).to.equal(text);
            }
          }
        });
      }

      for (const [title, login] of Object.entries(ways)) {
        it(`logs in by ${title}`, async () => {
          for (const name of [`test@${domain}`, `test%${domain}`, `TEST@${domain}`]) {
            const [client, challenge] = await greeted(server.port);
            expect(await login(client, name, password, challenge), name).to.equal(
              '200 login OK, proceed',
            );
            client.close();
          }
        });
      }

      it('is the same as its other spellings where a client names whom it acts as', async () => {
        const message = `test@${domain}\0test@${national}\0${password}`;
        const [client] = await greeted(server.port);
        expect(await client.ask(`AUTH PLAIN ${Buffer.from(message).toString('base64')}`)).to.equal(
          '200 login OK, proceed',
        );
        client.close();
      });

      it('is found over HTTP', async () => {
        const login = Buffer.from(`test@${domain}:${password}`).toString('latin1');
        expect((await post(server, `GetAccountInfo test@${domain}`, login)).status).to.equal(200);
        const call = { command: 'ListAccounts', arguments: { domainName: domain } };
        expect((await postJson(server, call)).status).to.equal(200);
      });
    });
  }

  it('logs in with the older encoding of HTTP clients', async () => {
    const login = `test@EXÜMPLE.voilà:${password}`;
    expect((await post(server, 'Noop', login)).status).to.equal(200);
  });
});
