import { expect } from 'chai';
import { findDomain } from '../../src/engine/directory/directory.js';

import { domainLocation } from '../../src/engine/places/locations.js';
import { createMountPoint, listMountPoints } from '../../src/engine/places/mount-points.js';
import { domainName as name } from '../../src/engine/core/names.js';
import { print } from '../../src/values/print.js';
import { LittleServer } from './little-server.js';
import { theServer } from '../../src/engine/directory/subjects.js';
import { theDomain } from '../../src/engine/directory/subjects.js';

describe('Storage mount points', () => {
  const make = (server: LittleServer, point: string) =>
    server.change((change) => createMountPoint(change, theServer, 'domainStorage', point));

  const cases: readonly (readonly [point: string, outcome: string | undefined])[] = [
    ['stor1', undefined],
    ['a.b-c_d', undefined],
    ['taken', 'storage-exists'],
    ['TAKEN', 'storage-exists'],
    ['', 'illegal-name'],
    ['.', 'illegal-name'],
    ['..', 'illegal-name'],
    ['.hidden', 'illegal-name'],
    ['up/down', 'illegal-name'],
    ['C:\\disk', 'illegal-name'],
    ['stor1.mnt', 'illegal-name'],
    ['stor1.sub', 'illegal-name'],
    ['two words', 'illegal-name'],
    ['x'.repeat(65), 'illegal-name'],
  ];
  for (const [point, outcome] of cases) {
    it(`may be called ${JSON.stringify(point)}: ${outcome ?? 'yes'}`, async () => {
      const server = await LittleServer.with();
      await make(server, 'taken');
      expect(await make(server, point)).to.equal(outcome);
    });
  }

  it('of Accounts belong to one Domain', async () => {
    const server = await LittleServer.with('one.test', 'two.test');
    await server.change((change) => {
      const owner = theDomain(findDomain(change.tx, name('one.test')));
      createMountPoint(change, owner, 'accountStorage', 'stor1');
    });
    const points = (of: string) =>
      server.view((tx) => listMountPoints(tx, findDomain(tx, name(of)).id, 'accountStorage'));
    expect(await points('one.test')).to.deep.equal(['stor1']);
    expect(await points('two.test')).to.deep.equal([]);
    expect(await server.view((tx) => print(listMountPoints(tx, 0, 'domainStorage')))).to.equal(
      '()',
    );
  });
});

describe('The location of a Domain', () => {
  const cases: readonly (readonly [name: string, storage: string, main: boolean, path: string])[] =
    [
      ['main.test', '', true, 'Accounts'],
      ['one.test', '', false, 'Domains/one.test'],
      ['one.test', 'stor1', false, 'Domains/stor1.mnt/one.test'],
    ];
  for (const [domain, storage, main, path] of cases) {
    it(`is ${path}`, () => {
      const row = { name: name(domain), storage, main, suspended: false };
      expect(domainLocation({ ...row, aliases: [], adminDomain: '', settings: '{}' })).to.equal(
        path,
      );
    });
  }

  it('has national letters as they are printed', async () => {
    const server = await LittleServer.with('xn--bcher-kva.test');
    const row = await server.view((tx) => findDomain(tx, name('xn--bcher-kva.test')).row);
    expect(Buffer.from(domainLocation(row), 'latin1').toString('utf8')).to.equal(
      'Domains/bücher.test',
    );
    const found = await server.view(
      (tx) => findDomain(tx, name(Buffer.from('BÜCHER.test').toString('latin1'))).row,
    );
    expect(found.name).to.equal(row.name);
  });
});
