import { expect } from 'chai';
import { storeFindings } from '../../src/base-directory/check/store-invariants.js';
import { countOf, counter } from '../../src/engine/directory/directory.js';
import { bringForward } from '../../src/app/prepare-store.js';
import { awaitedNames, memberOf, rollMembers, rolls } from '../../src/tables/roll-tables.js';
import { metadata } from '../../src/store/metadata.js';
import { counters, groups, storeFormat } from '../../src/tables/tables.js';
import { groupChanges } from '../engine/group-changes.js';
import { at, groupAt, LittleServer, members, membersOf } from '../engine/little-server.js';

describe('A store of format 2', () => {
  const given = ['user1', 'late', 'user1@main.test', 'x@far.test', 'staff'];

  /** Makes the Group `staff` as format 2 kept it. */
  async function ofFormat2(): Promise<LittleServer> {
    const server = await LittleServer.with();
    await server.accounts(['postmaster', 'Master'], 'user1');
    const { create } = groupChanges(() => server);
    await create('staff', members(...given));
    await server.store.update((tx) => {
      const { id, row } = groupAt(tx, 'staff');
      const domain = at(tx, 'x').domain.id;
      const tokens = Array.from(tx.range(rollMembers, {}), ([, token]) => token);
      for (const table of [rollMembers, memberOf, awaitedNames]) {
        for (const [key] of Array.from(tx.range<string, unknown>(table, {}))) tx.remove(table, key);
      }
      tx.remove(rolls, row.roll);
      const text = `${domain}\0staff\0${tokens.join('\x01')}\0{}`;
      tx.put({ name: groups.name, encode: (row: string) => row, decode: (row) => row }, id, text);
      for (const token of tokens) {
        if (!token.startsWith('@')) tx.put(memberOf, `${token.slice(2)}/${id}`, '');
      }
      tx.put(awaitedNames, `${domain}/late/${id}`, '');
      tx.put(counters, countOf('awaited', domain), 1);
      tx.put(metadata, 'format', '2');
    });
    return server;
  }

  it('is brought forward with the members of its Groups, which follow as before', async () => {
    const server = await ofFormat2();
    await bringForward(server.store);
    expect(await server.view((tx) => tx.get(metadata, 'format'))).to.equal(String(storeFormat));
    expect(await server.view((tx) => [...storeFindings(tx)])).to.deep.equal([]);
    expect(await server.view((tx) => membersOf(tx, 'staff'))).to.deep.equal(given);
    await server.accounts('late');
    await groupChanges(() => server).renameUser('late', 'later');
    await groupChanges(() => server).rename('staff', 'crew');
    expect(await server.view((tx) => membersOf(tx, 'crew'))).to.deep.equal([
      'user1',
      'later',
      'user1@main.test',
      'x@far.test',
      'crew',
    ]);
    const awaited = await server.view((tx) =>
      counter(tx, countOf('awaited', at(tx, 'x').domain.id)),
    );
    expect(awaited).to.equal(1); // x@far.test has the shape of a name
  });
});
