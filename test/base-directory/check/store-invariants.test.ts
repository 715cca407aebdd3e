import { expect } from 'chai';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { repairStore, storeFindings } from '../../../src/base-directory/check/store-invariants.js';
import { datasets } from '../../../src/tables/dataset-tables.js';
import { openEmbeddedStore } from '../../../src/tables/open-store.js';
import { fileContents } from '../../../src/tables/file-tables.js';
import { lists } from '../../../src/tables/list-tables.js';
import { openMemoryStore } from '../../../src/store/memory.js';
import { StoreFailure, type Reader, type Store, type Writer } from '../../../src/store/store.js';
import {
  accounts,
  counters,
  documents,
  domains,
  names,
  telnums,
} from '../../../src/tables/tables.js';
import { namedTasks } from '../../../src/tables/task-tables.js';
import { domainKey } from '../../../src/values/letters.js';
import { arbitraryStep } from '../../model/steps.js';
import { lineOf } from '../../model/naive.js';
import { startServer } from '../../server-under-test.js';
import { makeRichBase, putRows, rowsOf, type Rows } from '../rich-server.js';

import { brokenBelongings } from './broken-belongings.js';
import { brokenNames } from './broken-names.js';
import { edit, id, type Breakage } from './breakage.js';

let rich: Rows;

/** The rows that a repair must bring back: its own journal record is more. */
const comparable = (rows: Rows): Rows => {
  const own = new Map(rows);
  own.delete('journal');
  const counts = new Map(rows.get('counters'));
  counts.delete('journal');
  return own.set('counters', counts);
};

/** A copy of the rich store, changed. */
async function broken(change: (tx: Writer) => void): Promise<Store> {
  const store = openMemoryStore();
  await putRows(store, rich);
  await store.update(change);
  return store;
}

const found = async (store: Store): Promise<readonly string[]> =>
  store.view((tx) =>
    Array.from(storeFindings(tx), ({ subject, wrong }) => `${subject.name} ${wrong}`),
  );

/** After these something is lost, but nothing is wrong. */
const settled: readonly Breakage[] = [
  [
    'an account in no domain',
    (tx) => edit(tx, accounts, id.ann, { domain: 999 }),
    /ann@domain 999 belongs to no domain/,
  ],
  [
    'two accounts of one name',
    (tx) => edit(tx, accounts, id.bob, { name: 'ann' }),
    /ann@client1\.example has the name of another object/,
  ],
  [
    'two domains of one name',
    (tx) => edit(tx, domains, id.other, { name: domainKey('client1.example') }),
    /has the name of another domain/,
  ],
  [
    'an alias that a domain has as its name',
    (tx) => edit(tx, domains, id.domain, { aliases: [domainKey('client2.example')] }),
    /has the alias client2\.example, which is taken/,
  ],
  [
    'an alias that is taken',
    (tx) => edit(tx, accounts, id.bob, { aliases: ['info'] }),
    /bob@.* has the alias info, which is taken/,
  ],
  [
    'a number of two accounts',
    (tx) => edit(tx, accounts, id.helper, { telnums: ['200'] }),
    /helper@.* the number 200 of another account/,
  ],
  [
    'a list without its owner',
    (tx) => edit(tx, lists, id.news, { owner: 999 }),
    /news@.* has no owner/,
  ],
  [
    'a task of an owner elsewhere',
    (tx) => edit(tx, namedTasks, id.room, { owner: id.ed }),
    /room@.* has no owner/,
  ],
  ['a dataset in no dataset', (tx) => tx.remove(datasets, `${id.ann}/Book`), /in no dataset/],
];

/** These a person has to look at. */
const unfixable: readonly Breakage[] = [
  [
    'settings that cannot be read',
    (tx) => edit(tx, accounts, id.ann, { settings: '{x' }),
    /ann@.* settings that cannot be read/,
  ],
  [
    'a document that cannot be read',
    (tx) => tx.put(documents, '0/log', '{x'),
    /a document 0\/log that cannot be read/,
  ],
  [
    'a file set without a content',
    (tx) => tx.remove(fileContents, `${id.blue}/login.wssp`),
    /lost the content of .*login\.wssp/,
  ],
];

