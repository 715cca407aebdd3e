import { expect } from 'chai';
import fc from 'fast-check';
import { dictionaryOf, writeDocument } from '../../src/engine/core/documents.js';
import {
  effectiveDomainSetting,
  effectiveOfOwn,
  effectivePrefs,
  effectiveNamed,
  effectiveSettings,
} from '../../src/engine/settings/settings-chain.js';
import { accounts } from '../../src/tables/tables.js';
import { readValue } from '../../src/values/read.js';
import { isDictionary, type Dictionary, type Value } from '../../src/values/value.js';
import { accountAt, at, LittleServer, rows } from './little-server.js';
import { theServer } from '../../src/engine/directory/subjects.js';

let server: LittleServer;

beforeEach(async () => {
  server = await LittleServer.with();
  await server.accounts('user1');
});

const dictionary = (text: string): Dictionary => {
  const value = readValue(text);
  return isDictionary(value) ? value : new Map();
};
const give = (own: string, domain = '{}', everywhere = '{}') =>
  server.change(({ tx }) => {
    const { id, row } = accountAt(tx, 'user1');
    rows(tx).put(accounts, id, { ...row, settings: own });
    writeDocument(rows(tx), row.domain, 'accountDefaults', dictionary(domain));
    writeDocument(rows(tx), theServer.id, 'accountDefaults', dictionary(everywhere));
  });
const setting = (key: string) =>
  server.view((tx) => {
    const { row } = accountAt(tx, 'user1');
    return effectiveNamed(tx, row.domain, row, key);
  });
const all = () =>
  server.view((tx) => {
    const { row } = accountAt(tx, 'user1');
    return effectiveSettings(tx, row.domain, row);
  });

describe('An effective Account setting', () => {
  const classes = (value: string) => `{ServiceClasses={gold={QuotaAlert=${value};};};}`;

  for (const [from, own, domain, everywhere, expected] of [
    ['the Account', '{QuotaAlert=1;ServiceClass=gold;}', classes('2'), classes('3'), '1'],
    ["the Domain's class", '{ServiceClass=gold;}', classes('2'), classes('3'), '2'],
    [
      "the server's class, before Domain defaults",
      '{ServiceClass=gold;}',
      '{QuotaAlert=4;}',
      classes('3'),
      '3',
    ],
    ['the Domain defaults', '{}', '{QuotaAlert=4;}', '{QuotaAlert=5;}', '4'],
    ['the server defaults', '{}', '{}', '{QuotaAlert=5;}', '5'],
    ['nowhere but the server itself', '{}', '{}', '{}', '80'],
    [
      'the class that the Domain defaults name',
      '{}',
      '{QuotaAlert=4;ServiceClass=gold;}',
      classes('3'),
      '3',
    ],
    [
      'the layer below a class that says default',
      '{ServiceClass=gold;}',
      classes('Default'),
      '{QuotaAlert=5;}',
      '5',
    ],
    ['elsewhere when there is no such class', '{ServiceClass=lead;}', classes('2'), '{}', '80'],
  ] as const) {
    it(`comes from ${from}`, async () => {
      await give(own, domain, everywhere);
      expect(await setting('QuotaAlert')).to.equal(expected);
      expect((await all()).get('QuotaAlert')).to.equal(expected);
    });
  }

  it('is whole: dictionaries of two layers are not mixed', async () => {
    await give('{WebAdminPrefs={A=1;};}', '{WebAdminPrefs={B=2;};}');
    expect(await setting('WebAdminPrefs')).to.deep.equal(new Map([['A', '1']]));
  });

  it('is undefined when no layer has it', async () => {
    expect(await setting('Nothing')).to.equal(undefined);
  });

  for (const [own, domain, expected] of [
    ['{CanModifyPassword=NO;}', '{PWDAllowed=YES;}', 'NO'],
    ['{PWDAllowed=NO;}', '{CanModifyPassword=YES;}', 'NO'],
    ['{}', '{CanModifyPassword=NO;}', 'NO'],
    ['{}', '{}', 'YES'],
  ] as const) {
    it(`has two spellings: ${own} over ${domain} says ${expected}`, async () => {
      await give(own, domain);
      expect(await setting('CanModifyPassword')).to.equal(expected);
      expect(await setting('PWDAllowed')).to.equal(expected);
      const together = await all();
      const shown = together.get('CanModifyPassword') ?? together.get('PWDAllowed');
      expect(shown).to.equal(expected);
      expect(together.has('CanModifyPassword') && together.has('PWDAllowed')).to.equal(false);
    });
  }

  it('never shows the definitions of classes', async () => {
    await give('{}', classes('2'), classes('3'));
    expect((await all()).has('ServiceClasses')).to.equal(false);
  });

  it('is the same asked for alone and among all', async () => {
    const key = fc.constantFrom('A', 'B', 'QuotaAlert', 'PWDAllowed', 'CanModifyPassword');
    const value = fc.constantFrom('1', '2', 'default');
    const settings = fc.dictionary(key, value, { maxKeys: 4 });
    const print = (entries: Record<string, string>, rest = '') =>
      `{${Object.entries(entries)
        .map(([name, text]) => `${name}=${text};`)
        .join('')}${rest}}`;
    await fc.assert(
      fc.asyncProperty(settings, settings, settings, settings, async (own, low, high, lowest) => {
        await give(
          print(own, 'ServiceClass=gold;'),
          print(low, `ServiceClasses={gold=${print(high)};};`),
          print(lowest),
        );
        const together = await all();
        for (const name of ['A', 'B', 'QuotaAlert']) {
          expect(await setting(name)).to.deep.equal(together.get(name));
        }
      }),
      { numRuns: 100 },
    );
  });

  it('may be asked for settings that are not kept yet', async () => {
    const own: Dictionary = new Map<string, Value>([['RulesAllowed', 'Any']]);
    const value = await server.view((tx) =>
      effectiveOfOwn(tx, at(tx, 'x').domain.id, own, 'RulesAllowed'),
    );
    expect(value).to.equal('Any');
  });
});

describe('An effective Domain setting', () => {
  it('comes from the Domain defaults of the server, else is built in', async () => {
    const read = () =>
      server.view((tx) => effectiveDomainSetting(tx, at(tx, 'x').domain.id, 'Foldering'));
    expect(await read()).to.equal('flat');
    await server.change(({ tx }) =>
      writeDocument(
        rows(tx),
        theServer.id,
        'domainDefaults',
        dictionary('{Foldering="Hashed 1 Level";}'),
      ),
    );
    expect(await read()).to.equal('Hashed 1 Level');
  });
});

describe('Effective preferences', () => {
  it('are those of the Account over those of the Domain over those of the server', async () => {
    const prefs = await server.change(({ tx }) => {
      const { id, row } = accountAt(tx, 'user1');
      writeDocument(rows(tx), id, 'prefs', dictionary('{A=own;}'));
      writeDocument(rows(tx), row.domain, 'defaultPrefs', dictionary('{A=domain;B=domain;}'));
      writeDocument(
        rows(tx),
        theServer.id,
        'defaultPrefs',
        dictionary('{A=all;B=all;C=all;Language=Thai;}'),
      );
      return effectivePrefs(tx, row.domain, id);
    });
    if (!isDictionary(prefs)) throw new Error('no preferences');
    const found: Dictionary = prefs;
    expect(['A', 'B', 'C', 'Language', 'SentBox'].map((key) => found.get(key))).to.deep.equal([
      'own',
      'domain',
      'all',
      'Thai',
      'Sent Items',
    ]);
    expect(dictionaryOf('{}').size).to.equal(0);
  });
});
