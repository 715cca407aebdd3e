import { expect } from 'chai';
import { storeFindings } from '../../src/base-directory/check/store-invariants.js';
import { deleteAccount } from '../../src/engine/accounts/accounts.js';
import { setAliases } from '../../src/engine/accounts/aliases.js';
import { Change } from '../../src/engine/core/change.js';
import type { Effect } from '../../src/engine/core/effects.js';
import { findGroup } from '../../src/engine/directory/directory.js';
import { deleteDomain, sweepRemains } from '../../src/engine/domains/domain-deletion.js';
import { groupDictionary } from '../../src/engine/directory/group-following.js';
import { createGroup, groupObjects, setGroup } from '../../src/engine/groups/groups.js';
import { domainName, objectName } from '../../src/engine/core/names.js';
import { memberOf, rollMembers } from '../../src/tables/roll-tables.js';
import type { Reader } from '../../src/store/store.js';
import { print } from '../../src/values/print.js';
import { accountAt, addAccount, at, LittleServer, members } from './little-server.js';

const count = 450;
const groups = Array.from({ length: count }, (_, index) => `group${index}`);
/** What an object that is in all of them may leave at once. */
const fewMax = 250;

describe('An object that is in very many Groups', () => {
  let server: LittleServer;

  beforeEach(async () => {
    server = await LittleServer.with('large.test');
    await server.accounts(['postmaster', 'Master'], 'ann@large.test', 'bob@large.test');
    await server.change((change) => {
      const { domain } = at(change.tx, 'x@large.test');
      setAliases(change, accountAt(change.tx, 'ann@large.test'), ['a.lias']);
      createGroup(change, domain.id, objectName('team'), new Map());
      for (const [index, name] of groups.entries()) {
        const first = index % 2 === 0 ? 'ann' : 'A.lias@large.test';
        createGroup(change, domain.id, objectName(name), members(first, 'bob', 'team', 'other'));
      }
    });
  });

  const found = (tx: Reader, name: string) =>
    findGroup(tx, at(tx, 'x@large.test').domain.id, objectName(name));
  const shown = (name: string) =>
    server.view((tx) => print(groupDictionary(tx, found(tx, name).row)));
  const deleteAnn = () =>
    server.change((change) => deleteAccount(change, accountAt(change.tx, 'ann@large.test')));
  const sweepSome = (): Promise<readonly Effect[] | undefined> =>
    server.store.update((tx) => {
      const change = new Change(tx, 0);
      return sweepRemains(change) && change.effects;
    });
  const findings = () => server.view((tx) => [...storeFindings(tx)]);

  it('is in none of them any more when it is deleted, and that is a small change', async () => {
    await deleteAnn();
    expect(server.effects.length).to.be.lessThan(fewMax);
    for (const name of groups) expect(await shown(name)).to.equal('{Members=(bob,team,other);}');
  });

  it('leaves them little by little, and nothing is wrong on the way', async () => {
    await deleteAnn();
    const effects = [...server.effects];
    for (let steps = 0; ; steps += 1) {
      expect(await findings()).to.deep.equal([]);
      const swept = await sweepSome();
      if (swept === undefined) break;
      expect(swept.length).to.be.lessThan(fewMax);
      effects.push(...swept);
      expect(steps).to.be.lessThan(count);
    }
    const left = effects.filter(({ field }) => field === 'members');
    expect(left.map(({ name }) => name).sort()).to.deep.equal(
      groups.map((name) => `${name}@large.test`).sort(),
    );
    expect(new Set(left.map(({ before }) => before))).to.deep.equal(
      new Set(['(ann)', '(A.lias@large.test)']),
    );
    expect(await server.view((tx) => [...tx.range(memberOf, {})].length)).to.equal(2 * count);
    expect(await server.view((tx) => [...tx.range(rollMembers, {})].length)).to.equal(3 * count);
  });

  it('is not followed by a new one of its name, which Groups may hold at once', async () => {
    await deleteAnn();
    await server.change((change) => {
      addAccount(change, 'ann@large.test');
      setGroup(change, found(change.tx, 'group400'), members('bob', 'ann'));
    });
    for (let more = true; more;) {
      expect(await shown('group400')).to.equal('{Members=(bob,ann);}');
      expect(await shown('group448')).to.equal('{Members=(bob,team,other);}');
      expect(await findings()).to.deep.equal([]);
      more = (await sweepSome()) !== undefined;
    }
  });

  it('can be a Group, and the Domain can go meanwhile', async () => {
    await deleteAnn();
    await server.change((change) => groupObjects.delete(change, found(change.tx, 'team')));
    expect(await shown('group448')).to.equal('{Members=(bob,other);}');
    await server.change((change) => deleteDomain(change, domainName('large.test'), true));
    for (let more = true; more;) {
      expect(await findings()).to.deep.equal([]);
      more = (await sweepSome()) !== undefined;
    }
    expect(await server.view((tx) => [...tx.range(rollMembers, {})])).to.deep.equal([]);
    expect(await server.view((tx) => [...tx.range(memberOf, {})])).to.deep.equal([]);
  });
});
