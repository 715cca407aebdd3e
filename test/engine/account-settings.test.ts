import { expect } from 'chai';
import {
  keepSettings,
  replacedSettings,
  settingsOfNewAccount,
  updatedSettings,
  withOnlyPassword,
  withPassword,
} from '../../src/engine/accounts/account-settings.js';
import { isOwnIdentity } from '../../src/engine/accounts/account-identity.js';
import { setAliases } from '../../src/engine/accounts/aliases.js';
import { writeDocument } from '../../src/engine/core/documents.js';
import { setDomainAliases } from '../../src/engine/domains/domains.js';
import { domainName } from '../../src/engine/core/names.js';
import { keepRemoteRecords } from '../../src/engine/services/remote-records.js';
import { print } from '../../src/values/print.js';
import { readValue } from '../../src/values/read.js';
import { isDictionary, type Dictionary } from '../../src/values/value.js';
import { accountAt, at, LittleServer, rows } from './little-server.js';

let server: LittleServer;

beforeEach(async () => {
  server = await LittleServer.with('other.test');
  await server.accounts('user1', 'user2');
});

const dictionary = (text: string): Dictionary => {
  const value = readValue(text);
  if (!isDictionary(value)) throw new Error(`no dictionary: ${text}`);
  return value;
};
const update = (text: string) =>
  server.change((change) => {
    const account = accountAt(change.tx, 'user1');
    keepSettings(change, account, updatedSettings(account.row, dictionary(text)));
  });
const replace = (text: string) =>
  server.change((change) =>
    keepSettings(change, accountAt(change.tx, 'user1'), replacedSettings(dictionary(text))),
  );
const settings = () => server.view((tx) => accountAt(tx, 'user1').row.settings);

describe('Updating the settings of an Account', () => {
  for (const [before, given, after] of [
    ['{}', '{B=2;A=1;}', '{A=1;B=2;}'],
    ['{A=1;}', '{B=2;}', '{A=1;B=2;}'],
    ['{A=1;B=2;}', '{A=default;}', '{B=2;}'],
    ['{A=1;B=2;}', '{A=DEFAULT;B=#NULL#;}', '{}'],
    ['{A={x=1;y=2;};}', '{A={x=3;};}', '{A={x=3;};}'],
    ['{}', '{A={x=default;};}', '{A={x=default;};}'],
    ['{A=1;}', '{a=2;}', '{A=1;a=2;}'],
    ['{}', '{RPOP={};RSIP={};SignalRules=();Telnums=(1);ACL={};A=1;}', '{A=1;}'],
    ['{Rules=((1,r,(),()));A=1;}', '{Rules=();}', '{A=1;}'],
    ['{}', '{Rules=((#1,r,(),()));}', '{Rules=((1,r,(),()));}'],
  ] as const) {
    it(`makes ${after} of ${before} with ${given}`, async () => {
      await update(before);
      expect(await update(given)).to.equal(undefined);
      expect(await settings()).to.equal(after);
    });
  }

  for (const rules of ['none', '(x)', '((1,r))', '((x,r,(),()))']) {
    it(`refuses Rules=${rules}`, async () => {
      expect(await update(`{Rules=${rules};}`)).to.equal('illegal-value');
    });
  }

  it('tells the journal what differs, without secrets', async () => {
    await update('{A=1;B=2;Password=secret;}');
    await update('{A=3;B=2;Password=other;}');
    const [effect] = server.effects;
    expect(effect?.before).to.equal('{A=1;Password="***";}');
    expect(effect?.after).to.equal('{A=3;Password="***";}');
    await update('{A=3;}');
    expect(server.effects).to.deep.equal([]);
  });
});

describe('Replacing the settings of an Account', () => {
  it('takes everything away that is not given', async () => {
    await update('{A=1;Password=x;}');
    await replace('{B=2;C=default;}');
    expect(await settings()).to.equal('{B=2;}');
  });

  it('with what was read changes nothing', async () => {
    await update('{A=1;Rules=((1,r,(),()));S="a \\"b\\"";}');
    const before = await settings();
    await replace(before);
    expect(await settings()).to.equal(before);
    expect(server.effects).to.deep.equal([]);
  });
});

describe('The settings of a new Account', () => {
  for (const [template, given, expected] of [
    ['{A=1;B=2;}', '{B=3;C=4;}', '{A=1;B=3;C=4;}'],
    ['{A=1;B=2;}', '{A=default;}', '{B=2;}'],
    ['{A=1;}', '{}', '{A=1;}'],
    ['{A={x=1;};}', '{A={y=2;};}', '{A={y=2;};}'],
  ] as const) {
    it(`are ${expected} with the template ${template} and ${given}`, async () => {
      const made = await server.change(({ tx }) => {
        const { id } = at(tx, 'x').domain;
        writeDocument(rows(tx), id, 'template', dictionary(template));
        return print(settingsOfNewAccount(tx, id, dictionary(given)));
      });
      expect(made).to.equal(expected);
    });
  }

  it('never hold the clear password that was given', () => {
    const given = dictionary('{A=1;Password=clear;}');
    expect(print(withOnlyPassword(given, undefined))).to.equal('{A=1;}');
    expect(print(withOnlyPassword(given, 'kept'))).to.equal('{A=1;Password=kept;}');
    expect(withPassword(given, undefined)).to.equal(given);
  });
});

describe('An identity of an Account', () => {
  for (const [identity, answer] of [
    ['user1@main.test', true],
    ['J. Smith <USER1@main.test>', true],
    ['"J. <x@y> Smith" <john@main.test>', true],
    ['john@alias.test (J. Smith)', true],
    ['user1', true],
    ['user2@main.test', false],
    ['user1@other.test', false],
    ['user1@unknown.test', false],
    ['J. Smith', false],
    ['<>', false],
    ['', false],
  ] as const) {
    it(`${answer ? 'is' : 'is not'} ${identity || 'empty'}`, async () => {
      await server.change((change) => {
        setAliases(change, accountAt(change.tx, 'user1'), ['john']);
        setDomainAliases(change, at(change.tx, 'x').domain, [domainName('alias.test')]);
      });
      const told = await server.change(({ tx }) =>
        isOwnIdentity(tx, accountAt(tx, 'user1'), identity),
      );
      expect(told).to.equal(answer);
    });
  }
});

describe('Records of remote accounts', () => {
  for (const text of ['{a=x;}', '{""={};}']) {
    it(`cannot be ${text}`, async () => {
      const told = await server.change((change) =>
        keepRemoteRecords(change, accountAt(change.tx, 'user1'), 'rpops', dictionary(text)),
      );
      expect(told).to.equal('illegal-value');
    });
  }
});
