import { expect } from 'chai';
import { deleteAccount, renameAccount } from '../../src/engine/accounts/accounts.js';
import type { Change } from '../../src/engine/core/change.js';
import { countOf, counter, findList } from '../../src/engine/directory/directory.js';
import { deleteDomain } from '../../src/engine/domains/domain-deletion.js';
import { allMailboxes } from '../../src/engine/mailboxes/mailboxes.js';
import { createGroup } from '../../src/engine/groups/groups.js';
import { accountLists, listObjects, domainLists } from '../../src/engine/lists/lists.js';
import { ownedDictionary } from '../../src/engine/lists/owned-objects.js';
import { address, domainName, objectName } from '../../src/engine/core/names.js';
import { subscribe } from '../../src/engine/lists/subscribers.js';
import { listNames, lists, ownedLists, subscribers } from '../../src/tables/list-tables.js';
import type { Reader, Table } from '../../src/store/store.js';
import { counters, type Id } from '../../src/tables/tables.js';
import type { Value } from '../../src/values/value.js';
import { atOnce } from '../../src/threads/slices.js';
import { accountAt, at, LittleServer, members, membersOf } from './little-server.js';

const listAt = (tx: Reader, text: string) => {
  const { domain, name } = at(tx, text);
  return findList(tx, domain.id, name);
};

function addSubscriber(change: Change, list: string, address: string): void {
  subscribe(change, listAt(change.tx, list), {
    address,
    realName: '',
    mode: 'feed',
    confirm: false,
    confirmationId: 'id',
  });
}

const keysOf = (tx: Reader, table: Table<string, unknown> | Table<Id, unknown>): unknown[] =>
  Array.from(tx.range(table as Table<string, unknown>, {}), ([key]) => key);

