import { expect } from 'chai';
import { domainById, findAccount, findDomain } from '../../src/engine/directory/directory.js';
import {
  createDomain,
  listDomains,
  renameDomain,
  resumeDomain,
  setDomainAliases,
  suspendDomain,
} from '../../src/engine/domains/domains.js';

import { domainLocation } from '../../src/engine/places/locations.js';
import { createMountPoint } from '../../src/engine/places/mount-points.js';
import { domainName, objectName } from '../../src/engine/core/names.js';
import { atOnce } from '../../src/threads/slices.js';
import { readValue } from '../../src/values/read.js';
import { isDictionary, type Dictionary } from '../../src/values/value.js';
import { accountAt, LittleServer, mainDomain } from './little-server.js';
import { theServer } from '../../src/engine/directory/subjects.js';

const name = domainName;

function settings(text: string): Dictionary {
  const value = readValue(text);
  if (!isDictionary(value)) throw new Error(`no dictionary: ${text}`);
  return value;
}

function create(server: LittleServer, text: string, storage?: string) {
  return server.change((change) => typeof createDomain(change, name(text), { storage }));
}

function rename(server: LittleServer, from: string, to: string, storage?: string) {
  return server.change((change) => renameDomain(change, name(from), name(to), storage));
}

function aliases(server: LittleServer, of: string, ...given: readonly string[]) {
  return server.change((change) =>
    setDomainAliases(change, findDomain(change.tx, name(of)), given.map(name)),
  );
}

function rowOf(server: LittleServer, of: string) {
  return server.view((tx) => findDomain(tx, name(of)).row);
}

const asCreated = 'number';

describe('A Domain that is created', () => {
  const cases: readonly (readonly [given: string, outcome: string])[] = [
    ['new.test', asCreated],
    ['NEW.test', asCreated],
    ['localhost', asCreated],
    [mainDomain, 'domain-exists'],
    ['MAIN.test', 'domain-exists'],
    ['old.test', 'domain-exists'],
    ['alias.test', 'domain-exists'],
    ['two words', 'illegal-name'],
    ['.test', 'illegal-name'],
    ['../up', 'illegal-name'],
    ['', 'illegal-name'],
  ];
  for (const [given, outcome] of cases) {
    it(`called ${JSON.stringify(given)}: ${outcome}`, async () => {
      const server = await LittleServer.with('old.test');
      await aliases(server, 'old.test', 'alias.test');
      expect(await create(server, given)).to.equal(outcome);
    });
  }

  it('keeps its settings, without what asks for the default', async () => {
    const server = await LittleServer.with();
    const given = settings(
      '{AccountsLimit=5;MailToUnknown=Default;ClientIPs=#NULL#;Own={a=default;};}',
    );
    await server.change((change) => createDomain(change, name('new.test'), { settings: given }));
    expect((await rowOf(server, 'new.test')).settings).to.equal(
      '{AccountsLimit=5;Own={a=default;};}',
    );
    expect(server.effects).to.have.length(1);
    expect(server.effects[0]).to.include({ kind: 'domain', field: 'created', name: 'new.test' });
  });

  it('goes only to a storage mount point that is there', async () => {
    const server = await LittleServer.with();
    expect(await create(server, 'new.test', 'stor1')).to.equal('unknown-storage');
    await server.change((change) => createMountPoint(change, theServer, 'domainStorage', 'stor1'));
    expect(await create(server, 'new.test', 'stor1')).to.equal(asCreated);
    expect(domainLocation(await rowOf(server, 'new.test'))).to.equal('Domains/stor1.mnt/new.test');
  });
});