describe('The rules of a store', () => {
  before(async () => {
    const base = mkdtempSync(join(tmpdir(), 'cligate-test-'));
    try {
      await makeRichBase(base);
      const store = await openEmbeddedStore(join(base, 'store'), { readOnly: true });
      rich = await store.view((tx) => rowsOf(tx));
      await store.close();
    } finally {
      rmSync(base, { recursive: true, force: true });
    }
  });

  it('hold in a store in which there is something of everything', async () => {
    const store = await broken(() => undefined);
    expect(await found(store)).to.deep.equal([]);
    expect(await repairStore(store, { now: 0 })).to.equal(0);
    expect(await store.view((tx) => rowsOf(tx))).to.deep.equal(rich);
  });

  for (const [title, change, finding] of [...brokenNames, ...brokenBelongings]) {
    it(`tell of ${title}, and a repair brings everything back`, async () => {
      const store = await broken(change);
      expect((await found(store)).join('\n')).to.match(finding);
      await repairStore(store, { now: 0 });
      expect(await found(store)).to.deep.equal([]);
      expect(comparable(await store.view((tx) => rowsOf(tx)))).to.deep.equal(comparable(rich));
    });
  }

  for (const [title, change, finding] of settled) {
    it(`tell of ${title}, and a repair settles it`, async () => {
      const store = await broken(change);
      expect((await found(store)).join('\n')).to.match(finding);
      expect(await repairStore(store, { now: 0 })).to.be.greaterThan(0);
      expect(await found(store)).to.deep.equal([]);
    });
  }

  for (const [title, change, finding] of unfixable) {
    it(`tell of ${title}, which no repair can mend`, async () => {
      const store = await broken(change);
      const before = await found(store);
      expect(before).to.have.length(1);
      expect(before[0]).to.match(finding);
      expect(await repairStore(store, { now: 0 })).to.equal(0);
    });
  }

  it('tell of bytes of a file that are not there', async () => {
    const store = await broken(() => undefined);
    const sizeOf = (account: number) => (account === id.ann ? 5 : undefined);
    const wrong = await store.view((tx) =>
      Array.from(storeFindings(tx, sizeOf), (each) => each.wrong),
    );
    // One of the two files is of chunks of 5 and 1 bytes, the other has 4 bytes.
    expect(wrong).to.deep.equal([]);
    const lost = await store.view((tx) =>
      Array.from(
        storeFindings(tx, () => 4),
        (each) => each.wrong,
      ),
    );
    expect(lost).to.deep.equal(['has lost bytes of its file docs/a.txt: restore it from a backup']);
  });

  it('tell of a row that the disk spoiled, and go on with the other tables', async () => {
    const store = await broken((tx) => tx.remove(telnums, '200'));
    const said = await store.view((tx) => {
      const spoiled: Reader = {
        get: (table, key) => tx.get(table, key),
        range: (table, span) => {
          if (table.name === 'names') throw new StoreFailure('row 3/ann of table names is damaged');
          return tx.range(table, span);
        },
      };
      return Array.from(storeFindings(spoiled), ({ wrong }) => wrong);
    });
    expect(said).to.include('cannot be looked at: row 3/ann of table names is damaged');
    expect(said).to.include('is not found by its number 200');
  });

  it('are restored in many small transactions, each told to the journal', async () => {
    const store = await broken((tx) => {
      for (let n = 0; n < 25; n += 1) tx.put(telnums, `9${n}`, id.ann);
      tx.remove(names, `${id.domain}/ann`);
    });
    const last = await store.view((tx) => tx.get(counters, 'journal') ?? 0);
    expect(await repairStore(store, { now: 0, atOnce: 5 })).to.equal(26);
    expect(await found(store)).to.deep.equal([]);
    expect(await store.view((tx) => tx.get(counters, 'journal'))).to.equal(last + 6);
  });

  it('hold after any history', async () => {
    const inDomains = ['one.example', 'two.example'];
    await fc.assert(
      fc.asyncProperty(fc.array(arbitraryStep(inDomains), { maxLength: 60 }), async (steps) => {
        const base = mkdtempSync(join(tmpdir(), 'cligate-test-'));
        try {
          const server = await startServer({ base, store: 'embedded' });
          const client = await server.postmaster();
          for (const domain of inDomains) await client.ask(`CreateDomain ${domain}`);
          for (const step of steps) await client.ask(lineOf(step));
          await client.ask('DeleteDomain one.example FORCE');
          await server.close();
          const store = await openEmbeddedStore(join(base, 'store'), { readOnly: true });
          expect(await found(store)).to.deep.equal([]);
          await store.close();
        } finally {
          rmSync(base, { recursive: true, force: true });
        }
      }),
      { numRuns: 15 },
    );
  });
});
