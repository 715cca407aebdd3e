import { expect } from 'chai';
import { accountLocation, newPlace } from '../../src/engine/places/account-place.js';
import { createAccount, renameAccount } from '../../src/engine/accounts/accounts.js';
import { updateDomainSettings } from '../../src/engine/settings/domain-settings.js';
import { createMountPoint } from '../../src/engine/places/mount-points.js';
import { objectName } from '../../src/engine/core/names.js';
import type { AccountType } from '../../src/tables/tables.js';
import type { Value } from '../../src/values/value.js';
import { accountAt, at, LittleServer } from './little-server.js';
import { theDomain } from '../../src/engine/directory/subjects.js';

let server: LittleServer;

beforeEach(async () => {
  server = await LittleServer.with('other.test');
  await server.change((change) => {
    for (const name of ['main.test', 'other.test']) {
      const owner = theDomain(at(change.tx, `x@${name}`).domain);
      for (const storage of ['stor1', 'stor2']) {
        createMountPoint(change, owner, 'accountStorage', storage);
      }
    }
  });
});

const set = (key: string, value: string) =>
  server.change((change) => {
    const { domain } = at(change.tx, 'x');
    updateDomainSettings(change, domain, new Map<string, Value>([[key, value]]));
  });
const create = (text: string, storage = '', type: AccountType = 'MultiMailbox') =>
  server.change((change) => {
    const { domain, name } = at(change.tx, text);
    const settings = new Map<string, Value>();
    createAccount(change, domain.id, name, { type, storage, legacy: false, settings });
  });
const rename = (from: string, to: string, storage?: string) =>
  server.change((change) => {
    const { domain, name } = at(change.tx, to);
    renameAccount(change, accountAt(change.tx, from), domain.id, name, storage);
  });
const location = (text: string) => server.view((tx) => accountLocation(accountAt(tx, text).row));

describe('The place of a new Account', () => {
  for (const [foldering, name, expected] of [
    ['flat', 'johnsmith', 'johnsmith.macnt'],
    ['2 Letters 1 Level', 'johnsmith', 'jo.sub/johnsmith.macnt'],
    ['2 Letters 2 Levels', 'johnsmith', 'j.sub/o.sub/johnsmith.macnt'],
    ['2 letters 2 LEVELS', 'johnsmith', 'j.sub/o.sub/johnsmith.macnt'],
    ['2 Letters 1 Level', 'x', 'x_.sub/x.macnt'],
    ['2 Letters 2 Levels', 'x', 'x.sub/_.sub/x.macnt'],
    ['2 Letters 2 Levels', 'j.smith', 'j.sub/_.sub/j.smith.macnt'],
    ['some other method', 'johnsmith', 'johnsmith.macnt'],
  ] as const) {
    it(`is ${expected} with Foldering=${foldering}`, async () => {
      await set('Foldering', foldering);
      await create(name);
      expect(await location(name)).to.equal(expected);
    });
  }

  for (const [foldering, shape] of [
    ['Hashed 1 Level', /^[a-z]{2}\.sub\/$/],
    ['Hashed 2 Levels', /^[a-z]{2}\.sub\/[a-z]{2}\.sub\/$/],
  ] as const) {
    it(`depends on nothing but the name with Foldering=${foldering}`, async () => {
      await set('Foldering', foldering);
      const places = await server.view((tx) => {
        const { id } = at(tx, 'x').domain;
        const names = Array.from({ length: 500 }, (_, number) => objectName(`user${number}`));
        const first = names.map((name) => newPlace(tx, id, name, ''));
        expect(names.map((name) => newPlace(tx, id, name, ''))).to.deep.equal(first);
        return first;
      });
      for (const place of places) expect(place).to.match(shape);
      expect(new Set(places).size, 'the names are spread').to.be.greaterThan(200);
    });
  }

  for (const [type, extension] of [
    ['MultiMailbox', 'macnt'],
    ['AGrade', 'aacnt'],
    ['BGrade', 'bacnt'],
    ['CGrade', 'cacnt'],
    ['TextMailbox', 'mbox'],
    ['MailDirMailbox', 'mdir'],
    ['SlicedMailbox', 'mslc'],
  ] as const) {
    it(`ends in .${extension} for ${type}`, async () => {
      await create('john', '', type);
      expect(await location('john')).to.equal(`john.${extension}`);
    });
  }

  it('begins with the mount point, which must be there', async () => {
    await set('Foldering', '2 Letters 1 Level');
    await create('john', 'stor2');
    expect(await location('john')).to.equal('stor2.mnt/jo.sub/john.macnt');
    expect(await create('jack', 'stor3')).to.equal('unknown-storage');
  });
});

describe('The place of a renamed Account', () => {
  beforeEach(async () => {
    await set('Foldering', '2 Letters 1 Level');
    await create('john', 'stor1');
  });

  for (const [title, inPlace, to, storage, expected] of [
    ['keeps the mount point', 'NO', 'mary', undefined, 'stor1.mnt/ma.sub/mary.macnt'],
    ['goes to a given mount point', 'NO', 'mary', 'stor2', 'stor2.mnt/ma.sub/mary.macnt'],
    ['keeps all with RenameInPlace', 'YES', 'mary', undefined, 'stor1.mnt/jo.sub/mary.macnt'],
    ['goes where it is told all the same', 'YES', 'mary', 'stor2', 'stor2.mnt/ma.sub/mary.macnt'],
    ['may change under the same name', 'NO', 'john', 'stor2', 'stor2.mnt/jo.sub/john.macnt'],
    ['drops the mount point in a move', 'YES', 'mary@other.test', undefined, 'mary.macnt'],
    ['goes to one of the new Domain', 'NO', 'mary@other.test', 'stor1', 'stor1.mnt/mary.macnt'],
  ] as const) {
    it(title, async () => {
      await set('RenameInPlace', inPlace);
      expect(await rename('john', to, storage)).to.equal(undefined);
      expect(await location(to)).to.equal(expected);
    });
  }

  it('is refused at a mount point that is not there', async () => {
    expect(await rename('john', 'mary', 'stor3')).to.equal('unknown-storage');
  });

  it('stays where it was when Foldering changes later', async () => {
    await set('Foldering', 'flat');
    expect(await location('john')).to.equal('stor1.mnt/jo.sub/john.macnt');
  });
});
