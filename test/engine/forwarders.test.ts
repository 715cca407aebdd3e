import { expect } from 'chai';
import { deleteAccount, renameAccount } from '../../src/engine/accounts/accounts.js';
import { countOf, counter, findForwarder } from '../../src/engine/directory/directory.js';
import {
  createForwarder,
  forwarderObjects,
  findForwarders,
} from '../../src/engine/groups/forwarders.js';
import { objectName } from '../../src/engine/core/names.js';
import type { Reader } from '../../src/store/store.js';
import { accountAt, at, LittleServer } from './little-server.js';
import { atOnce } from '../../src/threads/slices.js';

function forwarderAt(tx: Reader, text: string) {
  const { domain, name } = at(tx, text);
  return findForwarder(tx, domain.id, name);
}

describe('Forwarders', () => {
  let server: LittleServer;

  beforeEach(async () => {
    server = await LittleServer.with('client.test');
    await server.accounts('user1');
  });

  const create = (text: string, target: string) =>
    server.change((change) => {
      const { domain, name } = at(change.tx, text);
      createForwarder(change, domain.id, name, target);
    });
  const rename = (text: string, name: string) =>
    server.change((change) => {
      forwarderObjects.rename(change, forwarderAt(change.tx, text), objectName(name));
    });
  const remove = (text: string) =>
    server.change((change) => forwarderObjects.delete(change, forwarderAt(change.tx, text)));
  const target = (text: string) => server.view((tx) => forwarderAt(tx, text).row.target);
  const find = (text: string) =>
    server.view((tx) => atOnce(findForwarders(tx, at(tx, 'x').domain.id, text)).join(' '));

  for (const text of ['user1', 'null', 'User1@MAIN.test', 'app{arg}#pbx@main.test', '', 'a b']) {
    it(`keep the target "${text}" as it is`, async () => {
      await create('info', text);
      await rename('info', 'sales');
      expect(await target('sales')).to.equal(text);
    });
  }

  it('point where they did when the target is renamed, moved or deleted', async () => {
    await create('info', 'user1');
    await server.change((change) => {
      const { domain, name } = at(change.tx, 'boss@client.test');
      renameAccount(change, accountAt(change.tx, 'user1'), domain.id, name);
    });
    expect(await target('info')).to.equal('user1');
    await server.change((change) =>
      deleteAccount(change, accountAt(change.tx, 'boss@client.test')),
    );
    expect(await target('info')).to.equal('user1');
  });

  it('share the names of their Domain', async () => {
    await create('info', 'user1');
    expect(await create('info', 'user1')).to.equal('forwarder-exists');
    expect(await create('user1', 'info')).to.equal('account-exists');
    expect(await rename('info', 'user1')).to.equal('account-exists');
    expect(await rename('info', 'info')).to.equal('forwarder-exists');
    expect(await create('info@client.test', 'user1')).to.be.undefined;
  });

  it('are counted and listed in their Domain', async () => {
    for (const name of ['info', 'sales', 'abuse', 'far@client.test']) await create(name, 'user1');
    await rename('info', 'zoo');
    await remove('sales');
    const shown = await server.view((tx) => {
      const { domain } = at(tx, 'x');
      return [
        atOnce(forwarderObjects.names(tx, domain.id)),
        counter(tx, countOf('forwarder', domain.id)),
      ];
    });
    expect(shown).to.deep.equal([['abuse', 'zoo'], 2]);
  });

  it('are found by their exact target, in any case', async () => {
    await create('a', 'user1@main.test');
    await create('b', 'User1@Main.test');
    await create('c', 'user1');
    await create('d', 'user1@main.test.example');
    await create('e@client.test', 'user1@main.test');
    expect(await find('user1@main.test')).to.equal('a b');
    expect(await find('USER1')).to.equal('c');
    expect(await find('nobody')).to.equal('');
  });

  it('are unknown once they are deleted', async () => {
    await create('info', 'user1');
    await remove('info');
    expect(await remove('info')).to.equal('unknown-forwarder');
    expect(await find('user1')).to.equal('');
  });

  it('tell the journal what became of them', async () => {
    await create('info', 'user1');
    await rename('info', 'sales');
    expect(server.effects).to.deep.include({
      kind: 'forwarder',
      id: server.effects[0]?.id,
      name: 'sales@main.test',
      field: 'name',
      before: 'info@main.test',
      after: 'sales@main.test',
    });
    await remove('sales');
    expect(server.effects.map(({ field, before }) => [field, before])).to.deep.equal([
      ['deleted', 'user1'],
    ]);
  });
});
