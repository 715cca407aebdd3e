import { expect } from 'chai';
import fc from 'fast-check';
import { setAliases } from '../../src/engine/accounts/aliases.js';
import { counter, countOf, findName } from '../../src/engine/directory/directory.js';
import { createForwarder } from '../../src/engine/groups/forwarders.js';
import { createGroup } from '../../src/engine/groups/groups.js';
import { objectName } from '../../src/engine/core/names.js';
import {
  addTelnum,
  deleteTelnum,
  popTelnum,
  setTelnums,
} from '../../src/engine/accounts/telnums.js';
import type { Writer } from '../../src/store/store.js';
import { domainTelnums, telnums } from '../../src/tables/tables.js';
import { accountAt, at, LittleServer, rows } from './little-server.js';
import { renameAccount } from '../../src/engine/accounts/accounts.js';
import { Change } from '../../src/engine/core/change.js';

let server: LittleServer;

beforeEach(async () => {
  server = await LittleServer.with('other.test');
  await server.accounts('user1', 'user2', 'user3');
});

const aliases = (text: string, ...names: string[]) =>
  server.change((change) => setAliases(change, accountAt(change.tx, text), names));
const aliasesOf = (text: string) => server.view((tx) => accountAt(tx, text).row.aliases);
const numbers = (text: string, ...given: string[]) =>
  server.change((change) => setTelnums(change, accountAt(change.tx, text), given));
const numbersOf = (text: string) => server.view((tx) => accountAt(tx, text).row.telnums);

describe('Aliases of an Account', () => {
  it('keep the order given, repeated ones once, in lower case', async () => {
    await aliases('user1', 'John', 'j.smith', 'JOHN');
    expect(await aliasesOf('user1')).to.deep.equal(['john', 'j.smith']);
  });

  it('are replaced as a whole, and own ones may stay', async () => {
    await aliases('user1', 'a', 'b');
    expect(await aliases('user1', 'c', 'a')).to.equal(undefined);
    expect(await aliasesOf('user1')).to.deep.equal(['c', 'a']);
    expect(await aliases('user2', 'b')).to.equal(undefined);
  });

  for (const [taken, answer] of [
    ['user2', 'account-exists'],
    ['user1', 'account-exists'],
    ['john', 'account-exists'],
    ['team', 'group-exists'],
    ['away', 'forwarder-exists'],
    ['.bad', 'illegal-name'],
  ] as const) {
    it(`are refused with ${answer} when one is ${taken}, and nothing changes`, async () => {
      await aliases('user2', 'john');
      await server.change((change) => {
        const { id } = at(change.tx, 'x').domain;
        createGroup(change, id, objectName('team'), new Map());
        createForwarder(change, id, objectName('away'), 'a@b.test');
      });
      await aliases('user1', 'first');
      expect(await aliases('user1', 'second', taken)).to.equal(answer);
      expect(await aliasesOf('user1')).to.deep.equal(['first']);
    });
  }

  it('tell the journal nothing when nothing changes', async () => {
    await aliases('user1', 'a');
    await aliases('user1', 'a');
    expect(server.effects).to.deep.equal([]);
  });

  it('lead to the one Account that lists them, after any history', async () => {
    const users = ['user1', 'user2', 'user3'];
    const step = fc.record({
      user: fc.constantFrom(...users),
      names: fc.subarray(['a', 'b', 'c', 'd']),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        for (const { user, names } of steps) await aliases(user, ...names);
        await server.view((tx) => {
          const { id } = at(tx, 'x').domain;
          const listed = users.flatMap((user) => {
            const found = accountAt(tx, user);
            for (const alias of found.row.aliases) {
              expect(findName(tx, id, objectName(alias))?.id).to.equal(found.id);
            }
            return found.row.aliases;
          });
          expect(new Set(listed).size).to.equal(listed.length);
          expect(counter(tx, countOf('alias', id))).to.equal(listed.length);
          for (const name of ['a', 'b', 'c', 'd']) {
            const kind = findName(tx, id, objectName(name))?.kind;
            expect(kind).to.equal(listed.includes(name) ? 'alias' : undefined);
          }
        });
      }),
      { numRuns: 60 },
    );
  });
});

