/** What clients in use send and expect beyond the manual (rulings 19 to 23 and 30). */
import { expect } from 'chai';
import { allCommands } from '../../src/commands/all-commands.js';
import { lineWith, scene, theAccount, theDomain } from '../catalogue/sample-lines.js';
import { playAsPostmaster, withServer } from '../server-under-test.js';

describe('Clients in use', () => {
  it('end their lines with LF CR', () =>
    withServer({}, async (server) => {
      const client = await server.greeted();
      const said =
        'USER postmaster\n\rPASS postmaster-password\n\rINLINE\n\rMainDomainName\n\rQUIT\n\r';
      client.socket.write(said);
      const heard: (string | undefined)[] = [];
      for (let line = await client.hear(); line !== undefined; line = await client.hear()) {
        heard.push(line);
      }
      expect(heard.slice(0, 4)).to.deep.equal([
        '300 please send the PASS',
        '200 login OK, proceed',
        '200 OK',
        '201 example.test',
      ]);
      expect(heard).to.have.lengthOf(5);
    }));

  it('read the time of creation as text', () =>
    withServer({}, async (server) => {
      const client = await server.postmaster();
      const answer = (await client.ask('GetAccountInfo * KEY Created')) ?? '';
      expect(answer).to.match(/^201 "\d\d-\d\d-\d{4}_\d\d:\d\d:\d\d"$/);
      client.close();
    }));

  it('write names of Skin files in any letter case', () =>
    playAsPostmaster(`
      C: CreateServerSkin ""
      S: 200 OK
      C: StoreServerSkinFile "" FILE Login.WSSP DATA [YWJj]
      S: 200 OK
      C: StoreServerSkinFile "" FILE LOGIN.wssp DATA [YWJk]
      S: 200 OK
      C: StoreServerSkinFile "" FILE Images/Größe.GIF DATA [YWJj]
      S: 200 OK
      C: ReadServerSkinFile "" FILE login.wssp
      S: 201 ([YWJk],*
      C: ReadServerSkinFile "" FILE IMAGES/GRÖSSE.gif
      S: 501 file is not found
      C: ReadServerSkinFile "" FILE IMAGES/GRÖßE.gif
      S: 201 ([YWJj],*
      C: ListServerSkinFiles ""
      S: 201 {"images/größe.gif"=*
      C: StoreServerSkinFile "" FILE logIN.wssp DELETE
      S: 200 OK
      C: ReadServerSkinFile "" FILE Login.WSSP
      S: 501 file is not found
      C: CreateDomain c.test
      S: 200 OK
      C: PutWebUserInterface c.test FILE Login.WSSP DATA [YWJj]
      S: 200 OK
      C: GetWebUserInterface c.test FILE login.wssp
      S: 201 [YWJj]
      C: ReadDomainSkinFile c.test SKIN "" FILE LOGIN.WSSP
      S: 201 ([YWJj],*
      C: DeleteWebUserInterface c.test FILE LOGIN.WSSP
      S: 200 OK
    `));

  it('subscribe an Account of the Domain of the List by its bare name', () =>
    playAsPostmaster(`
      C: CreateDomain c.test
      S: 200 OK
      C: CreateAccount own@c.test
      S: 200 OK
      C: CreateList news@c.test for own
      S: 200 OK
      C: List news@c.test feed own
      S: 200 OK
      C: LIST news@c.test feed Bill other
      S: 200 OK
      C: ListSubscribers news@c.test
      S: 201 (other@c.test,own@c.test)
      C: GetSubscriberInfo news@c.test NAME OTHER
      S: 201 {RealName=Bill;*
      C: SetPostingMode news@c.test FOR own PROHIBITED
      S: 200 OK
      C: ProcessBounce news@c.test FATAL FOR own
      S: 200 OK
      C: List news@c.test unsubscribe OWN@C.test
      S: 200 OK
      C: List news@c.test unsubscribe "no name"
      S: 501 illegal e-mail address
    `));

  it('create Accounts with an empty password, into which nobody gets', () =>
    playAsPostmaster(`
      C: CreateAccount poor {Password="";RealName=Poor;}
      S: 200 OK
      C: GetAccountSettings poor
      S: 201 {RealName=Poor;}
      C: VerifyAccountPassword poor PASSWORD ""
      S: 515 *
      C: SetAccountPassword poor PASSWORD ""
      S: 517 password is empty
      C: UpdateAccountSettings poor {Password="";}
      S: 517 password is empty
    `));

  it('name members of Groups by aliases, which belong to their Account and to nobody after it', () =>
    playAsPostmaster(`
      C: CreateAccount ann
      S: 200 OK
      C: SetAccountAliases ann (a.lias,other)
      S: 200 OK
      C: CreateGroup team {Members=(A.lias,Other@EXAMPLE.test,OTHER@example.test,ann,ANN,x@far.test,X@Far.test);}
      S: 200 OK
      C: GetGroup team
      S: 201 {Members=(A.lias,Other@example.test,ann,x@far.test);}
      C: RenameAccount ann into bob
      S: 200 OK
      C: GetGroup team
      S: 201 {Members=(A.lias,Other@example.test,bob,x@far.test);}
      C: SetAccountAliases bob (a.lias)
      S: 200 OK
      C: GetGroup team
      S: 201 {Members=(A.lias,bob,x@far.test);}
      C: CreateAccount other
      S: 200 OK
      C: GetGroup team
      S: 201 {Members=(A.lias,bob,x@far.test);}
      C: CreateDomain c.test
      S: 200 OK
      C: RenameAccount bob into bob@c.test
      S: 200 OK
      C: GetGroup team
      S: 201 {Members=(A.lias@c.test,bob@c.test,x@far.test);}
      C: RenameAccount bob@c.test into bob
      S: 200 OK
      C: SetGroup team {Members=(a.LIAS,x@far.test);}
      S: 200 OK
      C: DeleteAccount bob
      S: 200 OK
      C: CreateAccount a.lias
      S: 200 OK
      C: GetGroup team
      S: 201 {Members=(x@far.test);}
      C: SetAccountAliases other (late)
      S: 200 OK
      C: CreateGroup later {Members=(Late,soon);}
      S: 200 OK
      C: SetAccountAliases other (soon)
      S: 200 OK
      C: GetGroup later
      S: 201 {Members=(soon);}
      C: SetAccountAliases other ()
      S: 200 OK
      C: CreateAccount soon
      S: 200 OK
      C: GetGroup later
      S: 201 {Members=();}
    `));

  it('ask for the Domains that a cluster controller serves', () =>
    playAsPostmaster(`
      C: ListControlledDomains
      S: 201 ()
    `));

  it('take one record of RPOP accounts or of tasks away with a null', () =>
    playAsPostmaster(`
      C: SetAccountRPOPs * {a={domain=x.test;};b=#NULL#;}
      S: 200 OK
      C: GetAccountRPOPs *
      S: 201 {a={domain=x.test;};}
      C: SetAccountRPOP * ({Name=a;domain=x.test;},#NULL#)
      S: 200 OK
      C: GetAccountRPOPs *
      S: 201 {a={domain=x.test;};}
      C: SetAccountRPOPs * {a=#NULL#;}
      S: 200 OK
      C: GetAccountRPOPs *
      S: 201 {}
      C: UpdateScheduledTask * {id=t;program=start;period=#NULL#;}
      S: 200 OK
      C: UpdateScheduledTask * {id=t;program=#NULL#;}
      S: 200 OK
    `));

  /** Commands that set what another one tells, with the argument that has it. */
  const setters = allCommands.flatMap((command) => {
    const [given] = Object.entries(command.arguments).find(isDictionary) ?? [];
    const isSetter = /^Set/.test(command.name) && command.works !== false && given !== undefined;
    return isSetter ? [{ command, given }] : [];
  });

  function isDictionary([, { expects }]: readonly [string, { readonly expects: string }]): boolean {
    return expects === 'a dictionary';
  }

  for (const { command, given } of setters) {
    it(`take a record away with a null by ${command.name}`, () =>
      withServer({}, async (server) => {
        const client = await server.postmaster();
        const made = [`CreateDomain ${theDomain}`, `CreateAccount ${theAccount}`];
        for (const line of [...made, ...scene]) await client.ask(line);
        const line = lineWith(command, given, '{"#T22-10-2026_15:24:45"=#NULL#;}') ?? '';
        expect(await client.ask(line), line).to.equal('200 OK');
        const asked = line.replace(/^Set/, 'Get').replace(/ ?\{.*$/, '');
        const answer = await client.ask(asked);
        expect(answer, asked).to.match(/^201 /).and.not.to.include('#NULL#');
        client.close();
      }));
  }
});
