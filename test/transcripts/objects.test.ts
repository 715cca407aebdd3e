import { playAsPostmaster, eachStore, type StartOptions } from '../server-under-test.js';

/** The semantics that must never break (objects, sections 5.3, 8.1 and 10), as transcripts. */
eachStore((store) => {
  const holds = (title: string, text: string, options: StartOptions = {}): void => {
    it(title, () => playAsPostmaster(text, { store, ...options }));
  };

  describe(`Aliases (${store} store)`, () => {
    holds(
      'move with a renamed Account, as a second client sees at once',
      `
      C: CreateAccount ann
      S: 200 OK
      C: SetAccountAliases ann (a.one,a.two)
      S: 200 OK
      C2: GetAccountAliases ann
      S2: 201 (a.one,a.two)
      C: RenameAccount ann into anna
      S: 200 OK
      C2: GetAccountAliases anna
      S2: 201 (a.one,a.two)
      C2: GetAccountAliases ann
      S2: 513 unknown user account
      # The old name is free again, the aliases are not.
      C2: CreateAccount a.one
      S2: 520 account with this name already exists
      C2: CreateAccount ann
      S2: 200 OK
      `,
    );
    holds(
      'die with a deleted Account',
      `
      C: CreateAccount ann
      S: 200 OK
      C: SetAccountAliases ann (a.one)
      S: 200 OK
      C: DeleteAccount ann
      S: 200 OK
      C2: CreateGroup a.one
      S2: 200 OK
      `,
    );
    holds(
      'move to another Domain with their Account, or the whole move is refused',
      `
      C: CreateDomain other.example
      S: 200 OK
      C: CreateAccount ann
      S: 200 OK
      C: SetAccountAliases ann (info)
      S: 200 OK
      C: CreateForwarder info@other.example to null
      S: 200 OK
      C: RenameAccount ann into ann@other.example
      S: 524 forwarder with this name already exists
      C2: GetAccountAliases ann
      S2: 201 (info)
      C: DeleteForwarder info@other.example
      S: 200 OK
      C: RenameAccount ann into ann@other.example
      S: 200 OK
      C2: GetAccountAliases ann@other.example
      S2: 201 (info)
      C2: CreateGroup info
      S2: 200 OK
      `,
    );
    holds(
      'are no names of Accounts for commands',
      `
      C: CreateAccount ann
      S: 200 OK
      C: SetAccountAliases ann (info)
      S: 200 OK
      C: GetAccountSettings info
      S: 513 unknown user account
      C: DeleteAccount info
      S: 513 unknown user account
      `,
    );
  });

  describe(`Forwarders (${store} store)`, () => {
    holds(
      'hold only text, so renames and deletes never touch them',
      `
      C: CreateAccount ann
      S: 200 OK
      C: CreateForwarder sales to ann@example.test
      S: 200 OK
      C: RenameAccount ann into anna
      S: 200 OK
      C2: GetForwarder sales
      S2: 201 ann@example.test
      C: DeleteAccount anna
      S: 200 OK
      C2: GetForwarder sales
      S2: 201 ann@example.test
      C2: FindForwarders example.test to ann@example.test
      S2: 201 (sales)
      `,
    );
  });

  describe(`Groups (${store} store)`, () => {
    holds(
      'follow renamed and removed Accounts in their own Domain only',
      `
      C: CreateDomain other.example
      S: 200 OK
      C: CreateAccount ann
      S: 200 OK
      C: CreateAccount bob
      S: 200 OK
      C: CreateGroup staff {Members=(ann,bob,ann@example.test,x@far.example);}
      S: 200 OK
      C: CreateGroup staff@other.example {Members=(ann@example.test,ann);}
      S: 200 OK
      C: RenameAccount ann into anna
      S: 200 OK
      C2: GetGroup staff
      S2: 201 {Members=(anna,bob,anna@example.test,x@far.example);}
      C2: GetGroup staff@other.example
      S2: 201 {Members=(ann@example.test,ann);}
      C: DeleteAccount bob
      S: 200 OK
      C2: GetGroup staff
      S2: 201 {Members=(anna,anna@example.test,x@far.example);}
      C: RenameAccount anna into anna@other.example
      S: 200 OK
      C2: GetGroup staff
      S2: 201 {Members=(anna@other.example,x@far.example);}
      `,
    );
    holds(
      'follow an Account that appears after its name was written into them',
      `
      C: CreateGroup staff {Members=(ann);}
      S: 200 OK
      C: CreateAccount ann
      S: 200 OK
      C: RenameAccount ann into anna
      S: 200 OK
      C2: GetGroup staff
      S2: 201 {Members=(anna);}
      `,
    );
  });

  describe(`Domains and locations (${store} store)`, () => {
    holds(
      'a location follows renames and moves',
      `
      C: GetDomainLocation
      S: 201 Accounts
      C: CreateDomain client1.example
      S: 200 OK
      C: GetDomainLocation client1.example
      S: 201 "Domains/client1.example"
      C: UpdateDomainSettings client1.example {Foldering="2 Letters 1 Level";}
      S: 200 OK
      C: CreateAccount johnsmith@client1.example
      S: 200 OK
      C: GetAccountLocation johnsmith@client1.example
      S: 201 "jo.sub/johnsmith.macnt"
      C: RenameAccount johnsmith@client1.example into smith@client1.example
      S: 200 OK
      C2: GetAccountLocation smith@client1.example
      S2: 201 "sm.sub/smith.macnt"
      C: RenameAccount smith@client1.example into smith
      S: 200 OK
      C2: GetAccountLocation smith
      S2: 201 smith.macnt
      C: SetAccountType smith AGrade
      S: 200 OK
      C2: GetAccountLocation smith
      S2: 201 smith.aacnt
      C: RenameDomain client1.example into client2.example
      S: 200 OK
      C2: GetDomainLocation client2.example
      S2: 201 "Domains/client2.example"
      C2: GetDomainLocation client1.example
      S2: 512 unknown secondary domain name
      `,
    );
    holds(
      'the last Master stays, and the Main Domain stays',
      `
      C: DeleteAccount postmaster
      S: 501 *
      C: SetAccountRights postmaster ()
      S: 501 *
      C: DeleteDomain example.test FORCE
      S: 5*
      C2: GetAccountRights postmaster
      S2: 201 (Master)
      `,
    );
    holds(
      'a delete ends the sessions of the Account, a suspension those of the Domain',
      `
      C: CreateDomain client1.example
      S: 200 OK
      C: CreateAccount ann@client1.example {Password=secret;}
      S: 200 OK
      C2: USER ann@client1.example
      S2: 300 please send the PASS
      C2: PASS secret
      S2: 200 login OK, proceed
      C2: NOOP
      S2: 200 OK
      C: SuspendDomain client1.example
      S: 200 OK
      S2: (closed)
      C3: USER ann@client1.example
      S3: 300 please send the PASS
      C3: PASS secret
      S3: 515 incorrect password or account name
      C: ResumeDomain client1.example
      S: 200 OK
      C3: USER ann@client1.example
      S3: 300 please send the PASS
      C3: PASS secret
      S3: 200 login OK, proceed
      C: DeleteAccount ann@client1.example
      S: 200 OK
      S3: (closed)
      `,
    );
  });

  describe(`Settings (${store} store)`, () => {
    holds(
      'show through from the Domain and the server, and default removes them',
      `
      C: CreateDomain client1.example
      S: 200 OK
      C: CreateAccount ann@client1.example {MaxAccountSize=10M;RealName=Ann;}
      S: 200 OK
      C: UpdateServerAccountDefaults {MaxAccountSize=30M;}
      S: 200 OK
      C: UpdateAccountDefaults client1.example {MaxAccountSize=20M;}
      S: 200 OK
      C: GetAccountOneSetting ann@client1.example MaxAccountSize
      S: 201 10M
      C: UpdateAccountSettings ann@client1.example {MaxAccountSize=Default;RealName=#NULL#;}
      S: 200 OK
      C2: GetAccountSettings ann@client1.example
      S2: 201 {}
      C2: GetAccountOneSetting ann@client1.example MaxAccountSize
      S2: 201 20M
      C: UpdateAccountDefaults client1.example {MaxAccountSize=default;}
      S: 200 OK
      C2: GetAccountOneSetting ann@client1.example MaxAccountSize
      S2: 201 30M
      `,
    );
  });
});
