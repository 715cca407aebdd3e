import { expect } from 'chai';
import fc from 'fast-check';
import { listServerTelnums } from '../../src/commands/domain-set/list-server-telnums.js';
import { listAccounts } from '../../src/commands/domains/list-accounts.js';
import { listDomainObjects } from '../../src/commands/domains/list-domain-objects.js';
import { listDomainTelnums } from '../../src/commands/domains/list-domain-telnums.js';
import { setAliases } from '../../src/engine/accounts/aliases.js';
import { findDomain } from '../../src/engine/directory/directory.js';
import type { ObjectQuery } from '../../src/engine/domains/domain-objects.js';
import { createForwarder } from '../../src/engine/groups/forwarders.js';
import { createGroup } from '../../src/engine/groups/groups.js';
import { domainName, objectName } from '../../src/engine/core/names.js';
import { setTelnums } from '../../src/engine/accounts/telnums.js';
import { print } from '../../src/values/print.js';
import { readValue } from '../../src/values/read.js';
import { isArray, isDictionary } from '../../src/values/value.js';
import { accountAt, LittleServer, members } from '../engine/little-server.js';
import { answer as answerOf } from './asked-of-command.js';

const name = domainName;
const here = name('one.test');
const allKinds = new Set(['account', 'alias', 'forwarder'] as const);

/** One Domain with objects of every kind, and one more with names that must not show. */
async function filled(): Promise<LittleServer> {
  const server = await LittleServer.with('one.test', 'two.test');
  await server.accounts('ann@one.test', 'bob@one.test', '_sys@one.test', 'zoe@two.test');
  await server.change((change) => {
    const { id } = findDomain(change.tx, here);
    setAliases(change, accountAt(change.tx, 'bob@one.test'), ['robert', 'info']);
    createForwarder(change, id, objectName('carl'), 'carl@elsewhere.test');
    createForwarder(change, id, objectName('-dash'), 'null');
    createGroup(change, id, objectName('staff'), members('ann'));
    setTelnums(change, accountAt(change.tx, 'ann@one.test'), ['+14155550101', '300']);
    setTelnums(change, accountAt(change.tx, 'bob@one.test'), ['14155550100']);
    setTelnums(change, accountAt(change.tx, 'zoe@two.test'), ['14155550102']);
  });
  return server;
}

async function objects(server: LittleServer, query: Partial<ObjectQuery>): Promise<string> {
  const { filter, limit = 100, kinds = allKinds, cookie } = query;
  const values = {
    domainName: here,
    filter,
    limit,
    accounts: kinds.has('account'),
    aliases: kinds.has('alias'),
    forwarders: kinds.has('forwarder'),
    cookie,
  };
  return server.view((tx) => answerOf(listDomainObjects, tx, values));
}

describe('The list of Accounts', () => {
  it('has Accounts only, sorted, with the extensions of their types', async () => {
    const server = await filled();
    const text = await server.view((tx) => answerOf(listAccounts, tx, { domainName: here }));
    expect(text).to.equal('{"_sys"=macnt;ann=macnt;bob=macnt;}');
    expect(print(readValue(text))).to.equal(text);
  });

  it('of an empty Domain is an empty dictionary', async () => {
    const server = await LittleServer.with('one.test');
    const text = await server.view((tx) => answerOf(listAccounts, tx, { domainName: here }));
    expect(text).to.equal('{}');
  });
});

