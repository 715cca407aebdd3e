import { expect } from 'chai';
import { actorOf } from '../../src/access/actor.js';
import { storeFindings } from '../../src/base-directory/check/store-invariants.js';
import { setAliases } from '../../src/engine/accounts/aliases.js';
import { Change } from '../../src/engine/core/change.js';
import { findDomain, presentAccount } from '../../src/engine/directory/directory.js';
import { setDocument } from '../../src/engine/core/document-changes.js';
import { deleteDomain, sweepRemains } from '../../src/engine/domains/domain-deletion.js';
import { createDomain } from '../../src/engine/domains/domains.js';
import { createForwarder } from '../../src/engine/groups/forwarders.js';
import { createGroup } from '../../src/engine/groups/groups.js';
import { listObjects } from '../../src/engine/lists/lists.js';
import { createMailbox } from '../../src/engine/mailboxes/mailbox-changes.js';
import { newName } from '../../src/engine/mailboxes/mailbox-names.js';
import { taskObjects } from '../../src/engine/lists/named-tasks.js';
import { address, domainName, objectName } from '../../src/engine/core/names.js';
import { addEntry } from '../../src/engine/services/datasets.js';
import { visitTelnums } from '../../src/engine/accounts/telnum-lists.js';
import { setTelnums } from '../../src/engine/accounts/telnums.js';
import { allTables } from '../../src/tables/all-tables.js';
import { gone } from '../../src/tables/gone-tables.js';
import { accountAt, addAccount, LittleServer, members } from './little-server.js';
import type { Effect } from '../../src/engine/core/effects.js';
import { theAccount, theDomain } from '../../src/engine/directory/subjects.js';

const large = 'large.test';
const names = Array.from({ length: 150 }, (_, index) => `user${index}`);

/** A Domain that is too large to go at once, with something of every kind. */
async function fill(server: LittleServer): Promise<void> {
  await server.change((change) => {
    createDomain(change, domainName(large));
    const found = findDomain(change.tx, domainName(large));
    for (const name of names) addAccount(change, `${name}@${large}`, ['Domain']);
    const user7 = accountAt(change.tx, `user7@${large}`);
    setAliases(change, user7, ['alias7']);
    setTelnums(change, accountAt(change.tx, `user9@${large}`), ['+100', '200']);
    const own = { account: user7, who: user7 };
    for (let index = 0; index < 400; index += 1) {
      createMailbox(change, own, newName(`box${index}`));
    }
    const contacts = { owner: theAccount(change.tx, user7), setName: 'Contacts/Work' };
    addEntry(
      change,
      contacts,
      'a1@b.test',
      new Map([['addressbook.Email', 'a1@b.test']]),
      undefined,
    );
    setDocument(change, theDomain(found), 'template', new Map([['MaxAccountSize', '1M']]));
    createGroup(change, found.id, objectName('all'), members(...names, 'awaited', 'some'));
    createGroup(change, found.id, objectName('some'), members('all', `user3@${large}`));
    createForwarder(change, found.id, objectName('away'), 'friend@elsewhere.test');
    listObjects.create(change, found.id, objectName('news'), address('user7'));
    taskObjects.create(change, found.id, objectName('room'), address('user7'));
  });
}

async function everything(server: LittleServer): Promise<readonly string[]> {
  return server.view((tx) =>
    allTables.flatMap((table) =>
      [...tx.range(table, {})]
        .map(([key, row]) => `${table.name} ${key} ${table.encode(row)}`)
        .filter((text) => !text.startsWith('counters ids ')),
    ),
  );
}

