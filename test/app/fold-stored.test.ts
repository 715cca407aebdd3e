import { expect } from 'chai';
import fc from 'fast-check';
import { storeFindings } from '../../src/base-directory/check/store-invariants.js';
import { setAliases } from '../../src/engine/accounts/aliases.js';
import {
  addSet,
  findSet,
  listFiles,
  storeFile,
  type FileSet,
} from '../../src/engine/skins/file-sets.js';

import { readDocument, writeDocument } from '../../src/engine/core/documents.js';
import { subscriberAt, subscriberCount } from '../../src/engine/lists/subscribers.js';
import { foldStored, mended } from '../../src/app/fold-stored.js';
import { bringForward } from '../../src/app/prepare-store.js';
import { datasetAddresses, datasetEntries } from '../../src/tables/dataset-tables.js';
import { subscribers } from '../../src/tables/list-tables.js';
import { inRoll, rollMembers } from '../../src/tables/roll-tables.js';
import { metadata } from '../../src/store/metadata.js';
import { counters, storeFormat } from '../../src/tables/tables.js';
import { atOnce } from '../../src/threads/slices.js';
import { bytesOf, textOf } from '../../src/values/text.js';
import { groupChanges } from '../engine/group-changes.js';
import {
  accountAt,
  groupAt,
  LittleServer,
  members,
  membersOf,
  rows,
} from '../engine/little-server.js';
import { theServer } from '../../src/engine/directory/subjects.js';
import { Change } from '../../src/engine/core/change.js';

/** What was made of a text until format 3. */
const foldedByBytes = (text: string): string => bytesOf(text).toLowerCase();

describe('A store of format 3', () => {
  it('has addresses that were broken made whole', () => {
    const letters = fc.constantFrom(...Array.from('äÄéÉßÿЯящשא中文語😀aZ.@'));
    fc.assert(
      fc.property(fc.array(letters, { maxLength: 12 }), (text) => {
        const given = text.join('');
        expect(textOf(mended(foldedByBytes(given))).toLowerCase()).to.equal(given.toLowerCase());
      }),
    );
  });

  it('is brought forward with its names and addresses folded by characters', async () => {
    const server = await LittleServer.with();
    await server.accounts(['postmaster', 'Master'], 'ann');
    await server.change((change) => setAliases(change, accountAt(change.tx, 'ann'), ['lias']));
    await groupChanges(() => server).create('team', members('one@far.test', 'ann'));
    const skin: FileSet = { owner: theServer, area: 'skins', name: '' };
    await server.change((change) => {
      addSet(change, skin);
      const files = ['Login.WSSP', 'login.wssp', 'Images/A.gif', 'IMAGES/a.gif'];
      files.forEach((path, index) =>
        storeFile(new Change(rows(change.tx), index * 1000), skin, path, Buffer.from(path)),
      );
    });
    const list = 700;
    const [first, second, third] = ['Jörg@x.test', 'JÖRG@x.test', 'Zoë@EXÜMPLE.test'].map(bytesOf);
    await server.store.update((tx) => {
      const row = {
        realName: '',
        mode: 'feed' as const,
        waiting: false,
        confirmationId: '',
        subscribed: 0,
        posts: 0,
        moderation: '',
        bounces: 0,
        lastBounce: 0,
      };
      for (const address of [first, second, third]) {
        const key = (address ?? '').replace(/[A-Z]/g, (letter) => letter.toLowerCase());
        tx.put(subscribers, `${list}/${key}`, { ...row, address: address ?? '' });
      }
      tx.put(counters, `subscribers/${list}`, 3);
      const id = accountAt(tx, 'ann').id;
      const contacts = new Map([
        [foldedByBytes('Jörg@EXÜMPLE.test'), new Map([['Inp', 'YES']])],
        ['plain@x.test', new Map([['Out', 'YES']])],
      ]);
      writeDocument(tx, id, 'roster', contacts);
      tx.put(datasetEntries, '800/joe', `{"addressbook.Email"="${bytesOf('JÖ@x.test')}";}`);
      tx.put(datasetAddresses, `800/${foldedByBytes('JÖ@x.test')}`, ['joe']);
      const { roll } = groupAt(tx, 'team').row;
      tx.put(rollMembers, inRoll(roll, 5), '@Lias');
      tx.put(rollMembers, inRoll(roll, 6), '@One@FAR.test');
      tx.put(rollMembers, inRoll(roll, 7), '@nobody');
      tx.put(metadata, 'format', '3');
    });

    await bringForward(server.store);
    await server.view((tx) => {
      expect(tx.get(metadata, 'format')).to.equal(String(storeFormat));
      const roster = readDocument(tx, accountAt(tx, 'ann').id, 'roster');
      expect([...roster.keys()].map(textOf)).to.have.members(['jörg@exümple.test', 'plain@x.test']);
      expect(subscriberCount(tx, list)).to.equal(2);
      for (const address of [first, second, third]) {
        expect(subscriberAt(tx, list, address ?? '')).to.not.equal(undefined);
      }
      expect([...tx.range(datasetAddresses, {})]).to.deep.equal([
        [`800/${bytesOf('jö@x.test')}`, ['joe']],
      ]);
      const row = findSet(tx, skin);
      expect(row?.files).to.equal(2);
      expect([...(row ? atOnce(listFiles(tx, row)).keys() : [])]).to.deep.equal([
        'images/a.gif',
        'login.wssp',
      ]);
      expect(membersOf(tx, 'team')).to.deep.equal(['one@far.test', 'ann', 'Lias', 'nobody']);
    });
    await server.change((change) => setAliases(change, accountAt(change.tx, 'ann'), []));
    expect(await server.view((tx) => membersOf(tx, 'team'))).to.not.include('Lias');
  });

  it('stays as it is when it is folded again', async () => {
    const server = await LittleServer.with();
    await server.accounts(['postmaster', 'Master'], 'ann');
    await server.change((change) => setAliases(change, accountAt(change.tx, 'ann'), ['lias']));
    await groupChanges(() => server).create('team', members('Lias', 'ann', 'x@far.test'));
    await server.store.update(foldStored);
    expect(await server.view((tx) => [...storeFindings(tx)])).to.deep.equal([]);
    expect(await server.view((tx) => membersOf(tx, 'team'))).to.deep.equal([
      'Lias',
      'ann',
      'x@far.test',
    ]);
  });
});
