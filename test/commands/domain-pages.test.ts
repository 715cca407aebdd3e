import { expect } from 'chai';
import { rmSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { listDomainObjects } from '../../src/commands/domains/list-domain-objects.js';
import { setAliases } from '../../src/engine/accounts/aliases.js';
import { Change } from '../../src/engine/core/change.js';
import { createMainDomain } from '../../src/engine/domains/domains.js';
import { createForwarder } from '../../src/engine/groups/forwarders.js';
import { domainName, objectName } from '../../src/engine/core/names.js';
import { settled } from '../../src/protocol/outcome.js';
import type { Dispatcher } from '../../src/protocol/reply.js';
import { openEmbeddedStore } from '../../src/tables/open-store.js';
import type { Reader, Store } from '../../src/store/store.js';
import type { Id } from '../../src/tables/tables.js';
import { print } from '../../src/values/print.js';
import { readValue } from '../../src/values/read.js';
import { isArray, isDictionary } from '../../src/values/value.js';
import { accountAt, addAccount, at, mainDomain } from '../engine/little-server.js';
import { temporaryDirectory } from '../store/drivers.js';
import { dispatcherOver, callerOf } from '../protocol/dispatcher-over.js';

const size = 100_000;
const kinds = ['account', 'account', 'account', 'alias', 'forwarder'] as const;
type Kind = (typeof kinds)[number];

/** The objects of the Domain in the order of their names; of five, three are Accounts. */
const kindOf = (number: number): Kind => kinds[number % kinds.length] ?? 'account';
const nameOf = (number: number): string => `o${String(number).padStart(6, '0')}`;

/** Names of these kinds that contain a text, in their order. */
function expectedNames(of: readonly Kind[], filter = ''): readonly string[] {
  const numbers = Array.from({ length: size }, (_, number) => number);
  return numbers
    .filter((number) => of.includes(kindOf(number)))
    .map(nameOf)
    .filter((name) => name.includes(filter));
}

/** Fills the Main Domain, five thousand objects in each change. */
async function fill(store: Store): Promise<void> {
  const batch = 5000;
  for (let from = 0; from < size; from += batch) {
    await store.update((tx) => {
      const change = new Change(tx, 0);
      const { domain } = at(tx, 'any');
      for (let number = from; number < from + batch; number += 1) {
        const name = nameOf(number);
        const kind = kindOf(number);
        if (kind === 'account') addAccount(change, name);
        if (kind === 'alias') setAliases(change, accountAt(tx, nameOf(number - 3)), [name]);
        if (kind === 'forwarder') createForwarder(change, domain.id, objectName(name), 'a@b.test');
      }
    });
  }
}

/** The bytes that live things take in the heap. */
const heapInUse = (() => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  return () => {
    collect();
    return process.memoryUsage().heapUsed;
  };
})();

/** Looking at the heap is slow, so it is looked at behind so many rows. */
const rowsPerLook = 4999;

/** Returns what reading costs: rows, and how much the heap grew at most while they were read. */
class WatchedStore {
  rows = 0;
  #before: number | undefined;
  #peak = 0;

  constructor(readonly store: Store) {}