describe('Mailing Lists', () => {
  let server: LittleServer;
  const ofLists = () => server.effects.filter(({ kind }) => kind === 'list');

  beforeEach(async () => {
    server = await LittleServer.with('client.test');
    await server.accounts('owner', 'user1', 'owner@client.test');
  });

  const create = (text: string, owner = 'owner') =>
    server.change((change) => {
      const { domain, name } = at(change.tx, text);
      listObjects.create(change, domain.id, name, address(owner));
    });
  const rename = (text: string, name: string) =>
    server.change((change) =>
      listObjects.rename(change, listAt(change.tx, text), objectName(name)),
    );
  const remove = (text: string) =>
    server.change((change) => listObjects.delete(change, listAt(change.tx, text)));
  const update = (text: string, settings: Record<string, Value>) =>
    server.change((change) =>
      listObjects.update(change, listAt(change.tx, text), new Map(Object.entries(settings))),
    );
  const add = (list: string, ...addresses: readonly string[]) =>
    server.change((change) => {
      for (const address of addresses) addSubscriber(change, list, address);
    });
  const dictionary = (text: string) =>
    server.view((tx) => Object.fromEntries(ownedDictionary(tx, listAt(tx, text).row)));

  it('are listed and counted in their Domain and at their owner', async () => {
    for (const name of ['news', 'crew', 'far@client.test']) await create(name);
    await create('board', 'user1');
    await rename('crew', 'team');
    await add('news', 'a@x.test', 'b@x.test');
    const shown = await server.view((tx) => {
      const { id } = at(tx, 'x').domain;
      return [
        atOnce(listObjects.names(tx, id)),
        Object.fromEntries(domainLists(tx, id)),
        Object.fromEntries(accountLists(tx, accountAt(tx, 'owner').id)),
        counter(tx, countOf('list', id)),
      ];
    });
    expect(shown).to.deep.equal([
      ['board', 'news', 'team'],
      { board: 0, news: 2, team: 0 },
      { news: 2, team: 0 },
      3,
    ]);
  });

  it('keep their settings and subscribers when they or their owner get a new name', async () => {
    await create('news');
    await update('news', { Store: 'YES' });
    await add('news', 'a@x.test');
    await rename('news', 'letter');
    await server.change((change) => {
      const owner = accountAt(change.tx, 'owner');
      renameAccount(change, owner, owner.row.domain, objectName('boss'));
    });
    expect(await dictionary('letter')).to.deep.equal({ Owner: 'boss', Store: 'YES' });
    expect(await server.view((tx) => keysOf(tx, subscribers).length)).to.equal(1);
  });

  it('change what is given, and never keep an Owner among their settings', async () => {
    await create('news');
    await update('news', { Store: 'YES', Reply: 'to list', Owner: 'OWNER' });
    await update('news', { Store: 'default', FeedHeader: 'a\nb', Owner: 'default' });
    expect(await dictionary('news')).to.deep.equal({
      Owner: 'owner',
      Reply: 'to list',
      FeedHeader: 'a\nb',
    });
    expect(await server.view((tx) => listAt(tx, 'news').row.settings)).not.to.include('Owner');
  });

  /** The Mailboxes of an Account beside INBOX. */
  const boxesOf = async (account: string): Promise<readonly string[]> =>
    server.view((tx) =>
      allMailboxes(tx, accountAt(tx, account)).flatMap(({ path }) =>
        path === 'INBOX' ? [] : [path],
      ),
    );

  it('keep Mailboxes in the Account of their owner, which are renamed with them and stay', async () => {
    const below = (name: string): readonly string[] =>
      [name, 'approval', 'reports', 'requests'].map((box) =>
        box === name ? name : `${name}/${box}`,
      );
    await create('news');
    expect(await boxesOf('owner')).to.deep.equal(below('news'));
    await rename('news', 'letter');
    expect(await boxesOf('owner')).to.deep.equal(below('letter'));
    await update('letter', { Owner: 'user1' });
    expect(await boxesOf('user1')).to.deep.equal(below('letter'));
    await remove('letter');
    expect(await boxesOf('owner')).to.deep.equal(below('letter'));
    // What is there already is kept, and no INBOX is anybody's archive.
    await create('letter');
    await create('inbox');
    expect(await boxesOf('owner')).to.deep.equal(below('letter'));
  });

  it('can be handed over, and are then no hindrance to their former owner', async () => {
    const removeOwner = () =>
      server.change((change) => deleteAccount(change, accountAt(change.tx, 'owner')));
    await create('news');
    expect(await removeOwner()).to.equal('owns-objects');
    expect(await update('news', { Owner: 'nobody' })).to.equal('unknown-account');
    await update('news', { Owner: 'user1@main.test' });
    expect(ofLists().map(({ before, after }) => [before, after])).to.deep.equal([
      ['{Owner=owner;}', '{Owner=user1;}'],
    ]);
    expect(await removeOwner()).to.equal(undefined);
  });

  it('follow in the Groups that hold them, and leave with them', async () => {
    await server.change((change) => {
      const { domain } = at(change.tx, 'x');
      createGroup(change, domain.id, objectName('all-of-us'), members('news', 'user1'));
    });
    // A member that awaits its object follows from the moment the object appears.
    await create('news');
    await rename('news', 'letter');
    expect(await server.view((tx) => membersOf(tx, 'all-of-us'))).to.deep.equal([
      'letter',
      'user1',
    ]);
    await remove('letter');
    expect(await server.view((tx) => membersOf(tx, 'all-of-us'))).to.deep.equal(['user1']);
  });

  for (const way of ['a List', 'the whole Domain'] as const) {
    it(`leave nothing behind when ${way} is deleted`, async () => {
      const counted = (tx: Reader) =>
        keysOf(tx, counters).filter((key) => /^(?:subscribers|owned|list)\//.test(String(key)));
      await create('news@client.test');
      await add('news@client.test', 'a@x.test', 'b@x.test');
      await server.change((change) => {
        if (way === 'a List') listObjects.delete(change, listAt(change.tx, 'news@client.test'));
        else deleteDomain(change, domainName('client.test'), true);
      });
      const left = await server.view((tx) => [
        [lists, listNames, ownedLists, subscribers].flatMap((table) => keysOf(tx, table)),
        counted(tx).filter((key) => counter(tx, String(key)) !== 0),
      ]);
      expect(left).to.deep.equal([[], []]);
      expect(
        server.effects.map(({ kind, field, before }) => [kind, field, before]),
      ).to.deep.include(['list', 'deleted', '{Owner=owner;}']);
    });
  }

  it('hold their Domain back from a deletion without FORCE', async () => {
    await create('news@client.test');
    const outcome = await server.change((change) =>
      deleteDomain(change, domainName('client.test'), false),
    );
    expect(outcome).to.equal('domain-not-empty');
  });

  it('tell the journal what became of them', async () => {
    await create('news');
    const id = server.effects[0]?.id;
    expect(ofLists()).to.deep.equal([
      {
        kind: 'list',
        id,
        name: 'news@main.test',
        field: 'created',
        before: undefined,
        after: '{Owner=owner;}',
      },
    ]);
    await rename('news', 'letter');
    expect(server.effects).to.deep.include({
      kind: 'list',
      id,
      name: 'letter@main.test',
      field: 'name',
      before: 'news@main.test',
      after: 'letter@main.test',
    });
    await update('letter', { Owner: 'owner' });
    expect(server.effects, 'no change, no effect').to.deep.equal([]);
  });
});
