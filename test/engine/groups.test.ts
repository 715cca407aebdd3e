import { expect } from 'chai';
import { deleteAccount, renameAccount } from '../../src/engine/accounts.js';
import { setAliases } from '../../src/engine/aliases.js';
import type { Change } from '../../src/engine/change.js';
import { countOf, counter } from '../../src/engine/directory.js';
import { createForwarder, deleteForwarder } from '../../src/engine/forwarders.js';
import { groupDictionary, nameAppeared } from '../../src/engine/group-following.js';
import {
  createGroup,
  deleteGroup,
  listGroups,
  renameGroup,
  setGroup,
} from '../../src/engine/groups.js';
import { domainName, objectName } from '../../src/engine/names.js';
import { renameDomain } from '../../src/engine/domains.js';
import { findForwarder } from '../../src/engine/directory.js';
import { awaitedNames, counters, memberOf } from '../../src/store/tables.js';
import type { Value } from '../../src/values/value.js';
import {
  accountAt,
  addAccount,
  at,
  groupAt,
  LittleServer,
  members,
  membersOf,
} from './little-server.js';

describe('Groups', () => {
  let server: LittleServer;

  beforeEach(async () => {
    server = await LittleServer.with('client.test');
    await server.accounts('user1', 'user2');
  });

  const create = (text: string, settings: ReadonlyMap<string, Value> = new Map()) =>
    server.change((change) => {
      const { domain, name } = at(change.tx, text);
      createGroup(change, domain.id, name, settings);
    });
  const set = (text: string, settings: ReadonlyMap<string, Value>) =>
    server.change((change) => setGroup(change, groupAt(change.tx, text), settings));
  const rename = (text: string, name: string) =>
    server.change((change) => renameGroup(change, groupAt(change.tx, text), objectName(name)));
  const remove = (text: string) =>
    server.change((change) => deleteGroup(change, groupAt(change.tx, text)));
  const renameUser = (from: string, to: string) =>
    server.change((change) => {
      const { domain, name } = at(change.tx, to);
      renameAccount(change, accountAt(change.tx, from), domain.id, name);
    });
  const removeUser = (text: string) =>
    server.change((change) => deleteAccount(change, accountAt(change.tx, text)));
  const shown = (text: string) => server.view((tx) => membersOf(tx, text));
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
        ['user1', 'user1'],
        ['user1', 'user1'],
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
        expect(await server.view((tx) => listGroups(tx, at(tx, 'x').domain.id))).to.be.empty;
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
          return [listGroups(tx, domain.id), counter(tx, countOf('group', domain.id))];
        }),
      ).to.deep.equal([['board'], 1]);
    });
  });

  describe('follow what happens to their members', () => {
    beforeEach(() => create('staff', members('user1', 'user2', 'user1@main.test', 'user9')));

    it('a renamed Account, in the form in which it was given', async () => {
      await renameUser('user1', 'boss');
      expect(await shown('staff')).to.deep.equal(['boss', 'user2', 'boss@main.test', 'user9']);
    });

    it('a deleted Account', async () => {
      await removeUser('user1');
      expect(await shown('staff')).to.deep.equal(['user2', 'user9']);
    });

    it('an Account that moves to another Domain becomes its full new address', async () => {
      await renameUser('user1', 'boss@client.test');
      const moved = ['boss@client.test', 'user2', 'boss@client.test', 'user9'];
      expect(await shown('staff')).to.deep.equal(moved);
      await renameUser('boss@client.test', 'chief@client.test');
      expect(await shown('staff')).to.deep.equal(moved);
    });

    it('a name that nobody had, once an Account takes it', async () => {
      await server.accounts('user9');
      await renameUser('user9', 'ninth');
      expect(await shown('staff')).to.deep.equal(['user1', 'user2', 'user1@main.test', 'ninth']);
    });

    it('a name that nobody had, once an Account is renamed to it', async () => {
      await renameUser('user2', 'user9');
      await removeUser('user9');
      expect(await shown('staff')).to.deep.equal(['user1', 'user1@main.test']);
    });

    it('not a new Account under the old name of a renamed one', async () => {
      await renameUser('user1', 'boss');
      await server.accounts('user1');
      await removeUser('user1');
      expect(await shown('staff')).to.deep.equal(['boss', 'user2', 'boss@main.test', 'user9']);
    });

    it('other Groups and Forwarders', async () => {
      await create('crew', members('staff', 'info'));
      await server.change((change) => {
        createForwarder(change, at(change.tx, 'x').domain.id, objectName('info'), 'user1');
      });
      await rename('staff', 'team');
      expect(await shown('crew')).to.deep.equal(['team', 'info']);
      await server.change((change) => {
        const { domain, name } = at(change.tx, 'info');
        deleteForwarder(change, findForwarder(change.tx, domain.id, name));
      });
      expect(await shown('crew')).to.deep.equal(['team']);
    });

    it('the name of the Domain, where it was given', async () => {
      await server.accounts('user1@client.test');
      await create('staff@client.test', members('user1@client.test', 'user5@client.test'));
      await server.change((change) => {
        renameDomain(change, domainName('client.test'), domainName('new.test'));
      });
      await server.accounts('user5@new.test');
      await renameUser('user1@new.test', 'boss@new.test');
      await renameUser('user5@new.test', 'fifth@new.test');
      // The name that nobody had was text, and it still has the old Domain.
      expect(await shown('staff@new.test')).to.deep.equal(['boss@new.test', 'user5@client.test']);
    });
  });

  it('of other Domains are left alone', async () => {
    await create('staff@client.test', members('user1@main.test', 'user1'));
    await renameUser('user1', 'boss');
    await removeUser('boss');
    expect(await shown('staff@client.test')).to.deep.equal(['user1@main.test', 'user1']);
  });

  it('keep an alias as text, whatever becomes of its Account', async () => {
    await server.change((change) => setAliases(change, accountAt(change.tx, 'user1'), ['alias1']));
    await create('staff', members('alias1'));
    await renameUser('user1', 'boss');
    await removeUser('boss');
    expect(await shown('staff')).to.deep.equal(['alias1']);
    await server.accounts('alias1');
    await renameUser('alias1', 'real');
    expect(await shown('staff')).to.deep.equal(['real']);
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
        [...tx.range(memberOf, {})],
        [...tx.range(awaitedNames, {})],
        counter(tx, countOf('awaited', at(tx, 'x').domain.id)),
      ]),
    ).to.deep.equal([[], [], 0]);
  });

  it('cost one read of a counter when a name appears and none is awaited', async () => {
    await create('staff', members('user1', 'user2'));
    const asked: unknown[] = [];
    await server.change((change) => {
      const { domain } = at(change.tx, 'x');
      const tx: Change['tx'] = {
        get: (table, key) => {
          asked.push(table);
          return change.tx.get(table, key);
        },
        range: () => expect.fail('there is nothing to look for'),
        put: () => expect.fail('there is nothing to write'),
        remove: () => expect.fail('there is nothing to remove'),
      };
      nameAppeared({ ...change, tx }, domain.id, objectName('user7'), 'account', 77);
    });
    expect(asked).to.deep.equal([counters]);
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
      expect(told()).to.include('settings staff@main.test');
    });
  });

  it('bind a name in the same change in which they were made', async () => {
    await server.change((change) => {
      const { domain, name } = at(change.tx, 'staff');
      createGroup(change, domain.id, name, members('late'));
      addAccount(change, 'late');
    });
    await renameUser('late', 'later');
    expect(await shown('staff')).to.deep.equal(['later']);
  });
});