  /** How many bytes the heap grew at most during a piece of work. */
  async growthDuring(work: () => Promise<unknown>): Promise<number> {
    this.rows = 0;
    this.#peak = this.#before = heapInUse();
    await work();
    const growth = Math.max(this.#peak, heapInUse()) - this.#before;
    this.#before = undefined;
    return growth;
  }

  /** The store as the commands see it. */
  get watched(): Store {
    return {
      view: (work) => this.store.view((tx) => work(this.#counting(tx))),
      viewInSlices: (work) =>
        this.store.viewInSlices((tx) => {
          // What takes longer than a slice, on a busy machine, is begun anew.
          this.rows = 0;
          return work(this.#counting(tx));
        }),
      update: (work) => this.store.update(work),
      close: () => this.store.close(),
    };
  }

  #counting(tx: Reader): Reader {
    const count = (): void => {
      this.rows += 1;
      if (this.#before === undefined || this.rows % rowsPerLook !== 0) return;
      this.#peak = Math.max(this.#peak, heapInUse());
    };
    return {
      get: (table, key) => tx.get(table, key),
      *range(table, span) {
        for (const row of tx.range(table, span)) {
          count();
          yield row;
        }
      },
    };
  }
}

interface Page {
  readonly totals: string;
  readonly names: readonly string[];
  readonly cookie: string;
}

describe('A Domain of 100 000 objects in the embedded store', () => {
  let directory: string;
  let watch: WatchedStore;
  let dispatcher: Dispatcher;
  let postmaster: Id;

  before(async () => {
    directory = temporaryDirectory();
    // Fewer rows stay in memory than one page has.
    const store = await openEmbeddedStore(directory, { cacheRows: 500 });
    await store.update((tx) => {
      const change = new Change(tx, 0);
      createMainDomain(change, domainName(mainDomain));
      postmaster = addAccount(change, 'postmaster', ['Master']);
    });
    await fill(store);
    watch = new WatchedStore(store);
    dispatcher = dispatcherOver(watch.watched, [listDomainObjects]);
  });

  after(async () => {
    await watch.store.close();
    rmSync(directory, { recursive: true, force: true });
  });

  async function ask(parameters: string): Promise<string> {
    const line = `ListDomainObjects ${mainDomain} ${parameters}`;
    const reply = await settled(dispatcher.run(line, callerOf(postmaster, 'postmaster')));
    if (reply.kind !== 'data') throw new Error('there is no data');
    return reply.text;
  }

  async function page(parameters: string, cookie: string): Promise<Page> {
    const value = readValue(await ask(`${parameters} COOKIE "${cookie}"`));
    if (!isArray(value)) throw new Error('this is no page');
    const [accounts = '', objects, aliases = '', forwarders = '', next] = value;
    if (!isDictionary(objects) || typeof next !== 'string') throw new Error('this is no page');
    const totals = print([accounts, aliases, forwarders]);
    return { totals, names: [...objects.keys()], cookie: next };
  }

  /** Reads all pages; returns the names, how many pages, and the rows of the longest one. */
  async function readAll(parameters: string) {
    const names: string[] = [];
    let [cookie, pages, rowsMax] = ['', 0, 0];
    do {
      watch.rows = 0;
      const next = await page(parameters, cookie);
      expect(next.totals).to.equal('(60001,20000,20000)');
      names.push(...next.names.filter((name) => name !== 'postmaster'));
      cookie = next.cookie;
      pages += 1;
      rowsMax = Math.max(rowsMax, watch.rows);
    } while (cookie !== '');
    return { names, pages, rowsMax };
  }

  const all = ['account', 'alias', 'forwarder'] as const;
  const cases = [
    ['all kinds', '1000 ACCOUNTS ALIASES FORWARDERS', all, '', 101, 1001],
    ['Accounts alone', '1000 ACCOUNTS', ['account'], '', 61, 1669],
    ['aliases and Forwarders', '1000 FORWARDERS ALIASES', ['alias', 'forwarder'], '', 41, 2501],
    ['a filter that some fit', 'FILTER 99 1000 ACCOUNTS', ['account'], '99', 6, 20_001],
    ['a filter that none fit', 'FILTER nobody 9 ALIASES', ['alias'], 'nobody', 6, 20_001],
  ] as const;

  for (const [title, parameters, of, filter, pages, rows] of cases) {
    it(`is read page by page, each over no more rows than it needs: ${title}`, async () => {
      const read = await readAll(parameters);
      expect(read.names).to.deep.equal(expectedNames(of, filter));
      expect(read.pages).to.equal(pages);
      expect(read.rowsMax).to.be.at.most(rows);
    });
  }

  it('takes the memory of a page, not that of the Domain', async () => {
    const kinds = 'ACCOUNTS ALIASES FORWARDERS';
    const readPages = async (pages: number): Promise<void> => {
      let cookie = '';
      for (let left = pages; left > 0; left -= 1) {
        ({ cookie } = await page(`1000 ${kinds}`, cookie));
        if (cookie === '') return;
      }
    };
    const bound = 6 * 1024 * 1024;
    // What is made once and stays, such as compiled code, is there after some pages.
    await readPages(20);
    expect(await watch.growthDuring(() => readPages(Infinity))).to.be.below(bound);
    // The measure works: the whole Domain in one answer is beyond the bound.
    expect(await watch.growthDuring(() => ask(`${size} ${kinds}`))).to.be.above(bound);
  });
});
