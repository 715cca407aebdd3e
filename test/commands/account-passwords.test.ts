import { expect } from 'chai';
import { documents } from '../../src/tables/tables.js';
import { accountAt } from '../engine/little-server.js';
import { DispatchedServer } from './dispatched-server.js';

const ok = '200 OK';
const wrong = '515 incorrect password or account name';

let server: DispatchedServer;

beforeEach(async () => {
  server = await DispatchedServer.start();
});

afterEach(async () => {
  expect(server.failures).to.deep.equal([]);
  await server.stop();
});

const verify = (password: string, account = 'user1') =>
  server.ask(`VerifyAccountPassword ${account} PASSWORD "${password}"`);
const stored = async (account = 'user1') =>
  (await server.store.view((tx) => accountAt(tx, `${account}@example.test`).row.settings)) || '';
const shown = async (account = 'user1') =>
  (await server.ask(`GetAccountSettings ${account}`)).slice(4);

describe('A password given among settings', () => {
  for (const [form, kept] of [
    ['clear', /^\{Password=secret;/],
    ['A-crpt', /^\{Password="\{AES\}/],
    ['SSHA', /^\{Password="\{SSHA\}/],
    ['scrypt', /^\{Password="\{/],
    ['unknown', /^\{Password="\{AES\}/],
  ] as const) {
    it(`is kept as the effective PasswordEncryption=${form} says`, async () => {
      await server.ask(`UpdateAccountDefaults {PasswordEncryption=${form};}`);
      expect(await server.ask('CreateAccount user1 {Password=secret;}')).to.equal(ok);
      expect(await stored()).to.match(kept);
      expect(await verify('secret')).to.equal(ok);
      expect(await server.ask('CreateAccount user2')).to.equal(ok);
      expect(await server.ask('UpdateAccountSettings user2 {Password=secret;}')).to.equal(ok);
      expect(await stored('user2')).to.match(kept);
    });
  }

  it('is kept as the settings given with it say', async () => {
    await server.ask('CreateAccount user1 {Password=secret;PasswordEncryption=SSHA;}');
    expect(await stored()).to.match(/\{SSHA\}/);
    await server.ask('UpdateAccountSettings user1 {Password=other;PasswordEncryption=clear;}');
    expect(await stored()).to.match(/Password=other;/);
    // The same clear text under another form is kept anew.
    await server.ask('UpdateAccountSettings user1 {Password=other;PasswordEncryption=SSHA;}');
    expect(await stored()).to.match(/\{SSHA\}/);
  });

  it('may come from the template of the Domain', async () => {
    await server.ask('SetAccountTemplate {Password=welcome;}');
    await server.ask('CreateAccount user1');
    await server.ask('CreateAccount user2 {Password=default;}');
    expect(await verify('welcome')).to.equal(ok);
    expect(await stored()).to.not.include('welcome');
    expect(await stored('user2')).to.equal('{}');
  });

  for (const form of ['A-crpt', 'SSHA', 'scrypt']) {
    it(`can be read and written back in the form ${form}`, async () => {
      await server.ask(`CreateAccount user1 {Password=secret;PasswordEncryption=${form};}`);
      const before = await stored();
      expect(await server.ask(`SetAccountSettings user1 ${await shown()}`)).to.equal(ok);
      expect(await stored()).to.equal(before);
      expect(await server.ask(`CreateAccount user2 ${await shown()}`)).to.equal(ok);
      expect(await verify('secret', 'user2')).to.equal(ok);
    });
  }

  it('is shown sealed when it is kept clear, and opened when it is written back', async () => {
    await server.ask('CreateAccount user1 {Password=secret;PasswordEncryption=clear;}');
    const sealed = await shown();
    expect(sealed)
      .to.match(/^\{Password="\{AES\}/)
      .and.not.include('secret');
    expect(await server.ask(`SetAccountSettings user1 ${sealed}`)).to.equal(ok);
    expect(await stored()).to.equal('{Password=secret;PasswordEncryption=clear;}');
    const one = await server.ask('GetAccountOneSetting user1 Password');
    expect(one).to.match(/^201 "\{AES\}/);
    expect(await server.ask('GetAccountEffectiveSettings user1')).to.not.include('=secret;');
  });

  it('goes when all settings are replaced without one', async () => {
    await server.ask('CreateAccount user1 {Password=secret;}');
    await server.ask('SetAccountSettings user1 {RealName=J;}');
    expect(await verify('secret')).to.equal(wrong);
  });

  it('is none when it is empty and the Account is new', async () => {
    expect(await server.ask('CreateAccount user1 {Password="";}')).to.equal(ok);
    expect(await server.ask('GetAccountSettings user1')).to.equal('201 {}');
    expect(await verify('')).to.equal(wrong);
    expect(await server.ask('SetAccountSettings user1 {Password="";}')).to.match(/^517 /);
  });

  for (const given of ['(a)', '{a=b;}', `"${'x'.repeat(2000)}"`]) {
    it(`cannot be ${given.slice(0, 9)}`, async () => {
      expect(await server.ask(`CreateAccount user1 {Password=${given};}`)).to.match(/^5\d\d /);
      expect(await server.ask('GetAccountSettings user1')).to.match(/^513/);
    });
  }
});

describe('SetAccountPassword', () => {
  beforeEach(async () => {
    await server.ask('CreateAccount user1 {Password=secret;RulesAllowed=Any;}');
  });

  it('changes the password and nothing else', async () => {
    expect(await server.ask('SetAccountPassword user1 TO "p\\"w\\\\ 1"')).to.equal(ok);
    expect(await verify('p\\"w\\\\ 1')).to.equal(ok);
    expect(await stored()).to.include('RulesAllowed=Any');
  });

  it('does not take a stored form for one: it is a clear password like any other', async () => {
    await server.ask('SetAccountPassword user1 PASSWORD "{SSHA}abcdefgh"');
    expect(await verify('{SSHA}abcdefgh')).to.equal(ok);
  });

  for (const option of ['METHOD SIP', 'method radius', 'TAG phone']) {
    it(`keeps another password with ${option}, which an empty one takes away`, async () => {
      const document = async () => {
        const id = await server.idOf('user1');
        return server.store.view((tx) => tx.get(documents, `${id}/passwords`));
      };
      expect(await server.ask(`SetAccountPassword user1 PASSWORD other ${option}`)).to.equal(ok);
      expect(await verify('secret'), 'the main one stays').to.equal(ok);
      expect(await verify('other')).to.equal(wrong);
      expect(await document())
        .to.include('{AES}')
        .and.not.include('other');
      expect(await server.ask(`SetAccountPassword user1 PASSWORD "" ${option} CHECK`)).to.equal(ok);
      expect(await document()).to.equal(undefined);
    });
  }

  it('takes any other METHOD for the main password', async () => {
    await server.ask('SetAccountPassword user1 PASSWORD other METHOD CLI');
    expect(await verify('other')).to.equal(ok);
  });

  for (const [complexity, password, answer] of [
    ['default', 'four', '517 password is too simple'],
    ['default', 'fives', ok],
    ['MixedCaseDigit', 'lowercase1', '517 password is too simple'],
    ['MixedCaseDigit', 'MixedCase', '517 password is too simple'],
    ['MixedCaseDigit', 'MixedCase1', ok],
    ['MixedCaseDigitSpecial', 'MixedCase1', '517 password is too simple'],
    ['MixedCaseDigitSpecial', 'MixedCase-1', ok],
  ] as const) {
    it(`answers "${answer}" to ${password} with PasswordComplexity=${complexity}`, async () => {
      await server.ask(`UpdateAccountDefaults {PasswordComplexity=${complexity};}`);
      const line = `SetAccountPassword user1 PASSWORD ${password}`;
      expect(await server.ask(`${line} CHECK`)).to.equal(answer);
      expect(await server.ask('SetAccountPassword user1 PASSWORD new'), 'unchecked').to.equal(ok);
      expect(await server.newPassword(password, 'user1')).to.equal(
        answer === ok ? '200 Password updated' : answer,
      );
    });
  }

  for (const key of ['PWDAllowed', 'CanModifyPassword']) {
    it(`of the own Account is refused when ${key} is NO`, async () => {
      const refused = '516 password modification is not allowed';
      await server.ask(`UpdateAccountDefaults {${key}=NO;}`);
      expect(await server.ask('SetAccountPassword * PASSWORD fresh-1', 'user1')).to.equal(refused);
      expect(await server.newPassword('fresh-1', 'user1')).to.equal(refused);
      expect(await server.ask('SetAccountPassword user1 PASSWORD fresh-1 CHECK')).to.equal(refused);
      expect(await server.ask('SetAccountPassword user1 PASSWORD fresh-1')).to.equal(ok);
    });
  }

  it('needs more than being a user for the password of another', async () => {
    await server.ask('CreateAccount user2');
    expect(await server.ask('SetAccountPassword user2 PASSWORD other', 'user1')).to.match(/^510/);
  });
});

describe('GetAccountPlainPassword', () => {
  beforeEach(async () => {
    await server.ask('CreateAccount user1 {Password=secret;}');
  });

  it('leaves a record, without the password', async () => {
    expect(await server.ask('GetAccountPlainPassword user1')).to.equal('201 secret');
    const last = (await server.journal()).at(-1);
    expect(last).to.deep.include({
      command: 'GetAccountPlainPassword',
      actor: 'postmaster@example.test',
    });
    expect(last?.effects.map(({ name, field }) => `${name} ${field}`)).to.deep.equal([
      'user1@example.test password read',
    ]);
    expect(JSON.stringify(last)).to.not.include('secret');
  });

  it('is for Master only', async () => {
    await server.ask('CreateAccount admin');
    await server.ask('SetAccountRights admin (UserAccounts)');
    expect(await server.ask('GetAccountPlainPassword user1', 'admin')).to.match(/^510/);
    expect(await server.ask('GetAccountPlainPassword', 'user1')).to.match(/^510/);
  });

  it('can be switched off', async () => {
    server.plainPasswordsReadable = false;
    expect(await server.ask('GetAccountPlainPassword user1')).to.match(/^501/);
  });

  it('refuses what cannot be opened', async () => {
    await server.ask('CreateAccount user2');
    expect(await server.ask('GetAccountPlainPassword user2')).to.match(/^501/);
    await server.ask('UpdateAccountSettings user2 {PasswordEncryption=scrypt;Password=secret;}');
    expect(await server.ask('GetAccountPlainPassword user2')).to.match(/^501/);
  });
});

describe('The journal', () => {
  it('never holds a password', async () => {
    await server.ask('CreateAccount user1 {Password=hidden1;}');
    await server.ask('UpdateAccountSettings user1 {Password=hidden2;PasswordEncryption=clear;}');
    await server.ask('SetAccountSettings user1 {Password=hidden3;}');
    await server.ask('SetAccountPassword user1 PASSWORD hidden4');
    await server.ask('SetAccountPassword user1 PASSWORD hidden5 TAG phone');
    await server.ask('SetAccountRPOPs user1 {a={password=hidden6;};}');
    await server.ask('DeleteAccount user1');
    const records = await server.journal();
    expect(records).to.have.length(7);
    const text = JSON.stringify(records);
    expect(text).to.not.include('hidden');
    expect(text).to.not.include('{AES}');
  });
});

describe('Application passwords', () => {
  const set = (tag: number, more = '') =>
    server.ask(`SetAccountPassword user1 PASSWORD "app-${tag}${more}" TAG tag${tag}`);

  it('are sixteen at most, of which each may be replaced', async () => {
    await server.ask('CreateAccount user1 {Password=secret;}');
    for (let tag = 1; tag <= 16; tag += 1) expect(await set(tag)).to.equal(ok);
    expect(await set(17)).to.equal('501 too many application passwords');
    expect(await set(3, '-new')).to.equal(ok);
    expect(await server.ask('SetAccountPassword user1 PASSWORD "" TAG tag1')).to.equal(ok);
    expect(await set(17)).to.equal(ok);
  });

  it('in a slow form have one salt, which the main one does not share', async () => {
    await server.ask('CreateAccount user1 {PasswordEncryption=scrypt;Password=secret;}');
    for (let tag = 1; tag <= 3; tag += 1) await set(tag);
    const id = await server.store.view((tx) => accountAt(tx, 'user1@example.test').id);
    const kept = await server.store.view((tx) => tx.get(documents, `${id}/passwords`) ?? '');
    const salts = [...kept.matchAll(/\{scrypt\}[^$]*\$([^$]*)\$/g)].map(([, salt]) => salt);
    expect(salts).to.have.lengthOf(3);
    expect(new Set(salts)).to.have.lengthOf(1);
    expect(await stored()).not.to.include(salts[0]);
    expect(kept).not.to.match(/(\$[^$"]*)".*\1"/);
  });
});
