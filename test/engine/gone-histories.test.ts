/**
 * Any history of Domains that come and go, with the sweeper of what is gone stopped between any two
 * of its slices and the store opened again there, against a naive model: what is there, what is
 * counted, what the check says, and in the end nothing that is nobody's.
 */
import { expect } from 'chai';
import fc from 'fast-check';
import { rmSync } from 'node:fs';
import { storeFindings } from '../../src/base-directory/check/store-invariants.js';
import { deleteAccount } from '../../src/engine/accounts/accounts.js';
import { Change } from '../../src/engine/core/change.js';
import {
  counter,
  countOf,
  findDomain,
  fullName,
  presentAccount,
} from '../../src/engine/directory/directory.js';
import { deleteDomain, sweepRemains } from '../../src/engine/domains/domain-deletion.js';
import { createDomain } from '../../src/engine/domains/domains.js';
import { createGroup } from '../../src/engine/groups/groups.js';
import { createMailbox } from '../../src/engine/mailboxes/mailbox-changes.js';
import { newName } from '../../src/engine/mailboxes/mailbox-names.js';
import { domainName, objectName } from '../../src/engine/core/names.js';
import { setTelnums } from '../../src/engine/accounts/telnums.js';
import { allTables } from '../../src/tables/all-tables.js';
import { openEmbeddedStore } from '../../src/tables/open-store.js';
import { keysUnder, type Reader } from '../../src/store/store.js';
import { domainNames, names, telnums } from '../../src/tables/tables.js';
import { temporaryDirectory } from '../store/drivers.js';
import { accountAt, addAccount, LittleServer, members } from './little-server.js';

type Step =
  | { do: 'create domain'; domain: string }
  | { do: 'delete domain'; domain: string }
  | { do: 'create accounts'; domain: string; first: number; count: number }
  | { do: 'delete account'; domain: string; index: number }
  | { do: 'create mailboxes'; domain: string; index: number; count: number }
  | { do: 'create group'; domain: string; count: number }
  | { do: 'take number'; domain: string; index: number }
  | { do: 'sweep a slice' }
  | { do: 'start again' };

const domains = ['one.test', 'two.test'];
const number = '100';
const accountsMax = 90;

/** Names of Accounts and Groups by Domain, and who has the telephone number. */
class Model {
  readonly domains = new Map<string, Set<string>>();
  holder: string | undefined;

  /** Does a step; returns whether it can be done. */
  take(step: Step): boolean {
    if (!('domain' in step)) return true;
    const own = this.domains.get(step.domain);
    if (step.do === 'create domain') {
      if (own === undefined) this.domains.set(step.domain, new Set());
      return own === undefined;
    }
    if (own === undefined) return false;
    switch (step.do) {
      case 'delete domain':
        this.domains.delete(step.domain);
        if (this.holder?.endsWith(`@${step.domain}`) === true) this.holder = undefined;
        return true;
      case 'create accounts': {
        const created = namesFrom(step);
        if (created.some((name) => own.has(name))) return false;
        for (const name of created) own.add(name);
        return true;
      }
      case 'create group':
        if (own.has('all')) return false;
        own.add('all');
        return true;
      default: {
        const name = `user${step.index}`;
        if (!own.has(name)) return false;
        const full = `${name}@${step.domain}`;
        if (step.do === 'take number') {
          if (this.holder !== undefined && this.holder !== full) return false;
          this.holder = full;
        } else if (step.do === 'delete account') {
          own.delete(name);
          if (this.holder === full) this.holder = undefined;
        }
        return true;
      }
    }
  }

  /** What is there. */
  shown(): unknown {
    const shown = Array.from(this.domains, ([domain, own]) => [domain, [...own].sort()] as const);
    return { domains: Object.fromEntries(shown), holder: this.holder };
  }
}

function namesFrom({ first, count }: { first: number; count: number }): readonly string[] {
  return Array.from({ length: count }, (_, index) => `user${first + index}`);
}

/** A server over a store on the disk, which can be started again. */
class RestartedServer {
  readonly #directory = temporaryDirectory();
  #server = new LittleServer();
  #mailboxes = 0;

  static async begin(): Promise<RestartedServer> {
    const server = new RestartedServer();
    server.#server = await LittleServer.over(await openEmbeddedStore(server.#directory));
    await server.#server.accounts(['postmaster', 'Master']);
    return server;
  }

  get store(): LittleServer['store'] {
    return this.#server.store;
  }

