import { expect } from 'chai';
import fc from 'fast-check';
import { beginRoll, continueRoll, createGroup, setGroup } from '../../src/engine/groups/groups.js';
import { Change } from '../../src/engine/core/change.js';
import { sweepRemains } from '../../src/engine/domains/domain-deletion.js';
import { sweepAll } from '../../src/app/remains-sweep.js';
import { storeFindings } from '../../src/base-directory/check/store-invariants.js';
import { gone } from '../../src/tables/gone-tables.js';
import { rollMembers, rolls } from '../../src/tables/roll-tables.js';
import { groupChanges } from './group-changes.js';
import { addAccount, at, groupAt, LittleServer, members, rows } from './little-server.js';
import type { Writer } from '../../src/store/store.js';

const many = Array.from({ length: 1000 }, (_, index) => `m${index}`);

describe('The members of a Group that are written aside', () => {
  let server: LittleServer;
  const { create, renameUser, removeUser, rename, remove, shown } = groupChanges(() => server);
  const written = (...texts: string[]) =>
    server.store.update((tx) => {
      const roll = beginRoll(tx, at(tx, 'x').domain.id, 0);
      continueRoll(tx, roll, 0, texts);
      return roll;
    });
  const take = (roll: number, work: (change: Change, roll: number) => void) =>
    server.change((change) => work(change, roll));
  const newStaff = (change: Change, roll: number) => {
    const { domain, name } = at(change.tx, 'staff');
    createGroup(change, domain.id, name, members('ignored'), roll);
  };
  const sweep = (now: number) => sweepAll({ store: server.store, now: () => now });
  const left = () =>
    server.view((tx) => [
      [...tx.range(rolls, {})].length,
      [...tx.range(rollMembers, {})].length,
      [...tx.range(gone, {})].length,
    ]);

  beforeEach(async () => {
    server = await LittleServer.with('client.test');
    await server.accounts(['postmaster', 'Master'], 'user1', 'user2');
  });

  it('are those of the Group that takes them', async () => {
    await take(await written('user1', 'x@far.test'), newStaff);
    expect(await shown('staff')).to.deep.equal(['user1', 'x@far.test']);
    await take(await written('user2'), (change, roll) =>
      setGroup(change, groupAt(change.tx, 'staff'), members('ignored'), roll),
    );
    expect(await shown('staff')).to.deep.equal(['user2']);
    await sweep(Infinity);
    expect(await left()).to.deep.equal([1, 1, 0]);
  });

  it('follow their objects before a Group has them', async () => {
    const roll = await written('user1', 'user2', 'late', 'staff');
    await renameUser('user1', 'boss');
    await removeUser('user2');
    await server.accounts('late');
    await renameUser('late', 'later');
    await take(roll, newStaff);
    await rename('staff', 'crew');
    expect(await shown('crew')).to.deep.equal(['boss', 'later', 'crew']);
  });

  it('wait for it, and are swept when none takes them', async () => {
    const roll = await written('user1', 'user9');
    await sweep(599_999);
    expect(await left()).to.deep.equal([1, 2, 1]);
    await sweep(600_000);
    expect(await left()).to.deep.equal([0, 0, 0]);
    expect(await take(roll, newStaff)).to.equal('unknown-domain');
  });

  it('are not for a Group of another Domain', async () => {
    const taken = take(await written('user1'), (change, roll) => {
      const { domain, name } = at(change.tx, 'staff@client.test');
      createGroup(change, domain.id, name, members(), roll);
    });
    expect(await taken).to.equal('unknown-domain');
  });

  it('go little by little when they are many, and nobody sees them meanwhile', async () => {
    await create('staff', members(...many, 'user1', 'late'));
    await create('crew', members('user1', 'late'));
    await remove('staff');
    let slices = 0;
    do {
      slices += 1;
      expect(await server.view((tx) => [...storeFindings(tx)])).to.deep.equal([]);
      await renameUser('user1', `user1-${slices}`);
      await server.accounts('late');
      await removeUser('late');
      await create('late', members());
      await remove('late');
      await renameUser(`user1-${slices}`, 'user1');
    } while (await server.store.update((tx) => sweepRemains(new Change(tx, 0))));
    expect(slices).to.be.greaterThan(2);
    expect(await shown('crew')).to.deep.equal(['user1']);
    expect(await left()).to.deep.equal([1, 1, 0]);
  });

  it('cost by the member and not by the Group when one of them changes', async () => {
    await create('staff', members('user1', 'late', ...many));
    const writesOf = async (work: (change: Change) => void): Promise<number> => {
      let writes = 0;
      await server.change((change) => {
        const { tx } = change;
        const counting: Writer = {
          get: (table, key) => tx.get(table, key),
          range: (table, span) => tx.range(table, span),
          put: (table, key, row) => ((writes += 1), rows(tx).put(table, key, row)),
          remove: (table, key) => ((writes += 1), rows(tx).remove(table, key)),
        };
        work(new Change(counting, 0));
      });
      return writes;
    };
    expect(await writesOf((change) => addAccount(change, 'late'))).to.be.lessThan(20);
    expect(await writesOf((change) => addAccount(change, 'm500'))).to.be.lessThan(20);
    expect(await shown('staff')).to.deep.equal(['user1', 'late', ...many]);
  });
});

describe('A Group with other members', () => {
  it('shows them in order whatever it had before', async () => {
    const texts = fc.uniqueArray(fc.constantFrom('user1', 'user2', 'x', 'y@z.test'));
    await fc.assert(
      fc.asyncProperty(fc.array(texts, { minLength: 1, maxLength: 6 }), async (history) => {
        const server = await LittleServer.with();
        const { create, set, shown } = groupChanges(() => server);
        await server.accounts('user1', 'user2');
        await create('staff');
        for (const given of history) {
          await set('staff', members(...given));
          expect(await shown('staff')).to.deep.equal(given);
        }
        const kept = await server.view((tx) => [...tx.range(rolls, {})].length);
        expect(kept).to.equal(1);
      }),
      { numRuns: 50 },
    );
  });
});
