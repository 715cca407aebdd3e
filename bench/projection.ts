/**
 * How fast the projector catches up: a store is filled with Accounts, then their documented files
 * are written by the projector's own code, once from nothing and once more over what is there.
 * `--accounts N` (default 20,000), `--domains N` (default 20) and `--changes N` (default 20,000):
 * changes of settings that the journal tells of afterwards, each of another Account.
 *
 * `TMPDIR` says on which file system. On ext4 nothing should have been deleted there in the last
 * minutes: it passes over names of files that went a moment ago, one by one, for each new file.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Projection } from '../src/base-directory/projection/projection.js';
import { stateTables } from '../src/base-directory/projection/state.js';
import { keepSettings, updatedSettings } from '../src/engine/accounts/account-settings.js';
import { createAccount } from '../src/engine/accounts/accounts.js';
import { Change } from '../src/engine/core/change.js';
import { findAccount, findDomain } from '../src/engine/directory/directory.js';
import { createDomain, createMainDomain } from '../src/engine/domains/domains.js';
import { appendRecord } from '../src/engine/core/journal.js';
import { domainName, objectName, type DomainName } from '../src/engine/core/names.js';
import { openEmbeddedStore } from '../src/tables/open-store.js';
import type { Store } from '../src/store/store.js';

const { values: options } = parseArgs({
  options: {
    accounts: { type: 'string', default: '20000' },
    domains: { type: 'string', default: '20' },
    changes: { type: 'string', default: '20000' },
  },
});
const accountCount = Number(options.accounts);
const domainCount = Number(options.domains);
const changeCount = Number(options.changes);

/** How many changes share a flush while the store is filled. */
const inOneBatch = 1000;

const origin = {
  actor: 'bench',
  actorId: 0,
  address: '',
  channel: 'program',
  command: 'bench',
} as const;
const domainAt = (index: number): DomainName => domainName(`d${index % domainCount}.example`);

/** `count` changes, each with a record of its own. */
async function changes(
  store: Store,
  count: number,
  work: (change: Change, index: number) => void,
): Promise<void> {
  for (let first = 0; first < count; first += inOneBatch) {
    await store.update((tx) => {
      for (let index = first; index < Math.min(count, first + inOneBatch); index++) {
        const change = new Change(tx, 1_700_000_000_000);
        work(change, index);
        appendRecord(change, origin);
      }
    });
  }
}

async function fill(store: Store): Promise<void> {
  await changes(store, 1, (change) => createMainDomain(change, domainName('bench.example')));
  await changes(store, domainCount, (change, index) => createDomain(change, domainAt(index)));
  await changes(store, accountCount, (change, index) => {
    const domain = findDomain(change.tx, domainAt(index));
    createAccount(change, domain.id, objectName(`account${index}`), {
      type: 'MultiMailbox',
      storage: '',
      legacy: false,
      settings: new Map([
        ['RealName', 'Ann Example'],
        ['MaxAccountSize', '50M'],
      ]),
      rights: [],
    });
  });
}

async function timed(what: string, count: number, work: () => Promise<void>): Promise<void> {
  const began = performance.now();
  const before = process.cpuUsage();
  await work();
  const seconds = (performance.now() - began) / 1000;
  const used = process.cpuUsage(before);
  const cells = [
    `${seconds.toFixed(2)} s`,
    `${(count / seconds).toFixed(0)}/s`,
    `own ${(used.user / 1e6).toFixed(2)} s`,
    `system ${(used.system / 1e6).toFixed(2)} s`,
  ];
  process.stdout.write(what.padEnd(34) + cells.map((cell) => cell.padStart(15)).join('') + '\n');
}

const base = mkdtempSync(join(tmpdir(), 'cligate-bench-'));
const store = await openEmbeddedStore(join(base, 'store'));
try {
  await fill(store);
  const state = await openEmbeddedStore(join(base, 'projector'), { tables: stateTables });
  const projection = new Projection({
    store,
    state,
    base,
    blobs: { directory: join(base, 'files'), linked: true },
    trouble: (what) => process.stdout.write(`${what}\n`),
  });
  await timed(`${accountCount} Accounts, from nothing`, accountCount, () => projection.settle());
  await changes(store, changeCount, (change, index) => {
    const number = index % accountCount;
    const domain = findDomain(change.tx, domainAt(number));
    const account = findAccount(change.tx, domain.id, objectName(`account${number}`));
    keepSettings(
      change,
      account,
      updatedSettings(account.row, new Map([['RealName', `Ann ${index}`]])),
    );
  });
  await timed(`${changeCount} changes of settings`, changeCount, () => projection.settle());
  await projection.restart();
  await timed(`${accountCount} Accounts, compared`, accountCount, () => projection.settle());
  process.stdout.write(`resident ${Math.round(process.memoryUsage().rss / 1024 / 1024)} MB\n`);
  await state.close();
} finally {
  await store.close();
  rmSync(base, { recursive: true });
}
