import { expect } from 'chai';
import fc from 'fast-check';
import { dataset } from '../../src/commands/account-services/datasets.js';
import { deleteAccount, renameAccount } from '../../src/engine/accounts/accounts.js';
import { removeSet } from '../../src/engine/services/datasets.js';
import { datasetAddresses, datasetEntries, datasets } from '../../src/tables/dataset-tables.js';
import { counters } from '../../src/tables/tables.js';
import { readValue } from '../../src/values/read.js';
import type { Dictionary } from '../../src/values/value.js';
import { accountAt, at, LittleServer } from '../engine/little-server.js';
import { asked } from './asked-of-command.js';
import { theAccount } from '../../src/engine/directory/subjects.js';

describe('Datasets', () => {
  let server: LittleServer;

  beforeEach(async () => {
    server = await LittleServer.with('client.test');
    await server.accounts('user1', 'user2');
  });

  /** The answer to parameters as a client writes them, or the reason of a refusal. */
  const ask = (parameters: string, account = 'user1') =>
    server.change((change) => asked(change, { command: dataset, account }, parameters));
  const remove = (name: string) =>
    server.change((change) => {
      removeSet(change, theAccount(change.tx, accountAt(change.tx, 'user1')), name);
    });
  const rowsLeft = () =>
    server.view((tx) => [
      ...[...tx.range(datasets, {})].map(([key]) => key),
      ...[...tx.range(datasetEntries, {})].map(([key]) => key),
      ...[...tx.range(datasetAddresses, {})].map(([key]) => key),
      ...[...tx.range(counters, {})].map(([key]) => key).filter((key) => key.startsWith('dataset')),
    ]);

  it('nest, and a nested set has its outer sets', async () => {
    await ask('{what=createSet;subsetName="a/b/c";}');
    await ask('{what=CREATESET;subsetName=d;}');
    expect(await ask('{what=listSubsets;subsetName="";}')).to.equal('{a="";d="";}');
    expect(await ask('{what=listSubsets;subsetName=a;}')).to.equal('{b="";}');
    expect(await ask('{what=listSubsets;subsetName="a/b";}')).to.equal('{c="";}');
    expect(await ask('{what=listSubsets;subsetName="a/b/c";}')).to.equal('{}');
    expect(await ask('{what=listSubsets;subsetName=b;}')).to.equal('unknown-dataset');
  });

  it('go together with the sets in them and with their entries', async () => {
    await ask('{what=setEntry;subsetName="a/b";entryName=x;data={"addressbook.Email"=q;};}');
    await ask('{what=createSet;subsetName=ab;}');
    await remove('a');
    expect(await ask('{what=listSubsets;subsetName="";}')).to.equal('{ab="";}');
    expect(await remove('a')).to.equal('unknown-dataset');
    await ask('{what=removeSet;subsetName=ab;}');
    expect(await rowsLeft()).to.be.empty;
  });

  describe('find entries', () => {
    const table: readonly (readonly [parameters: string, names: string])[] = [
      ['', 'ann bob'],
      ['attribute=cn;', 'ann'],
      ['attribute=cn;data="ann lee";', 'ann'],
      ['attribute=cn;data=ann;', ''],
      ['attribute=cn;data=ANN;mode=beg;', 'ann'],
      ['attribute=cn;data=lee;mode=end;', 'ann'],
      ['attribute=cn;data="n l";mode=incl;', 'ann'],
      ['attribute=entry;data=bob;', 'bob'],
      ['attribute=entry;data=b;mode=incl;', 'bob'],
      ['attribute="addressbook.Email";data=".test";mode=end;', 'ann bob'],
      ['attribute=list;data=x;', ''],
    ];

    for (const [parameters, names] of table) {
      it(`by {${parameters}}: ${names || 'none'}`, async () => {
        const entry = '{what=setEntry;subsetName=s;entryName=';
        await ask(`${entry}ann;data={cn="Ann Lee";"addressbook.Email"="ann@a.test";};}`);
        await ask(`${entry}bob;data={list=(x);"addressbook.Email"="Bob@b.test";};}`);
        const found = await ask(`{what=listEntries;subsetName=s;${parameters}}`);
        expect([...(readValue(found) as Dictionary).keys()].join(' ')).to.equal(names);
      });
    }
  });

  it('take entries again and again, and lay attributes over what is there', async () => {
    const name = 'subsetName=s;entryName=x;';
    expect(await ask(`{what=setEntry;${name}data={a=1;b=2;};}`)).to.equal('{entryName=x;}');
    await ask(`{what=setEntry;${name}data={b=#NULL#;c=3;};ifExists="";}`);
    expect(await ask('{what=listEntries;subsetName=s;}')).to.equal('{x={a=1;c=3;};}');
    const other = 'subsetName=s;entryName=y;data={};';
    expect(await ask(`{what=setEntry;${other}ifExists="";}`)).to.equal('unknown-entry');
    expect(await ask('{what=setEntry;subsetName=t;data={};ifExists="";}')).to.equal(
      'unknown-dataset',
    );
  });

  it('make names for entries that never meet', async () => {
    const made = new Set<string>();
    for (let index = 0; index < 5; index++) {
      made.add(await ask('{what=setEntry;subsetName=s;data={};}'));
      made.add(
        await ask(
          `{what=addRandomEntry;subsetName=s;data={"addressbook.Email"="a${index}@b.test";};}`,
        ),
      );
    }
    expect(made.size).to.equal(10);
  });

  it('add an address once only, and not beyond the limit', async () => {
    const add = (address: string) =>
      ask(
        `{what=addRandomEntry;subsetName=s;entryLimit=2;data={"addressbook.Email"="${address}";};}`,
      );
    const first = await add('a@x.test');
    expect(await add('A@X.test')).to.equal(first);
    await add('b@x.test');
    expect(await add('c@x.test')).to.equal('limit-reached');
    expect(await add('b@x.test')).to.match(/entryName/);
    expect(await ask('{what=addRandomEntry;subsetName=s;data={cn=x;};}')).to.equal('illegal-value');
  });

  it('find by address what a search through all entries would find', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.constantFrom('x', 'y', 'z'), fc.constantFrom('a', 'B', 'b', ''))),
        async (steps) => {
          await ask('{what=createSet;subsetName=s;}');
          await ask('{what=removeSet;subsetName=s;}');
          await ask('{what=createSet;subsetName=s;}');
          const model = new Map<string, string>();
          for (const [name, address] of steps) {
            if (address === '') {
              model.delete(name);
              await ask(`{what=deleteEntry;subsetName=s;entryName=${name};}`);
            } else {
              model.set(name, address.toLowerCase());
              const data = `{"addressbook.Email"=${address};}`;
              await ask(`{what=setEntry;subsetName=s;entryName=${name};data=${data};}`);
            }
            for (const wanted of ['a', 'b']) {
              const answer = await ask(`{what=findAddress;subsetName=s;address=${wanted};}`);
              const found = (readValue(answer) as Dictionary).get('');
              const having = [...model].filter(([, its]) => its === wanted).map(([its]) => its);
              if (having.length === 0) expect(found).to.be.undefined;
              else expect(having).to.include(found);
            }
          }
        },
      ),
      { numRuns: 30 },
    ));

  for (const parameters of [
    '{}',
    '{what=listSubsets;}',
    '{what=paint;subsetName=s;}',
    '{what=constructor;subsetName=s;}',
    '{what=createSet;subsetName="";}',
    '{what=createSet;subsetName="a/";}',
    '{what=createSet;subsetName="/a";}',
    '{what=createSet;subsetName=(a);}',
    '{what=setEntry;subsetName=s;entryName="";data={};}',
    '{what=setEntry;subsetName=s;entryName=x;}',
  ]) {
    it(`refuse ${parameters} and change nothing`, async () => {
      expect(await ask(parameters)).to.equal('illegal-value');
      expect(await rowsLeft()).to.be.empty;
    });
  }

  it('belong to an Account whatever it is called, and go with it', async () => {
    await ask('{what=setEntry;subsetName=s;entryName=x;data={"addressbook.Email"=q;};}');
    expect(await ask('{what=listSubsets;subsetName="";}', 'user2')).to.equal('{}');
    await server.change((change) => {
      const { domain, name } = at(change.tx, 'boss@client.test');
      renameAccount(change, accountAt(change.tx, 'user1'), domain.id, name);
    });
    expect(await ask('{what=listSubsets;subsetName="";}', 'boss@client.test')).to.equal('{s="";}');
    await server.change((change) =>
      deleteAccount(change, accountAt(change.tx, 'boss@client.test')),
    );
    expect(await rowsLeft()).to.be.empty;
  });

  it('tell the journal of entries that changed', async () => {
    const told = () => server.effects.map(({ field, before, after }) => [field, before, after]);
    await ask('{what=setEntry;subsetName=s;entryName=x;data={a=1;};}');
    expect(told()).to.deep.equal([
      ['dataset s', undefined, '{}'],
      ['dataset s x', undefined, '{a=1;}'],
    ]);
    await ask('{what=setEntry;subsetName=s;entryName=x;data={a=1;};}');
    expect(told()).to.deep.equal([]);
    await ask('{what=removeSet;subsetName=s;}');
    expect(told()).to.deep.equal([['dataset s', '(x)', undefined]]);
  });
});