describe('The list of objects', () => {
  const everything =
    '{"-dash"=((null));"_sys"=macnt;ann=macnt;bob=macnt;carl=((carl@elsewhere.test));' +
    'info=(bob);robert=(bob);}';
  const cases: readonly (readonly [what: string, query: Partial<ObjectQuery>, answer: string])[] = [
    ['has all kinds that are asked for', {}, `(3,${everything},2,2)`],
    [
      'has only what is asked for',
      { kinds: new Set(['alias']) },
      '(3,{info=(bob);robert=(bob);},2,2)',
    ],
    ['has the totals alone when no kind is asked for', { kinds: new Set() }, '(3,{},2,2)'],
    ['has the totals alone when the limit is 0', { limit: 0 }, '(3,{},2,2)'],
    ['keeps names that contain the filter', { filter: 'OB' }, '(3,{bob=macnt;robert=(bob);},2,2)'],
    ['stops at the limit', { limit: 2 }, '(3,{"-dash"=((null));"_sys"=macnt;},2,2)'],
    ['tells no cookie when none is given', { limit: 1, filter: 'ann' }, '(3,{ann=macnt;},2,2)'],
    [
      'tells where to go on',
      { limit: 3, cookie: '' },
      '(3,{"-dash"=((null));"_sys"=macnt;ann=macnt;},2,2,ann)',
    ],
    [
      'goes on there',
      { limit: 2, cookie: 'ann' },
      '(3,{bob=macnt;carl=((carl@elsewhere.test));},2,2,carl)',
    ],
    ['tells an empty cookie at the end', { cookie: 'info' }, '(3,{robert=(bob);},2,2,"")'],
    ['is empty behind the end', { cookie: 'zzz' }, '(3,{},2,2,"")'],
    [
      'goes on behind a name that is gone by now',
      { cookie: 'hugo' },
      '(3,{info=(bob);robert=(bob);},2,2,"")',
    ],
    ['takes any cookie', { cookie: `${'~'.repeat(5000)}/` }, '(3,{},2,2,"")'],
  ];
  for (const [what, query, answer] of cases) {
    it(what, async () => {
      expect(await objects(await filled(), query)).to.equal(answer);
    });
  }

  it('read page by page is the same list, whatever the limit, kinds and filter', async () => {
    const server = await filled();
    const kinds = fc.uniqueArray(fc.constantFrom('account', 'alias', 'forwarder'), {
      minLength: 1,
    });
    const filter = fc.constantFrom('', 'a', 'ob', 'nothing');
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 9 }), kinds, filter, async (limit, some, part) => {
        const query = { kinds: new Set(some), filter: part };
        const whole = dictionaryIn(await objects(server, query));
        const pages = new Map<string, unknown>();
        for (let cookie: string | undefined = ''; cookie !== undefined;) {
          const page: string = await objects(server, { ...query, limit, cookie });
          const found = dictionaryIn(page);
          expect(found.size).to.be.at.most(limit);
          for (const [key, value] of found) pages.set(key, value);
          cookie = cookieIn(page);
        }
        expect([...pages]).to.deep.equal([...whole]);
      }),
    );
  });
});

function dictionaryIn(answer: string): ReadonlyMap<string, unknown> {
  const value = readValue(answer);
  const dictionary = isArray(value) ? value[1] : undefined;
  if (!isDictionary(dictionary)) throw new Error(`no list of objects: ${answer}`);
  return dictionary;
}

function cookieIn(answer: string): string | undefined {
  const value = readValue(answer);
  const cookie = isArray(value) ? value[4] : undefined;
  return typeof cookie === 'string' && cookie !== '' ? cookie : undefined;
}

describe('The list of telephone numbers', () => {
  const ofDomain: readonly (readonly [
    filter: string | undefined,
    limit: number,
    answer: string,
  ])[] = [
    [undefined, 100, '{""=#3;"+14155550101"=ann;14155550100=bob;300=ann;}'],
    [undefined, 1, '{""=#3;14155550100=bob;}'],
    [undefined, 0, '{""=#3;}'],
    ['0101', 100, '{""=#3;"+14155550101"=ann;}'],
    ['+1415', 100, '{""=#3;"+14155550101"=ann;14155550100=bob;}'],
    ['999', 100, '{""=#3;}'],
  ];
  for (const [filter, limit, answer] of ofDomain) {
    it(`of a Domain with filter ${filter ?? 'none'} and limit ${limit}`, async () => {
      const server = await filled();
      const values = { domainName: here, filter, limit };
      const list = await server.view((tx) => answerOf(listDomainTelnums, tx, values));
      expect(list).to.equal(answer);
    });
  }

  it('of the server has all Domains, and full names', async () => {
    const server = await filled();
    const list = await server.view((tx) =>
      answerOf(listServerTelnums, tx, { filter: '010', limit: 100 }),
    );
    expect(list).to.equal(
      '{""=#4;"+14155550101"=ann@one.test;14155550100=bob@one.test;14155550102=zoe@two.test;}',
    );
  });

  it('of a server without numbers has the total alone', async () => {
    const server = await LittleServer.with();
    const list = await server.view((tx) => answerOf(listServerTelnums, tx, { limit: 9 }));
    expect(list).to.equal('{""=#0;}');
  });
});
