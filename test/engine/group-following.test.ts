import { expect } from 'chai';
import { setAliases } from '../../src/engine/accounts/aliases.js';
import { Change } from '../../src/engine/core/change.js';
import { findForwarder } from '../../src/engine/directory/directory.js';
import { renameDomain } from '../../src/engine/domains/domains.js';
import { createForwarder, forwarderObjects } from '../../src/engine/groups/forwarders.js';
import { nameAppeared } from '../../src/engine/directory/group-following.js';
import { createGroup } from '../../src/engine/groups/groups.js';
import { domainName, objectName } from '../../src/engine/core/names.js';
import { counters } from '../../src/tables/tables.js';
import { groupChanges } from './group-changes.js';
import { accountAt, addAccount, at, LittleServer, members, rows } from './little-server.js';

describe('Members of Groups', () => {
  let server: LittleServer;
  const { create, rename, renameUser, removeUser, shown } = groupChanges(() => server);

  beforeEach(async () => {
    server = await LittleServer.with('client.test');
    await server.accounts('user1', 'user2');
  });

  describe('that a Group follows', () => {
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
      const moved = ['boss@client.test', 'user2', 'user9'];
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
        forwarderObjects.delete(change, findForwarder(change.tx, domain.id, name));
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

  it('hold an alias, which belongs to its Account and to nobody after it', async () => {
    await server.change((change) => setAliases(change, accountAt(change.tx, 'user1'), ['alias1']));
    await create('staff', members('Alias1'));
    await renameUser('user1', 'boss');
    expect(await shown('staff')).to.deep.equal(['Alias1']);
    await removeUser('boss');
    expect(await shown('staff')).to.deep.equal([]);
    await server.accounts('alias1');
    expect(await shown('staff')).to.deep.equal([]);
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
      nameAppeared(new Change(rows(tx), 0), domain.id, objectName('user7'), 'account', 77);
    });
    expect(asked).to.deep.equal([counters]);
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
