/** What the journal says is to be looked at, from records of this version and of older ones. */
import { expect } from 'chai';
import { changedBy } from '../../../src/base-directory/projection/changed.js';
import { renameAccount } from '../../../src/engine/accounts/accounts.js';
import { setAliases } from '../../../src/engine/accounts/aliases.js';
import type { Change } from '../../../src/engine/core/change.js';
import type { Effect } from '../../../src/engine/core/effects.js';
import { decodeRecord, encodeRecord, type Origin } from '../../../src/engine/core/journal.js';
import { address, objectName } from '../../../src/engine/core/names.js';
import { createForwarder } from '../../../src/engine/groups/forwarders.js';
import { listObjects } from '../../../src/engine/lists/lists.js';
import { findList } from '../../../src/engine/directory/directory.js';
import { accountAt, addAccount, at, LittleServer } from '../../engine/little-server.js';

const origin: Origin = { actor: '', actorId: 0, address: '', channel: 'program', command: '' };

const works: Readonly<Record<string, (change: Change) => unknown>> = {
  'a new Account': (change) => addAccount(change, 'new@one.test'),
  aliases: (change) => setAliases(change, accountAt(change.tx, 'ann@one.test'), ['a', 'b']),
  'a new name': (change) => {
    const { domain } = at(change.tx, 'x@one.test');
    renameAccount(change, accountAt(change.tx, 'ann@one.test'), domain.id, objectName('anna'));
  },
  'a move': (change) => {
    const { domain } = at(change.tx, 'x@two.test');
    renameAccount(change, accountAt(change.tx, 'bob@one.test'), domain.id, objectName('bob'));
  },
  'a Forwarder': (change) => {
    createForwarder(change, at(change.tx, 'x@one.test').domain.id, objectName('far'), 'x@y.test');
  },
  'a Mailing List and its settings': (change) => {
    const { id } = at(change.tx, 'x@two.test').domain;
    listObjects.create(change, id, objectName('news'), address('owner'));
    listObjects.update(
      change,
      findList(change.tx, id, objectName('news')),
      new Map([['Store', 'YES']]),
    );
  },
};

describe('What a record says is to be looked at', () => {
  for (const [what, work] of Object.entries(works)) {
    it(`is the same with and without ids of Domains: ${what}`, async () => {
      const server = await LittleServer.with('one.test', 'two.test');
      await server.accounts('ann@one.test', 'bob@one.test', 'owner@two.test');
      let effects: readonly Effect[] = [];
      await server.change((change) => {
        work(change);
        effects = change.effects;
      });
      const record = decodeRecord(1, encodeRecord(1, origin, effects));
      const old = effects.map((effect): Effect => ({ ...effect, domain: 0, left: undefined }));
      const [now, before] = await server.view((tx) => [
        changedBy(tx, [record]),
        changedBy(tx, [{ ...record, effects: old }]),
      ]);
      expect(now).to.deep.equal(before);
      expect(now.deferredTasks.size + now.accounts.size).to.be.greaterThan(0);
    });
  }
});