describe('Telephone numbers of an Account', () => {
  it('keep order and spelling, and one leading + does not tell them apart', async () => {
    await numbers('user1', '+200', '100', '200');
    expect(await numbersOf('user1')).to.deep.equal(['+200', '100']);
    expect(await numbers('user2', '+100')).to.equal('telnum-exists');
  });

  it('are unique on the whole server', async () => {
    await server.accounts('user1@other.test');
    await numbers('user1', '100');
    expect(await numbers('user1@other.test', '100')).to.equal('telnum-exists');
    await numbers('user1');
    expect(await numbers('user1@other.test', '100')).to.equal(undefined);
  });

  for (const bad of ['', '+', 'a/b', '1 2', 'x'.repeat(66)]) {
    it(`cannot be ${JSON.stringify(bad.slice(0, 9))}`, async () => {
      expect(await numbers('user1', bad)).to.equal('illegal-value');
    });
  }

  it('are added at the end, deleted anywhere and taken from the front', async () => {
    const modify = (work: typeof addTelnum, number: string) =>
      server.change((change) => work(change, accountAt(change.tx, 'user1'), number));
    const pop = () => server.change((change) => popTelnum(change, accountAt(change.tx, 'user1')));
    await numbers('user2', '900');
    expect(await modify(addTelnum, '1')).to.equal(undefined);
    expect(await modify(addTelnum, '+1')).to.equal('telnum-exists');
    expect(await modify(addTelnum, '900')).to.equal('telnum-exists');
    expect(await modify(addTelnum, '2')).to.equal(undefined);
    expect(await modify(addTelnum, '3')).to.equal(undefined);
    expect(await modify(deleteTelnum, '+2')).to.equal(undefined);
    expect(await modify(deleteTelnum, '2')).to.equal('telnum-missing');
    expect(await modify(deleteTelnum, '900')).to.equal('telnum-missing');
    expect(await pop()).to.equal('1');
    expect(await pop()).to.equal('3');
    expect(await pop()).to.equal(undefined);
    expect(await numbersOf('user1')).to.deep.equal([]);
  });

  it('are listed with the Domain and counted, after any history', async () => {
    const users = ['user1', 'user2', 'user3'];
    const step = fc.record({
      user: fc.constantFrom(...users),
      given: fc.array(fc.constantFrom('1', '+1', '2', '3', '+4'), { maxLength: 4 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        for (const { user, given } of steps) await numbers(user, ...given);
        await server.view((tx) => {
          const { id } = at(tx, 'x').domain;
          const held = new Map<string, number>();
          for (const user of users) {
            const found = accountAt(tx, user);
            for (const number of found.row.telnums) held.set(number.replace('+', ''), found.id);
          }
          expect(counter(tx, countOf('telnum', id))).to.equal(held.size);
          for (const number of ['1', '2', '3', '4']) {
            expect(tx.get(telnums, number)).to.equal(held.get(number));
            expect(tx.get(domainTelnums, `${id}/${number}`)).to.equal(held.get(number));
          }
        });
      }),
      { numRuns: 60 },
    );
  });

  it('cost by what comes and goes, however many there are', async () => {
    const many = Array.from({ length: 1000 }, (_, at) => `${5000 + at}`);
    await numbers('user1', ...many);
    let writes = 0;
    await server.change((change) => {
      const { tx } = change;
      const counting: Writer = {
        get: (table, key) => tx.get(table, key),
        range: (table, span) => tx.range(table, span),
        put: (table, key, row) => ((writes += 1), rows(tx).put(table, key, row)),
        remove: (table, key) => ((writes += 1), rows(tx).remove(table, key)),
      };
      const found = accountAt(tx, 'user1');
      setTelnums(new Change(counting, 0), found, ['+1', ...many.slice(1)]);
    });
    expect(writes).to.be.at.most(10);
    expect(await numbersOf('user1')).to.deep.equal(['+1', ...many.slice(1)]);
    expect(await numbers('user2', '5000')).to.equal(undefined);
  });

  it('are listed with the Domain that the Account moves to', async () => {
    await numbers('user1', '1');
    await server.change((change) => {
      const { domain, name } = at(change.tx, 'user1@other.test');
      renameAccount(change, accountAt(change.tx, 'user1'), domain.id, name);
    });
    await server.view((tx) => {
      const [own, other] = [at(tx, 'x').domain.id, at(tx, 'x@other.test').domain.id];
      expect(tx.get(domainTelnums, `${own}/1`)).to.equal(undefined);
      expect(tx.get(domainTelnums, `${other}/1`)).to.equal(accountAt(tx, 'user1@other.test').id);
    });
  });
});
