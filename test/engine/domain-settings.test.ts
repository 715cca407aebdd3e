import { expect } from 'chai';
import { findDomain } from '../../src/engine/directory/directory.js';
import { dictionaryOf } from '../../src/engine/core/documents.js';
import {
  setDomainSettings,
  updateDomainSettings,
} from '../../src/engine/settings/domain-settings.js';
import { listAdminDomains, setDomainAliases } from '../../src/engine/domains/domains.js';
import { domainName as name } from '../../src/engine/core/names.js';
import { atOnce } from '../../src/threads/slices.js';
import { readValue } from '../../src/values/read.js';
import { isDictionary, type Dictionary } from '../../src/values/value.js';
import { LittleServer } from './little-server.js';

function settings(text: string): Dictionary {
  const value = readValue(text);
  if (!isDictionary(value)) throw new Error(`no dictionary: ${text}`);
  return value;
}

function aliases(server: LittleServer, of: string, ...given: readonly string[]) {
  return server.change((change) =>
    setDomainAliases(change, findDomain(change.tx, name(of)), given.map(name)),
  );
}

function rowOf(server: LittleServer, of: string) {
  return server.view((tx) => findDomain(tx, name(of)).row);
}

describe('The settings of a Domain', () => {
  const update = (server: LittleServer, text: string) =>
    server.change((change) =>
      updateDomainSettings(change, findDomain(change.tx, name('one.test')), settings(text)),
    );

  const cases: readonly (readonly [what: string, given: string, kept: string])[] = [
    ['lay given keys over old ones', '{B=2;}', '{A=1;B=2;}'],
    ['lose what is given as default in any case', '{A=DEFAULT;}', '{}'],
    ['lose what is given as null', '{A=#NULL#;}', '{}'],
    ['replace nested values whole', '{A={x=default;};}', '{A={x=default;};}'],
    ['take keys by their case', '{a=2;}', '{A=1;a=2;}'],
    ['pass over parts with commands of their own', '{DomainAliases=(x.test);Rules=();}', '{A=1;}'],
    ['show certificates as strings', '{CAChain=[TUlJQw==];}', '{A=1;CAChain="[TUlJQw==]";}'],
    ['keep other data blocks as they are', '{Own=[TUlJQw==];}', '{A=1;Own=[TUlJQw==];}'],
  ];
  for (const [what, given, kept] of cases) {
    it(what, async () => {
      const server = await LittleServer.with('one.test');
      await update(server, '{A=1;}');
      await update(server, given);
      expect((await rowOf(server, 'one.test')).settings).to.equal(kept);
    });
  }

  it('are replaced as a whole, and Domain Aliases stay', async () => {
    const server = await LittleServer.with('one.test');
    await aliases(server, 'one.test', 'alias.test');
    await update(server, '{A=1;}');
    await server.change((change) =>
      setDomainSettings(change, findDomain(change.tx, name('one.test')), settings('{B=2;}')),
    );
    const row = await rowOf(server, 'alias.test');
    expect(row.settings).to.equal('{B=2;}');
    expect(row.aliases).to.deep.equal(['alias.test']);
  });

  it('tell the journal no private key', async () => {
    const server = await LittleServer.with('one.test');
    await update(server, '{PrivateSecureKey=[c2VjcmV0];}');
    expect(server.effects.map(({ after }) => after)).to.deep.equal(['{PrivateSecureKey="***";}']);
  });

  it('name the Domain whose administrators manage this one too', async () => {
    const server = await LittleServer.with('one.test', 'two.test', 'three.test');
    await aliases(server, 'two.test', 'alias-of-two.test');
    await update(server, '{AdminDomainName="Two.TEST";}');
    const domains = await server.view((tx) =>
      atOnce(listAdminDomains(tx, findDomain(tx, name('two.test')))),
    );
    expect(domains).to.deep.equal(['two.test', 'one.test']);
    await update(server, '{AdminDomainName=alias-of-two.test;}');
    expect(
      await server.view((tx) => atOnce(listAdminDomains(tx, findDomain(tx, name('two.test'))))),
    ).to.deep.equal(['two.test', 'one.test']);
    await update(server, '{AdminDomainName=default;}');
    expect((await rowOf(server, 'one.test')).adminDomain).to.equal('');
    const kept = dictionaryOf((await rowOf(server, 'one.test')).settings);
    expect(kept.has('AdminDomainName')).to.equal(false);
  });
});
