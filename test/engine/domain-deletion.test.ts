import { expect } from 'chai';
import { postAlert } from '../../src/engine/services/alerts.js';
import { setAliases } from '../../src/engine/accounts/aliases.js';
import { addEntry } from '../../src/engine/services/datasets.js';
import { findDomain } from '../../src/engine/directory/directory.js';
import { setDocument } from '../../src/engine/core/document-changes.js';
import { deleteDomain } from '../../src/engine/domains/domain-deletion.js';
import { setRules } from '../../src/engine/settings/rule-sets.js';
import { createDomain, setDomainAliases } from '../../src/engine/domains/domains.js';
import { createForwarder } from '../../src/engine/groups/forwarders.js';
import { createGroup } from '../../src/engine/groups/groups.js';
import { createMountPoint } from '../../src/engine/places/mount-points.js';
import { taskObjects } from '../../src/engine/lists/named-tasks.js';
import { address, domainName, objectName } from '../../src/engine/core/names.js';
import { setTelnums } from '../../src/engine/accounts/telnums.js';
import { allTables } from '../../src/tables/all-tables.js';
import { accountAt, LittleServer, mainDomain, members, membersOf } from './little-server.js';
import { theDomain, theAccount } from '../../src/engine/directory/subjects.js';

const name = domainName;

function remove(server: LittleServer, domain: string, force: boolean) {
  return server.change((change) => deleteDomain(change, name(domain), force));
}

/** Every row of the store as text; the counter of ids only ever grows. */
async function everything(server: LittleServer): Promise<readonly string[]> {
  return server.view((tx) =>
    allTables.flatMap((table) =>
      [...tx.range(table, {})]
        .map(([key, row]) => `${table.name} ${key} ${table.encode(row)}`)
        .filter((text) => !text.startsWith('counters ids ')),
    ),
  );
}

/** A Domain with something of every kind in it. */
async function fill(server: LittleServer, domain: string): Promise<void> {
  await server.change((change) => {
    createDomain(change, name(domain), { settings: new Map([['AccountsLimit', '10']]) });
    setDomainAliases(change, findDomain(change.tx, name(domain)), [name(`www.${domain}`)]);
  });
  await server.accounts(`john@${domain}`, [`mary@${domain}`, 'Domain']);
  await server.change((change) => {
    const found = findDomain(change.tx, name(domain));
    setAliases(change, accountAt(change.tx, `john@${domain}`), ['info', 'sales']);
    setTelnums(change, accountAt(change.tx, `mary@${domain}`), ['+14155550100', '200']);
    createForwarder(change, found.id, objectName('away'), 'friend@elsewhere.test');
    createGroup(change, found.id, objectName('bosses'), members('mary'));
    createGroup(change, found.id, objectName('staff'), members('john', 'bosses', 'awaited'));
    createGroup(
      change,
      found.id,
      objectName('all'),
      members('staff', 'away', 'room', 'all', 'f@e.test'),
    );
    taskObjects.create(change, found.id, objectName('room'), address('john'));
    postAlert(change, theDomain(found), 'We close at noon');
    const john = theAccount(change.tx, accountAt(change.tx, `john@${domain}`));
    const contacts = { owner: john, setName: 'Contacts/Work' };
    addEntry(change, contacts, 'a@b.test', new Map([['addressbook.Email', 'a@b.test']]), undefined);
    setDocument(change, theDomain(found), 'template', new Map([['MaxAccountSize', '1M']]));
    setRules(change, theDomain(found), 'mailRules', [['1', 'rule', [], []]]);
    createMountPoint(change, theDomain(found), 'accountStorage', 'stor1');
  });
}

describe('Deleting a Domain', () => {
  const cases: readonly (readonly [domain: string, force: boolean, outcome: string | undefined])[] =
    [
      ['empty.test', false, undefined],
      ['EMPTY.test', false, undefined],
      ['empty.test', true, undefined],
      ['full.test', false, 'domain-not-empty'],
      ['full.test', true, undefined],
      // A Domain Alias does not stand for its Domain here.
      ['www.full.test', true, 'unknown-domain'],
      ['none.test', true, 'unknown-domain'],
      [mainDomain, true, 'main-domain'],
    ];
  for (const [domain, force, outcome] of cases) {
    it(`${domain}${force ? ' with FORCE' : ''}: ${outcome ?? 'done'}`, async () => {
      const server = await LittleServer.with('empty.test');
      await fill(server, 'full.test');
      expect(await remove(server, domain, force)).to.equal(outcome);
    });
  }

  const only: readonly (readonly [what: string, text: string])[] = [
    ['an Account', 'account'],
    ['a Group', 'group'],
    ['a Forwarder', 'forwarder'],
  ];
  for (const [what, kind] of only) {
    it(`is refused without FORCE while ${what} is left in it`, async () => {
      const server = await LittleServer.with('one.test');
      if (kind === 'account') await server.accounts('john@one.test');
      await server.change((change) => {
        const { id } = findDomain(change.tx, name('one.test'));
        if (kind === 'group') createGroup(change, id, objectName('staff'), members());
        if (kind === 'forwarder') createForwarder(change, id, objectName('away'), 'null');
      });
      expect(await remove(server, 'one.test', false)).to.equal('domain-not-empty');
    });
  }

  it('with FORCE leaves nothing of it behind, and nothing else is touched', async () => {
    const server = await LittleServer.with('other.test');
    await server.accounts('john', 'john@other.test');
    await server.change((change) => {
      const { id } = findDomain(change.tx, name('other.test'));
      createForwarder(change, id, objectName('away'), 'john@full.test');
      createGroup(change, id, objectName('staff'), members('john@full.test', 'john'));
    });
    const before = await everything(server);
    await fill(server, 'full.test');
    expect((await everything(server)).length).to.be.greaterThan(before.length + 20);
    expect(await remove(server, 'full.test', true)).to.equal(undefined);
    expect(await everything(server)).to.deep.equal(before);
    const staff = await server.view((tx) => membersOf(tx, 'staff@other.test'));
    expect(staff).to.deep.equal(['john@full.test', 'john']);
  });

  it('with FORCE tells the journal of each object, of no Group that it empties, and of the Domain last', async () => {
    const server = await LittleServer.with();
    await fill(server, 'full.test');
    await remove(server, 'full.test', true);
    const told = server.effects.map(({ kind, field, name: full }) => `${kind} ${full} ${field}`);
    expect(told).to.have.members([
      'group bosses@full.test deleted',
      'group staff@full.test deleted',
      'group all@full.test deleted',
      'forwarder away@full.test deleted',
      'task room@full.test deleted',
      'account john@full.test deleted',
      'account mary@full.test rights',
      'account mary@full.test deleted',
      'domain full.test deleted',
    ]);
    expect(told.at(-1)).to.equal('domain full.test deleted');
  });

  it('with FORCE closes the sessions of its Accounts', async () => {
    const server = await LittleServer.with();
    await fill(server, 'full.test');
    const john = await server.view((tx) => accountAt(tx, 'john@full.test').id);
    const closing = await server.change((change) => {
      deleteDomain(change, name('full.test'), true);
      return change.consequences.some((each) => 'account' in each && each.account === john);
    });
    expect(closing).to.equal(true);
  });

  it('frees its names, aliases and telephone numbers', async () => {
    const server = await LittleServer.with();
    await fill(server, 'full.test');
    await remove(server, 'full.test', true);
    await fill(server, 'full.test');
    await server.accounts('late@www.full.test');
    const row = await server.view((tx) => accountAt(tx, 'mary@full.test').row);
    expect(row.telnums).to.deep.equal(['+14155550100', '200']);
  });
});