describe('A Domain that is renamed', () => {
  const cases: readonly (readonly [from: string, to: string, outcome: string | undefined])[] = [
    ['old.test', 'new.test', undefined],
    ['OLD.test', 'New.Test', undefined],
    ['old.test', 'other.test', 'domain-exists'],
    ['old.test', 'alias.test', 'domain-exists'],
    ['old.test', mainDomain, 'domain-exists'],
    ['old.test', 'old.test', 'domain-exists'],
    // A Domain Alias does not stand for its Domain here.
    ['alias.test', 'new.test', 'unknown-domain'],
    ['none.test', 'new.test', 'unknown-domain'],
    // Which Domain is meant is asked before whether the new name is free.
    ['none.test', 'other.test', 'unknown-domain'],
    [mainDomain, 'new.test', 'main-domain'],
    [mainDomain, 'other.test', 'main-domain'],
  ];
  for (const [from, to, outcome] of cases) {
    it(`from ${from} to ${to}: ${outcome ?? 'done'}`, async () => {
      const server = await LittleServer.with('old.test', 'other.test');
      await aliases(server, 'old.test', 'alias.test');
      expect(await rename(server, from, to)).to.equal(outcome);
    });
  }

  it('keeps its objects, aliases and settings, and frees its old name', async () => {
    const server = await LittleServer.with('old.test');
    await server.accounts('john@old.test');
    await aliases(server, 'old.test', 'alias.test');
    const before = await server.view((tx) => accountAt(tx, 'john@old.test').id);
    await rename(server, 'old.test', 'new.test');
    expect(await server.view((tx) => accountAt(tx, 'john@new.test').id)).to.equal(before);
    expect(await server.view((tx) => accountAt(tx, 'john@alias.test').id)).to.equal(before);
    expect(await create(server, 'old.test')).to.equal(asCreated);
    expect(await server.view((tx) => atOnce(listDomains(tx)))).to.deep.equal([
      mainDomain,
      'new.test',
      'old.test',
    ]);
  });

  it('may go to another mount point, with or without a new name', async () => {
    const server = await LittleServer.with('old.test');
    await server.change((change) => createMountPoint(change, theServer, 'domainStorage', 'stor1'));
    expect(await rename(server, 'old.test', 'old.test', 'stor2')).to.equal('unknown-storage');
    expect(await rename(server, 'old.test', 'old.test', 'stor1')).to.equal(undefined);
    expect(server.effects.map(({ field, after }) => [field, after])).to.deep.equal([
      ['storage', 'stor1'],
    ]);
    await rename(server, 'old.test', 'new.test');
    expect(domainLocation(await rowOf(server, 'new.test'))).to.equal('Domains/stor1.mnt/new.test');
  });
});

describe('Domain Aliases', () => {
  it('are replaced as a whole, each once, in the order given', async () => {
    const server = await LittleServer.with('one.test');
    await aliases(server, 'one.test', 'b.test', 'a.test', 'B.test');
    expect((await rowOf(server, 'a.test')).aliases).to.deep.equal(['b.test', 'a.test']);
    await aliases(server, 'one.test', 'a.test', 'c.test');
    expect(await aliases(server, 'b.test')).to.equal('unknown-domain');
    expect((await rowOf(server, 'c.test')).name).to.equal('one.test');
  });

  it('note nothing when nothing changes', async () => {
    const server = await LittleServer.with('one.test');
    await aliases(server, 'one.test', 'a.test');
    expect(server.effects).to.have.length(1);
    await aliases(server, 'one.test', 'a.test');
    expect(server.effects).to.deep.equal([]);
  });

  const refused: readonly (readonly [alias: string, why: string])[] = [
    ['one.test', 'it is the name of the Domain itself'],
    ['two.test', 'it is the name of another Domain'],
    ['of-two.test', 'it is an alias of another Domain'],
    [mainDomain, 'it is the Main Domain'],
  ];
  for (const [alias, why] of refused) {
    it(`are refused, and all old ones kept, when one is taken: ${why}`, async () => {
      const server = await LittleServer.with('one.test', 'two.test');
      await aliases(server, 'two.test', 'of-two.test');
      await aliases(server, 'one.test', 'kept.test');
      expect(await aliases(server, 'one.test', 'free.test', alias)).to.equal('domain-exists');
      expect((await rowOf(server, 'kept.test')).aliases).to.deep.equal(['kept.test']);
      expect(await create(server, 'free.test')).to.equal(asCreated);
    });
  }
});

describe('A Domain that is suspended', () => {
  it('has its sessions closed, again too, until it is resumed', async () => {
    const server = await LittleServer.with('one.test');
    const closing = () =>
      server.change((change) => {
        suspendDomain(change, findDomain(change.tx, name('one.test')));
        return change.consequences.map((each) =>
          'domain' in each ? domainById(change.tx, each.domain).name : each.kind,
        );
      });
    expect(await closing()).to.deep.equal(['one.test']);
    expect((await rowOf(server, 'one.test')).suspended).to.equal(true);
    expect(await closing()).to.deep.equal(['one.test']);
    expect(server.effects).to.deep.equal([]);
    await server.change((change) => resumeDomain(change, findDomain(change.tx, name('one.test'))));
    expect((await rowOf(server, 'one.test')).suspended).to.equal(false);
  });

  it('is never the Main Domain', async () => {
    const server = await LittleServer.with();
    const outcome = await server.change((change) =>
      suspendDomain(change, findDomain(change.tx, name(mainDomain))),
    );
    expect(outcome).to.equal('main-domain');
  });
});

describe('A fresh Domain', () => {
  it('has no Accounts, whatever the Main Domain has', async () => {
    const server = await LittleServer.with('one.test');
    await server.accounts('john');
    const outcome = await server.change((change) => {
      const domain = findDomain(change.tx, name('one.test')).id;
      return findAccount(change.tx, domain, objectName('john')).id;
    });
    expect(outcome).to.equal('unknown-account');
  });
});
