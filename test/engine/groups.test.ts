import { expect } from 'chai';
import { setAliases } from '../../src/engine/accounts/aliases.js';
import { countOf, counter } from '../../src/engine/directory/directory.js';
import { createForwarder } from '../../src/engine/groups/forwarders.js';
import { groupDictionary } from '../../src/engine/directory/group-following.js';
import { groupObjects } from '../../src/engine/groups/groups.js';
import { objectName } from '../../src/engine/core/names.js';
import { gone } from '../../src/tables/gone-tables.js';
import { awaitedNames, memberOf, rollMembers, rolls } from '../../src/tables/roll-tables.js';
import type { Value } from '../../src/values/value.js';
import { atOnce } from '../../src/threads/slices.js';
import { groupChanges } from './group-changes.js';
import { accountAt, at, groupAt, LittleServer, members } from './little-server.js';

describe('Groups', () => {
  let server: LittleServer;

  beforeEach(async () => {
    server = await LittleServer.with('client.test');
    await server.accounts('user1', 'user2');
  });

  const { create, set, rename, remove, removeUser, shown } = groupChanges(() => server);
  const dictionaryOfGroup = (text: string) =>
    server.view((tx) => Object.fromEntries(groupDictionary(tx, groupAt(tx, text).row)));

  it('always show Members, () when there are none', async () => {
    await create('staff');
    expect(await dictionaryOfGroup('staff')).to.deep.equal({ Members: [] });
  });

  it('keep settings that are not known', async () => {
    await create(
      'staff',
      new Map<string, Value>([
        ['RealName', 'Staff'],
        ['Odd', ['x']],
      ]),
    );
    expect(await dictionaryOfGroup('staff')).to.deep.equal({
      Members: [],
      Odd: ['x'],
      RealName: 'Staff',
    });
  });

  it('are replaced as a whole by SetGroup', async () => {
    await create('staff', new Map([...members('user1'), ['RealName', 'Staff']]));
    await set('staff', new Map([['SetReplyTo', 'YES']]));
    expect(await dictionaryOfGroup('staff')).to.deep.equal({ Members: [], SetReplyTo: 'YES' });
  });

  describe('take Members', () => {
    const table: readonly (readonly [given: Value, kept: Value])[] = [
      [[], []],
      ['NO', []],
      ['no', []],
      [null, []],
      ['default', []],
      [
        ['user2', 'user1'],
        ['user2', 'user1'],
      ],
      [
        ['user1', 'USER1', 'New@Far.test', 'new@far.test', 'Name', 'name'],
        ['user1', 'New@Far.test', 'Name'],
      ],
      [
        ['USER1', 'User1@Main.test'],
        ['user1', 'user1@main.test'],
      ],
      [
        ['John Smith <j@x.test>', '', 'a/b'],
        ['John Smith <j@x.test>', '', 'a/b'],
      ],
      [['user1@client.test'], ['user1@client.test']],
    ];

    for (const [given, kept] of table) {
      it(`${JSON.stringify(given)} as ${JSON.stringify(kept)}`, async () => {
        await create('staff', new Map([['Members', given]]));
        expect(await shown('staff')).to.deep.equal(kept);
      });
    }

    for (const given of ['user1', 7n, [7n], [['user1']], new Map(), ['a\nb']] as Value[]) {
      it(`but refuse ${typeof given === 'object' ? 'other shapes' : typeof given}`, async () => {
        expect(await create('staff', new Map([['Members', given]]))).to.equal('illegal-value');
        expect(await server.view((tx) => atOnce(groupObjects.names(tx, at(tx, 'x').domain.id)))).to
          .be.empty;
      });
    }
  });

  describe('share the names of their Domain', () => {
    it('so a taken name is refused by the kind that holds it', async () => {
      await create('staff');
      await server.change((change) => {
        const { domain } = at(change.tx, 'x');
        createForwarder(change, domain.id, objectName('info'), 'user1');
        setAliases(change, accountAt(change.tx, 'user1'), ['alias1']);
      });
      expect(await create('staff')).to.equal('group-exists');
      expect(await create('user1')).to.equal('account-exists');
      expect(await create('alias1')).to.equal('account-exists');
      expect(await create('info')).to.equal('forwarder-exists');
      expect(await rename('staff', 'info')).to.equal('forwarder-exists');
      expect(await rename('staff', 'staff')).to.equal('group-exists');
      expect(await create('staff@client.test')).to.be.undefined;
    });

    it('and are counted and listed there', async () => {
      await create('staff');
      await create('crew');
      await create('team@client.test');
      await rename('staff', 'board');
      await remove('crew');
      expect(
        await server.view((tx) => {
          const { domain } = at(tx, 'x');
          return [
            atOnce(groupObjects.names(tx, domain.id)),
            counter(tx, countOf('group', domain.id)),
          ];
        }),
      ).to.deep.equal([['board'], 1]);
    });
  });

  it('may hold each other and themselves', async () => {
    await create('ring', members('ring', 'other', 'user1'));
    await create('other', members('ring'));
    await rename('ring', 'circle');
    expect(await shown('circle')).to.deep.equal(['circle', 'other', 'user1']);
    expect(await shown('other')).to.deep.equal(['circle']);
    await remove('circle');
    expect(await shown('other')).to.deep.equal([]);
  });

  it('leave nothing in the indexes when they are gone', async () => {
    await create('staff', members('user1', 'user8', 'user9@main.test', 'staff', 'x@far.test'));
    await set('staff', members('user2', 'user9'));
    await server.accounts('user9');
    await remove('staff');
    expect(
      await server.view((tx) => [
        [rolls, rollMembers, memberOf, awaitedNames, gone].map((table) => [
          ...tx.range<never, unknown>(table as never, {}),
        ]),
        counter(tx, countOf('awaited', at(tx, 'x').domain.id)),
      ]),
    ).to.deep.equal([[[], [], [], [], []], 0]);
  });

  describe('tell the journal', () => {
    const told = () => server.effects.map(({ name, field }) => `${field} ${name}`);

    it('what was created, renamed, replaced and deleted', async () => {
      await create('staff', members('user1'));
      expect(told()).to.deep.equal(['created staff@main.test']);
      await rename('staff', 'crew');
      expect(told()).to.deep.equal(['name crew@main.test']);
      await set('crew', members('user2'));
      expect(told()).to.deep.equal(['settings crew@main.test']);
      expect(server.effects[0]).to.include({
        before: '{Members=(user1);}',
        after: '{Members=(user2);}',
      });
      await remove('crew');
      expect(told()).to.deep.equal(['deleted crew@main.test']);
    });

    it('nothing when nothing changed', async () => {
      await create('staff', members('user1'));
      await set('staff', members('user1'));
      expect(told()).to.be.empty;
    });

    it('which Groups lost a member', async () => {
      await create('staff', members('user1', 'user2'));
      await removeUser('user1');
      expect(told()).to.include('members staff@main.test');
      const [effect] = server.effects.filter(({ field }) => field === 'members');
      expect(effect).to.include({ before: '(user1)', after: '()' });
    });
  });
});
