import { expect } from 'chai';
import fc from 'fast-check';
import { rmSync } from 'node:fs';
import { listSubscribers } from '../../src/commands/lists/list-subscribers.js';
import { readSubscribers } from '../../src/commands/lists/read-subscribers.js';
import { Change } from '../../src/engine/core/change.js';
import { createMainDomain } from '../../src/engine/domains/domains.js';
import { listObjects } from '../../src/engine/lists/lists.js';
import { address, domainName, objectName } from '../../src/engine/core/names.js';
import { subscribe, subscriberAt } from '../../src/engine/lists/subscribers.js';
import { openEmbeddedStore } from '../../src/tables/open-store.js';
import type { Reader, Store } from '../../src/store/store.js';
import { readValue } from '../../src/values/read.js';
import { isArray, isDictionary, type Value } from '../../src/values/value.js';
import { temporaryDirectory } from '../store/drivers.js';
import { addAccount, at } from '../engine/little-server.js';
import { listOf, OneList } from '../engine/one-list.js';
import { answer } from './asked-of-command.js';

const news = address('news@main.test');

const addressOf = (number: number) => `s${String(number).padStart(6, '0')}@x.test`;

/** Subscribes so many addresses, some thousands in each change. */
async function fill(store: Store, count: number): Promise<void> {
  const batch = 5000;
  for (let from = 0; from < count; from += batch) {
    await store.update((tx) => {
      const list = listOf(tx);
      for (let number = from; number < Math.min(from + batch, count); number += 1) {
        subscribe(new Change(tx, 0), list, {
          address: addressOf(number),
          realName: '',
          mode: 'feed',
          confirm: false,
          confirmationId: 'id',
        });
      }
    });
  }
}

interface Page {
  readonly total: unknown;
  readonly shown: readonly string[];
  readonly cookie: string;
}

function asText(value: Value | undefined): string {
  if (typeof value !== 'string') throw new Error('this is no text');
  return value;
}

/** A page as a client reads it. */
function pageOf(tx: Reader, filter: string, limit: number, cookie: string): Page {
  const value = readValue(answer(readSubscribers, tx, { listName: news, filter, limit, cookie }));
  if (!isArray(value) || !isArray(value[1])) throw new Error('this is no page');
  const shown = value[1].map((one) => asText(isDictionary(one) ? one.get('Sub') : undefined));
  return { total: value[0], shown, cookie: asText(value[2]) };
}

describe('Pages of subscribers', () => {
  const anyAddress = fc
    .tuple(
      fc.string({ unit: fc.constantFrom('a', 'B', 'c', '-', '!'), minLength: 1, maxLength: 3 }),
    )
    .map(([local]) => `${local}@x.test`);

  const page = (list: OneList, filter: string, limit: number, cookie: string) =>
    list.server.view((tx) => pageOf(tx, filter, limit, cookie));

  it('show every subscriber that fits once, in the order of the addresses', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyAddress, { maxLength: 12 }),
        fc.constantFrom('', 'a', 'B', 'c-', 'x.TEST', 'z'),
        fc.integer({ min: 1, max: 5 }),
        async (addresses, filter, limit) => {
          const list = await OneList.with();
          for (const one of addresses) await list.ask(one, 'feed');
          const folded = [...new Set(addresses.map((one) => one.toLowerCase()))].sort();
          const wanted = folded.filter((one) => one.includes(filter.toLowerCase()));
          const shown: string[] = [];
          let cookie = '';
          do {
            const next = await page(list, filter, limit, cookie);
            expect(next.total).to.equal(BigInt(folded.length));
            expect(next.shown.length).to.be.at.most(limit);
            shown.push(...next.shown.map((one) => one.toLowerCase()));
            cookie = next.cookie;
          } while (cookie !== '');
          expect(shown).to.deep.equal(wanted);
          const all = await list.server.view((tx) =>
            answer(listSubscribers, tx, { listName: news, filter }),
          );
          const read = readValue(all);
          expect(isArray(read) && read.map((one) => asText(one).toLowerCase())).to.deep.equal(
            wanted,
          );
        },
      ),
      { numRuns: 50 },
    );
  });

  it('end before the limit after so many addresses that do not fit', async () => {
    const list = await OneList.with();
    await fill(list.server.store, 20_001);
    const first = await page(list, 'nobody', 10, '');
    expect(first.shown).to.deep.equal([]);
    expect(first.cookie).to.equal(addressOf(19_999));
    expect((await page(list, 'nobody', 10, first.cookie)).cookie).to.equal('');
  });
});

describe('A Mailing List of 300 000 subscribers in the embedded store', () => {
  const size = 300_000;
  let directory: string;
  let store: Store;

  before(async () => {
    directory = temporaryDirectory();
    store = await openEmbeddedStore(directory);
    await store.update((tx) => {
      const change = new Change(tx, 0);
      createMainDomain(change, domainName('main.test'));
      addAccount(change, 'owner');
      listObjects.create(change, at(tx, 'x').domain.id, objectName('news'), address('owner'));
    });
    await fill(store, size);
  });

  after(async () => {
    await store.close();
    rmSync(directory, { recursive: true, force: true });
  });

  /** The result of a read, and how many rows it walked over. */
  async function walking<T>(work: (tx: Reader) => T): Promise<{ result: T; walked: number }> {
    let walked = 0;
    const result = await store.view((tx) =>
      work({
        get: (table, key) => tx.get(table, key),
        *range(table, span) {
          for (const row of tx.range(table, span)) {
            walked += 1;
            yield row;
          }
        },
      }),
    );
    return { result, walked };
  }

  it('tells any page by walking over no more than the page', async () => {
    for (const from of [0, 1, 150_000, size - 500]) {
      const cookie = from === 0 ? '' : addressOf(from - 1);
      const { result, walked } = await walking((tx) => pageOf(tx, '', 500, cookie));
      expect(result.total).to.equal(BigInt(size));
      expect(result.shown).to.deep.equal(
        Array.from({ length: 500 }, (_, i) => addressOf(from + i)),
      );
      expect(walked).to.be.at.most(501);
    }
  });

  it('tells the size and one subscriber without walking at all', async () => {
    const { result, walked } = await walking((tx) => [
      answer(readSubscribers, tx, { listName: news, filter: '', limit: 0 }),
      subscriberAt(tx, listOf(tx).id, addressOf(299_999))?.mode,
    ]);
    expect(result).to.deep.equal(['(#300000,())', 'feed']);
    expect(walked).to.equal(0);
  });

  it('is read to its end page by page', async () => {
    let [cookie, seen, pages] = ['', 0, 0];
    do {
      const from = cookie;
      const { result, walked } = await walking((tx) => pageOf(tx, '99', 10_000, from));
      expect(walked).to.be.at.most(20_001);
      seen += result.shown.length;
      cookie = result.cookie;
      pages += 1;
    } while (cookie !== '');
    const wanted = Array.from({ length: size }, (_, i) => addressOf(i)).filter((one) =>
      one.includes('99'),
    );
    expect(seen).to.equal(wanted.length);
    expect(pages).to.equal(15);
  });
});
