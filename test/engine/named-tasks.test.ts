import { expect } from 'chai';
import { deleteAccount, renameAccount } from '../../src/engine/accounts/accounts.js';
import { countOf, counter, findNamedTask } from '../../src/engine/directory/directory.js';
import { deleteDomain } from '../../src/engine/domains/domain-deletion.js';
import { createGroup } from '../../src/engine/groups/groups.js';
import {
  accountNamedTasks,
  taskObjects,
  domainNamedTasks,
} from '../../src/engine/lists/named-tasks.js';
import { ownedDictionary } from '../../src/engine/lists/owned-objects.js';
import { address, domainName, objectName } from '../../src/engine/core/names.js';
import { ownedBy } from '../../src/engine/directory/ownership.js';
import type { Reader } from '../../src/store/store.js';
import { namedTasks, ownedTasks, taskNames } from '../../src/tables/task-tables.js';
import { atOnce } from '../../src/threads/slices.js';
import { print } from '../../src/values/print.js';
import type { Value } from '../../src/values/value.js';
import { accountAt, at, LittleServer, members, membersOf } from './little-server.js';

function taskAt(tx: Reader, text: string) {
  const { domain, name } = at(tx, text);
  return findNamedTask(tx, domain.id, name);
}

describe('Named Tasks', () => {
  let server: LittleServer;

  beforeEach(async () => {
    server = await LittleServer.with('client.test', 'other.test');
    await server.accounts('user1', 'user2', 'user1@client.test');
  });

  const create = (text: string, owner: string) =>
    server.change((change) => {
      const { domain, name } = at(change.tx, text);
      taskObjects.create(change, domain.id, name, address(owner));
    });
  const rename = (text: string, name: string) =>
    server.change((change) => {
      taskObjects.rename(change, taskAt(change.tx, text), objectName(name));
    });
  const update = (text: string, settings: Readonly<Record<string, Value>>) =>
    server.change((change) => {
      taskObjects.update(change, taskAt(change.tx, text), new Map(Object.entries(settings)));
    });
  const remove = (text: string) =>
    server.change((change) => taskObjects.delete(change, taskAt(change.tx, text)));
  const renameUser = (from: string, to: string) =>
    server.change((change) => {
      const { domain, name } = at(change.tx, to);
      renameAccount(change, accountAt(change.tx, from), domain.id, name);
    });
  const removeUser = (text: string) =>
    server.change((change) => deleteAccount(change, accountAt(change.tx, text)));
  const shown = (text: string) =>
    server.view((tx) => print(ownedDictionary(tx, taskAt(tx, text).row)));
  const inDomain = (text: string) =>
    server.view((tx) => print(atOnce(domainNamedTasks(tx, at(tx, text).domain.id))));
  const ownedOf = (text: string) =>
    server.view((tx) => print(atOnce(accountNamedTasks(tx, accountAt(tx, text).id))));

  it('begin with an owner and nothing else', async () => {
    await create('room', 'user1');
    expect(await shown('room')).to.equal('{Owner=user1;}');
  });

  describe('take as their owner', () => {
    const table: readonly (readonly [owner: string, outcome: string | undefined])[] = [
      ['user1', undefined],
      ['USER1', undefined],
      ['user1@main.test', undefined],
      ['nobody', 'unknown-account'],
      ['nobody@main.test', 'unknown-account'],
      ['user1@client.test', 'illegal-value'],
      ['user1@none.test', 'illegal-value'],
    ];

    for (const [owner, outcome] of table) {
      it(`${owner}: ${outcome ?? 'well'}`, async () => {
        expect(await create('room', owner), 'created').to.equal(outcome);
        await create('hall', 'user2');
        expect(await update('hall', { Owner: owner }), 'handed over').to.equal(outcome);
        expect(await shown('hall')).to.equal(
          `{Owner=${outcome === undefined ? 'user1' : 'user2'};}`,
        );
      });
    }
  });

  it('keep settings that are not known and lose those that become default', async () => {
    await create('room', 'user1');
    await update('room', { Program: 'conference', Odd: ['x'], RealName: 'Room' });
    await update('room', { Odd: ['y'], RealName: 'default', Owner: 'default' });
    expect(await shown('room')).to.equal('{Odd=(y);Owner=user1;Program=conference;}');
  });

  for (const key of ['Owner', 'RealName', 'Program']) {
    it(`refuse ${key} that is no string`, async () => {
      await create('room', 'user1');
      expect(await update('room', { [key]: ['user2'] })).to.equal('illegal-value');
    });
  }

  it('share the names of their Domain', async () => {
    await create('room', 'user1');
    expect(await create('room', 'user1')).to.equal('task-exists');
    expect(await create('user1', 'user1')).to.equal('account-exists');
    expect(await rename('room', 'user1')).to.equal('account-exists');
    expect(await rename('room', 'room')).to.equal('task-exists');
    expect(await create('room@client.test', 'user1')).to.be.undefined;
  });

  it('are counted and listed in their Domain and with their owner', async () => {
    for (const name of ['room', 'hall', 'desk']) await create(name, 'user1');
    await create('far@client.test', 'user1');
    await rename('room', 'attic');
    await remove('hall');
    await update('desk', { Owner: 'user2', Program: 'answer', Language: 'french' });
    expect(await inDomain('x')).to.equal(
      '{attic={Owner=user1;};desk={Owner=user2;Program=answer;};}',
    );
    expect(await ownedOf('user1')).to.equal('{attic={Owner=user1;};}');
    expect(await ownedOf('user2')).to.equal('{desk={Owner=user2;Program=answer;};}');
    expect(await inDomain('x@client.test')).to.equal('{far={Owner=user1;};}');
    const count = await server.view((tx) => counter(tx, countOf('task', at(tx, 'x').domain.id)));
    expect(count).to.equal(2);
  });

  it('follow an owner that is renamed, and keep it from moving away and from going', async () => {
    await create('room', 'user1');
    await renameUser('user1', 'boss');
    expect(await shown('room')).to.equal('{Owner=boss;}');
    expect(await renameUser('boss', 'boss@client.test')).to.equal('owns-objects');
    expect(await removeUser('boss')).to.equal('owns-objects');
  });

  it('let their owner go once they are handed over or deleted', async () => {
    await create('room', 'user1');
    await create('hall', 'user1');
    await update('room', { Owner: 'user2' });
    expect(await removeUser('user1')).to.equal('owns-objects');
    await remove('hall');
    expect(await removeUser('user1')).to.be.undefined;
    expect(await removeUser('user2')).to.equal('owns-objects');
  });

  it('are members of Groups that follow them', async () => {
    await server.change((change) => {
      const { domain, name } = at(change.tx, 'staff');
      createGroup(change, domain.id, name, members('room', 'user2', 'room@main.test'));
    });
    await create('room', 'user1');
    await rename('room', 'hall');
    expect(await server.view((tx) => membersOf(tx, 'staff'))).to.deep.equal([
      'hall',
      'user2',
      'hall@main.test',
    ]);
    await remove('hall');
    expect(await server.view((tx) => membersOf(tx, 'staff'))).to.deep.equal(['user2']);
  });

  it('go with their Domain', async () => {
    await create('room@client.test', 'user1');
    const domain = await server.view((tx) => at(tx, 'x@client.test').domain.id);
    const owner = await server.view((tx) => accountAt(tx, 'user1@client.test').id);
    const drop = (force: boolean) =>
      server.change((change) => deleteDomain(change, domainName('client.test'), force));
    expect(await drop(false)).to.equal('domain-not-empty');
    await drop(true);
    expect(server.effects.map(({ kind, name }) => `${kind} ${name}`)).to.include(
      'task room@client.test',
    );
    await server.view((tx) => {
      expect([...tx.range(namedTasks, {})]).to.be.empty;
      expect([...tx.range(taskNames, {})]).to.be.empty;
      expect([...tx.range(ownedTasks, {})]).to.be.empty;
      expect(counter(tx, countOf('task', domain))).to.equal(0);
      expect(counter(tx, ownedBy(owner))).to.equal(0);
    });
  });

  it('tell the journal what changed, and nothing when nothing did', async () => {
    const told = () => server.effects.map(({ field, before, after }) => [field, before, after]);
    await create('room', 'user1');
    expect(told()).to.deep.equal([['created', undefined, '{Owner=user1;}']]);
    await update('room', { Owner: 'user2', Program: 'answer' });
    expect(told()).to.deep.equal([['settings', '{Owner=user1;}', '{Owner=user2;Program=answer;}']]);
    await update('room', { Program: 'answer' });
    expect(told()).to.deep.equal([]);
    await rename('room', 'hall');
    expect(told()).to.deep.equal([['name', 'room@main.test', 'hall@main.test']]);
    await remove('hall');
    expect(told()).to.deep.equal([['deleted', '{Owner=user2;Program=answer;}', undefined]]);
  });
});
