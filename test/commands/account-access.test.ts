import { expect } from 'chai';
import { DispatchedServer } from './dispatched-server.js';

const ok = '200 OK';

let server: DispatchedServer;

beforeEach(async () => {
  server = await DispatchedServer.start();
  await server.askAll(
    'CreateDomain client.test',
    'CreateDomain other.test',
    'CreateAccount user1@client.test {Password=secret;RealName=John;}',
    'CreateAccount user2@client.test',
    'CreateAccount user3@other.test {Password=secret;}',
    'CreateAccount admin@client.test',
  );
});

afterEach(async () => {
  expect(server.failures).to.deep.equal([]);
  await server.stop();
});

const admin = 'admin@client.test';
const user = 'user1@client.test';
const give = (...rights: string[]) =>
  server.ask(`SetAccountRights ${admin} (${['Domain', ...rights].join(',')})`);

describe('A Domain administrator', () => {
  for (const [right, line] of [
    ['CanCreateAccounts', 'CreateAccount new'],
    ['CanCreateAccounts', 'RenameAccount user2 into new'],
    ['CanCreateAccounts', 'DeleteAccount user2'],
    ['CanCreateAccounts', 'SetAccountType user2 AGrade'],
    ['CanCreateAliases', 'SetAccountAliases user2 (john)'],
    ['CanCreateTelnums', 'SetAccountTelnums user2 (100)'],
    ['CanCreateTelnums', 'ModifyAccountTelnums user2 {op=add;telnum=100;}'],
    ['BasicSettings', 'SetAccountPassword user2 PASSWORD secret'],
    ['RulesAllowed', 'SetAccountMailRules user2 ()'],
    ['RulesAllowed', 'UpdateAccountMailRule user2 DELETE x'],
    ['SignalRulesAllowed', 'SetAccountSignalRules user2 ()'],
    ['SignalRulesAllowed', 'UpdateAccountSignalRule user2 DELETE x'],
    ['CanModifyRPOP', 'SetAccountRPOPs user2 {}'],
    ['CanModifyRPOP', 'SetAccountRPOP user2 ()'],
    ['CanModifyRSIP', 'SetAccountRSIPs user2 {}'],
    ['CanModifyRSIP', 'UpdateScheduledTask user2 {id=t;}'],
    ['WebUserSettings', 'UpdateAccountPrefs user2 {A=1;}'],
    ['WebUserSettings', 'SetAccountPrefs user2 {A=1;}'],
    ['CanImpersonate', 'GetAccountACL user2'],
    ['CanImpersonate', 'SetAccountACL user2 {anyone=l;}'],
    ['CanImpersonate', 'GetAccountACLRights user2 AUTH user1'],
  ] as const) {
    it(`needs ${right} for ${line}, in the own Domain only`, async () => {
      await give();
      expect(await server.ask(line, admin)).to.equal('510 insufficient access rights');
      await give(right);
      expect(await server.ask(line, admin)).to.match(/^20[01] /);
      const elsewhere = line.replace(/user2|new$/, (name) => `${name}@other.test`);
      expect(await server.ask(elsewhere, admin)).to.equal('510 insufficient access rights');
    });
  }

  for (const line of [
    'GetAccountSettings user1',
    'GetAccountEffectiveSettings user1',
    'GetAccountOneSetting user1 RealName',
    'GetAccountAliases user1',
    'GetAccountTelnums user1',
    'GetAccountMailRules user1',
    'GetAccountSignalRules user1',
    'GetAccountRPOPs user1',
    'GetAccountRSIPs user1',
    'GetAccountInfo user1',
    'GetAccountPrefs user1',
    'GetAccountEffectivePrefs user1',
    'VerifyAccountPassword user1 PASSWORD secret',
    'VerifyAccountIdentity user1 FOR user1@client.test',
    'KillAccountSessions user1',
    'UpdateAccountSettings user1 {}',
  ]) {
    it(`may ${line} with no further right`, async () => {
      await give();
      expect(await server.ask(line, admin)).to.match(/^20[01] /);
      expect(await server.ask(line.replace('user1', 'user3@other.test'), admin)).to.match(/^510/);
    });
  }

  for (const line of [
    'SetAccountSettings user1 {}',
    'GetAccountLocation user1',
    'GetAccountPresence user1',
    'GetAccountPlainPassword user1',
  ]) {
    it(`may never ${line}`, async () => {
      await give('BasicSettings', 'CanCreateAccounts', 'CanImpersonate');
      expect(await server.ask(line, admin)).to.match(/^510/);
    });
  }

  it('changes only the settings that the rights open; others are skipped', async () => {
    await give('CanCreateAccounts', 'MaxAccountSize');
    const settings = '{MaxAccountSize=10M;RealName=X;RulesAllowed=Any;Password=stolen;}';
    expect(await server.ask(`UpdateAccountSettings user2 ${settings}`, admin)).to.equal(ok);
    expect(await server.ask('GetAccountSettings user2@client.test')).to.equal(
      '201 {MaxAccountSize=10M;}',
    );
    expect(await server.ask(`CreateAccount user4 ${settings}`, admin)).to.equal(ok);
    expect(await server.ask('GetAccountSettings user4@client.test')).to.equal(
      '201 {MaxAccountSize=10M;}',
    );
  });

  it('sees stored passwords with BasicSettings only', async () => {
    for (const line of ['GetAccountSettings user1', 'GetAccountEffectiveSettings user1']) {
      await give();
      expect(await server.ask(line, admin)).to.not.match(/[{;]Password=/);
      await give('BasicSettings');
      expect(await server.ask(line, admin)).to.match(/[{;]Password="\{AES\}/);
    }
  });

  for (const line of ['CreateAccount new TextMailbox', 'CreateAccount new LEGACY']) {
    it(`needs CanCreateSpecialAccounts for ${line}`, async () => {
      await give('CanCreateAccounts');
      expect(await server.ask(line, admin)).to.match(/^510/);
      await give('CanCreateAccounts', 'CanCreateSpecialAccounts');
      expect(await server.ask(line, admin)).to.equal(ok);
    });
  }

  it('moves no Account into a Domain of others', async () => {
    await give('CanCreateAccounts');
    expect(await server.ask('RenameAccount user2 into user2@other.test', admin)).to.match(/^510/);
  });
});

describe('A user', () => {
  for (const [line, answer] of [
    ['GetAccountSettings *', '201 {RealName=John;}'],
    ['GetAccountSettings user1', '201 {RealName=John;}'],
    ['GetAccountOneSetting * Password', '201 #NULL#'],
    ['GetAccountInfo * KEY StorageUsed', '201 0'],
    ['GetAccountMailRules *', '201 ()'],
    ['GetAccountRPOPs *', '201 {}'],
    ['UpdateAccountPrefs * {Language=English;}', ok],
    ['SetAccountACL * {anyone=l;}', ok],
    ['UpdateAccountSettings * {RealName=X;}', '510 insufficient access rights'],
    ['SetAccountSettings * {}', '510 insufficient access rights'],
    ['GetAccountAliases *', '510 insufficient access rights'],
    ['SetAccountAliases * (x)', '510 insufficient access rights'],
    ['VerifyAccountPassword user1 PASSWORD secret', '510 insufficient access rights'],
    ['KillAccountSessions *', '510 insufficient access rights'],
    ['GetAccountSettings user2', '510 insufficient access rights'],
    ['GetAccountSettings nobody', '510 insufficient access rights'],
    ['DeleteAccount user1', '510 insufficient access rights'],
    ['CreateAccount new', '510 insufficient access rights'],
  ] as const) {
    it(`who says ${line} hears ${answer}`, async () => {
      expect(await server.ask(line, user)).to.equal(answer);
    });
  }

  it('puts only allowed actions into the own mail rules', async () => {
    const filing = '((1,file,(),(("Store in",X))))';
    const running = '((1,run,(),((Execute,X))))';
    expect(await server.ask(`SetAccountMailRules * ${filing}`, user)).to.match(/^510/);
    await server.ask(`UpdateAccountSettings ${user} {RulesAllowed="Filter Only";}`);
    expect(await server.ask(`SetAccountMailRules * ${filing}`, user)).to.equal(ok);
    expect(await server.ask(`SetAccountMailRules * ${running}`, user)).to.match(/^510/);
    expect(await server.ask('UpdateAccountMailRule * (5,file)', user)).to.equal(ok);
    expect(await server.ask('UpdateAccountMailRule * (5,x,(),((Execute,X)))', user)).to.match(
      /^510/,
    );
    expect(await server.ask('GetAccountMailRules *', user)).to.equal(
      '201 ((5,file,(),(("Store in",X))))',
    );
    // An administrator is not bound by it.
    expect(await server.ask(`SetAccountMailRules ${user} ${running}`)).to.equal(ok);
  });

  for (const [setting, line] of [
    ['RPOPAllowed', 'SetAccountRPOPs * {a={domain=x;};}'],
    ['RPOPAllowed', 'SetAccountRPOP * ()'],
    ['RSIPAllowed', 'SetAccountRSIPs * {a={domain=x;};}'],
  ] as const) {
    it(`may ${line} when ${setting} is YES`, async () => {
      expect(await server.ask(line, user)).to.match(/^510/);
      await server.ask(`UpdateAccountSettings ${user} {${setting}=YES;}`);
      expect(await server.ask(line, user)).to.equal(ok);
    });
  }
});

describe('A server administrator', () => {
  it('with Domains Read sees all Accounts but no password, and changes none', async () => {
    await server.ask('CreateAccount viewer');
    await server.ask('SetAccountRights viewer (DomainsRead)');
    expect(await server.ask(`GetAccountSettings ${user}`, 'viewer')).to.equal(
      '201 {RealName=John;}',
    );
    expect(await server.ask(`UpdateAccountSettings ${user} {A=1;}`, 'viewer')).to.match(/^510/);
  });

  it('who reads the own settings can write them back', async () => {
    const own = (await server.ask('GetAccountSettings *')).slice(4);
    expect(own).to.include('Password=');
  });
});

describe('Sessions of an Account', () => {
  for (const [line, closes] of [
    [`RenameAccount ${user} into new@client.test`, true],
    [`RenameAccount ${user} into new@other.test`, true],
    [`DeleteAccount ${user}`, true],
    [`KillAccountSessions ${user}`, true],
    [`SetAccountType ${user} AGrade`, false],
    [`SetAccountPassword ${user} PASSWORD other`, false],
  ] as const) {
    it(`${closes ? 'end' : 'go on'} with ${line}`, async () => {
      const id = await server.idOf(user);
      expect(await server.ask(line)).to.equal(ok);
      expect(server.closed).to.deep.equal(closes ? [id] : []);
    });
  }

  it('leave the journal alone when nothing but they end', async () => {
    const before = (await server.journal()).length;
    await server.ask(`KillAccountSessions ${user}`);
    expect(await server.journal()).to.have.length(before);
  });
});

describe('GetAccountInfo', () => {
  it('tells logins and the time of creation', async () => {
    server.logins.succeeded(await server.idOf(user), Date.UTC(2025, 1, 1, 10, 11, 12), '192.0.2.1');
    expect(await server.ask(`GetAccountInfo ${user} (LastLogin,LastAddress,PrevLogin)`)).to.equal(
      '201 {LastAddress="[192.0.2.1]";LastLogin=#T01-02-2025_10:11:12;}',
    );
    expect(await server.ask(`GetAccountInfo ${user} `)).to.equal(
      '201 {Created="02-01-2025_03:04:05";LastAddress="[192.0.2.1]";' +
        'LastLogin=#T01-02-2025_10:11:12;StorageUsed=0;}',
    );
  });
});

describe('The effective settings of an Account', () => {
  it('show its remote records, and its own settings do not', async () => {
    await server.ask(`SetAccountRPOPs ${user} {a={domain=x;};}`);
    expect(await server.ask(`GetAccountEffectiveSettings ${user}`)).to.include(
      'RPOP={a={domain=x;};};',
    );
    expect(await server.ask(`GetAccountOneSetting ${user} RPOP`)).to.equal('201 {a={domain=x;};}');
    expect(await server.ask(`GetAccountSettings ${user}`)).to.not.include('RPOP');
  });

  it('are told from the stored text whatever strings hold', async () => {
    const odd = '{RealName="a;Password=x;b";}';
    await server.ask(`CreateAccount odd ${odd}`);
    expect(await server.ask('GetAccountSettings odd')).to.equal(`201 ${odd}`);
    expect(await server.ask('GetAccountSettings *', 'odd')).to.equal(`201 ${odd}`);
  });
});