  async startAgain(): Promise<void> {
    await this.store.close();
    this.#server.store = await openEmbeddedStore(this.#directory);
  }

  async end(): Promise<void> {
    await this.store.close();
    rmSync(this.#directory, { recursive: true });
  }

  /** Removes a slice of what is gone; returns whether there may be more. */
  async sweep(): Promise<boolean> {
    return this.store.update((tx) => sweepRemains(new Change(tx, 0)) !== undefined);
  }

  /** Does a step; returns whether it was done. */
  async do(step: Step): Promise<boolean> {
    if (step.do === 'start again') await this.startAgain();
    else if (step.do === 'sweep a slice') await this.sweep();
    else {
      const refusal = await this.#server.change((change) => {
        const { tx } = change;
        const { domain } = step;
        if (step.do === 'create domain') createDomain(change, domainName(domain));
        else if (step.do === 'delete domain') deleteDomain(change, domainName(domain), true);
        else if (step.do === 'create accounts') {
          for (const name of namesFrom(step)) addAccount(change, `${name}@${domain}`);
        } else if (step.do === 'create group') {
          const own = namesFrom({ first: 0, count: step.count });
          createGroup(
            change,
            findDomain(tx, domainName(domain)).id,
            objectName('all'),
            members(...own),
          );
        } else {
          const account = accountAt(tx, `user${step.index}@${domain}`);
          if (step.do === 'delete account') deleteAccount(change, account);
          else if (step.do === 'take number') setTelnums(change, account, [number]);
          else {
            for (let left = step.count; left > 0; left -= 1) {
              const own = { account, who: account };
              createMailbox(change, own, newName(`box${(this.#mailboxes += 1)}`));
            }
          }
        }
        return undefined;
      });
      return refusal === undefined;
    }
    return true;
  }
}

/** What a store has, as the model shows it; the counters must say the same. */
function shown(tx: Reader): unknown {
  const found = domains.flatMap((name) => {
    const named = tx.get(domainNames, name);
    if (named === undefined) return [];
    const id = named.domain;
    const own = Array.from(tx.range(names, keysUnder(`${id}/`)), ([key]) => key.split('/')[1]);
    const groups = own.includes('all') ? 1 : 0;
    expect(counter(tx, countOf('account', id)), name).to.equal(own.length - groups);
    expect(counter(tx, countOf('group', id)), name).to.equal(groups);
    return [[name, own.sort()] as const];
  });
  const id = tx.get(telnums, number);
  const row = id === undefined ? undefined : presentAccount(tx, id);
  const holder = row === undefined ? undefined : fullName(tx, row.domain, row.name);
  return { domains: Object.fromEntries(found), holder };
}

function everything(tx: Reader): readonly string[] {
  return allTables
    .flatMap((table) =>
      Array.from(tx.range(table, {}), ([key, row]) => `${table.name} ${key} ${table.encode(row)}`),
    )
    .filter((text) => !text.startsWith('counters ids '));
}

const domain = fc.constantFrom(...domains);
const index = fc.nat(accountsMax - 1);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant('create domain' as const), domain }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('delete domain' as const), domain }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('create accounts' as const),
      domain,
      first: fc.constantFrom(0, 45),
      count: fc.integer({ min: 1, max: 45 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('delete account' as const), domain, index }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('create mailboxes' as const),
      domain,
      index,
      count: fc.constantFrom(3, 400),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('create group' as const),
      domain,
      count: fc.nat(accountsMax),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('take number' as const), domain, index }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('sweep a slice' as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('start again' as const) }) },
);

describe('Domains that come and go while the sweeper is stopped and begun', () => {
  it('are as if what is gone had never been', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30, size: 'max' }), async (steps) => {
        const server = await RestartedServer.begin();
        try {
          const empty = await server.store.view(everything);
          const model = new Model();
          for (const [at, each] of steps.entries()) {
            const where = `step ${at}, ${JSON.stringify(each)}`;
            expect(await server.do(each), where).to.equal(model.take(each));
            await server.store.view((tx) => {
              expect(shown(tx), where).to.deep.equal(model.shown());
              expect([...storeFindings(tx)], where).to.deep.equal([]);
            });
          }
          for (const name of model.domains.keys()) {
            await server.do({ do: 'delete domain', domain: name });
          }
          while (await server.sweep()) await server.startAgain();
          expect(await server.store.view(everything)).to.deep.equal(empty);
        } finally {
          await server.end();
        }
      }),
      { numRuns: 15 },
    );
  });
});