describe('A Domain that is too large to go at once', () => {
  let server: LittleServer;
  let before: readonly string[];
  let ids: readonly number[];

  beforeEach(async () => {
    server = await LittleServer.with('other.test');
    await server.accounts(['postmaster', 'Master'], 'john@other.test');
    before = await everything(server);
    await fill(server);
    ids = await server.view((tx) => names.map((name) => accountAt(tx, `${name}@${large}`).id));
    expect(await server.view((tx) => [...storeFindings(tx)])).to.deep.equal([]);
    const deleted = server.change((change) => deleteDomain(change, domainName(large), true));
    expect(await deleted).to.equal(undefined);
  });

  const sweepSome = async (): Promise<readonly Effect[] | undefined> =>
    server.store.update((tx) => {
      const change = new Change(tx, 0);
      return sweepRemains(change) ? change.effects : undefined;
    });

  /** Does something before the sweep and after each of its steps; returns how many steps there were. */
  const eachStep = async (work: () => Promise<void>): Promise<number> => {
    let steps = 0;
    for (; ; steps += 1) {
      await work();
      if ((await sweepSome()) === undefined) return steps;
    }
  };

  it('leaves nothing of it behind in the end, and nothing is wrong on the way', async () => {
    const steps = await eachStep(async () => {
      expect(await server.view((tx) => [...storeFindings(tx)])).to.deep.equal([]);
    });
    expect(steps).to.be.greaterThan(5);
    expect(await everything(server)).to.deep.equal(before);
  });

  it('is a small change itself', async () => {
    expect(server.effects.length).to.be.lessThan(100);
    expect(server.effects.at(-1)).to.include({ kind: 'domain', field: 'deleted', name: large });
    expect(await server.view((tx) => [...tx.range(gone, {})].length)).to.be.greaterThan(0);
  });

  it('has no Account for anybody who holds an id', async () => {
    await eachStep(async () => {
      const found = await server.view((tx) => ids.filter((id) => presentAccount(tx, id)));
      expect(found).to.deep.equal([]);
      expect(await server.change(({ tx }) => actorOf(tx, ids[0] ?? 0))).to.equal('unknown-account');
    });
  });

  it('gives its name and all names in it to others at once', async () => {
    let made = 0;
    await eachStep(async () => {
      expect(
        await server.change((change) => {
          createDomain(change, domainName(large));
          for (const name of ['user7', 'alias7', 'all', 'news']) {
            addAccount(change, `${name}@${large}`);
          }
        }),
      ).to.equal(undefined);
      made += 1;
      await server.change((change) => deleteDomain(change, domainName(large), true));
    });
    expect(made).to.be.greaterThan(5);
    expect(await everything(server)).to.deep.equal(before);
  });

  it('gives its telephone numbers to others at once, who keep them', async () => {
    const all = async () => {
      const numbers: Record<string, string> = {};
      const total = await server.store.viewInSlices((tx) =>
        visitTelnums(tx, undefined, { filter: undefined, limit: 10 }, (number, account) => {
          numbers[number] = account;
        }),
      );
      return { total, numbers };
    };
    expect(await all()).to.deep.equal({ total: 0, numbers: {} });
    await server.change((change) => {
      setTelnums(change, accountAt(change.tx, 'john@other.test'), ['+200', '300']);
    });
    await eachStep(async () => {
      const numbers = { '+200': 'john@other.test', 300: 'john@other.test' };
      expect(await all()).to.deep.equal({ total: 2, numbers });
      expect(await server.view((tx) => [...storeFindings(tx)])).to.deep.equal([]);
    });
  });

  it('tells the journal of each of its objects once', async () => {
    const told = [...server.effects];
    for (let more = await sweepSome(); more !== undefined; more = await sweepSome()) {
      told.push(...more);
    }
    const deleted = told.filter(({ field }) => field === 'deleted').map(({ name }) => name);
    const others = ['all', 'some', 'away', 'news', 'room'].map((name) => `${name}@${large}`);
    const accounts = names.map((name) => `${name}@${large}`);
    expect(deleted).to.have.members([large, ...others, ...accounts]);
    expect(told.filter(({ field }) => field === 'members')).to.deep.equal([]);
  });
});
