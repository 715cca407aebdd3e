/**
 * One bit of the data file is flipped: whoever opens the store hears of it, or everything is as it
 * was. What is read is compared row by row, and looked for key by key, also where nothing is.
 */
import { expect } from 'chai';
import {
  closeSync,
  copyFileSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { openEmbeddedStore } from '../../src/store/embedded.js';
import type { Damage } from '../../src/store/pages/audit.js';
import { StoreFailure, type Key, type Store, type Table } from '../../src/store/store.js';
import { pairs, sampleTables, temporaryDirectory, texts } from './drivers.js';

/** How many bits are flipped, one after the other; 20,000 before a release. */
const flips = Number(process.env['CLIGATE_FLIPS'] ?? 100);
const seedOfFlips = Number(process.env['CLIGATE_FLIPS_SEED'] ?? 1);

/** Where bits are flipped: anywhere, in a meta page, or in pages that are in use. */
const pageBytes = 4096;

describe('A flipped bit of the data file', () => {
  let directory: string;
  let work: string;
  let whole: Buffer;
  let expected: ReadonlyMap<string, string | undefined>;
  const random = randomNumbers(seedOfFlips);

  before(async () => {
    directory = temporaryDirectory();
    work = join(directory, 'work');
    const store = await openEmbeddedStore(directory, { tables: sampleTables });
    await fillAtRandom(store, random);
    expected = await readAll(store);
    await store.close();
    whole = readFileSync(join(directory, 'data.mdb'));
    mkdirSync(work);
  });
  after(() => rmSync(directory, { recursive: true }));

  const places: [string, () => number][] = [
    ['anywhere', () => random(whole.length * 8)],
    ['in a meta page', () => random(2) * pageBytes * 8 + random(176 * 8)],
  ];
  for (const [where, placeOf] of places) {
    it(`${where} is told, or changes nothing`, async () => {
      const seen = { told: 0, harmless: 0 };
      for (let flip = 0; flip < flips / places.length; flip += 1) {
        const bit = placeOf();
        const wasTold = await outcomeOf(bit, flip % 2 === 0);
        seen[wasTold ? 'told' : 'harmless'] += 1;
      }
      expect(seen.told, 'told').to.be.greaterThan(0);
      expect(seen.harmless, 'harmless').to.be.greaterThan(0);
    });
  }

  /** Flips a bit, opens the store and reads everything; tells whether something told of it. */
  async function outcomeOf(bit: number, isCareful: boolean): Promise<boolean> {
    prepare(bit);
    const damages: Damage[] = [];
    let store: Store;
    try {
      store = await openEmbeddedStore(work, {
        tables: sampleTables,
        cacheRows: 0,
        neverAudited: isCareful,
        audited: (found) => damages.push(...found),
      });
    } catch (error) {
      expect(error, `bit ${bit}`).to.be.instanceOf(StoreFailure);
      return true;
    }
    let wasTold = damages.length > 0;
    try {
      for (const [key, row] of expected) {
        const found = await lookUp(store, key);
        if (found instanceof StoreFailure) wasTold = true;
        else if (found !== row) expect.fail(`bit ${bit}: ${key} is ${String(found)}, not ${row}`);
      }
      for (const table of sampleTables) {
        const rows = await rowsOf(store, table);
        if (rows instanceof StoreFailure) wasTold = true;
        else expect(rows, `bit ${bit}`).to.deep.equal(expectedRows(table));
      }
      return wasTold;
    } finally {
      await store.close();
    }
  }

  function prepare(bit: number): void {
    for (const name of ['data.mdb', 'newest'])
      copyFileSync(join(directory, name), join(work, name));
    const file = openSync(join(work, 'data.mdb'), 'r+');
    const at = bit >> 3;
    writeSync(file, Buffer.of((whole[at] ?? 0) ^ (1 << (bit & 7))), 0, 1, at);
    closeSync(file);
  }

  function expectedRows(table: Table<Key, unknown>): readonly (readonly [Key, string])[] {
    return [...expected]
      .filter(([key, row]) => row !== undefined && key.startsWith(`${table.name} `))
      .map(([key, row]) => [keyIn(key), row ?? ''] as const)
      .sort(([one], [other]) => (one < other ? -1 : 1));
  }
});

/** A history of works that leaves free pages, long rows, and trees of some depth. */
async function fillAtRandom(store: Store, random: (below: number) => number): Promise<void> {
  for (let work = 0; work < 40; work += 1) {
    await store.update((tx) => {
      for (let row = 0; row < 80; row += 1) {
        const key = `${random(20)}/${random(400).toString(36)}`;
        if (random(4) === 0) tx.remove(texts, key);
        else tx.put(texts, key, 'x'.repeat(random(40) === 0 ? random(9000) : random(120)));
        if (random(3) === 0) tx.remove(pairs, random(500));
        else tx.put(pairs, random(500), { left: 'y'.repeat(random(60)), right: work });
      }
    });
  }
}

/** The rows by table and key; keys that have none are there, too. */
async function readAll(store: Store): Promise<ReadonlyMap<string, string | undefined>> {
  return store.view((tx) => {
    const found = new Map<string, string | undefined>();
    for (let key = 0; key < 510; key += 1) {
      const row = tx.get(pairs, key);
      found.set(`pairs ${key}`, row && pairs.encode(row));
    }
    for (let part = 0; part < 21; part += 1) {
      for (let rest = 0; rest < 405; rest += 1) {
        const key = `${part}/${rest.toString(36)}`;
        found.set(`texts ${key}`, tx.get(texts, key));
      }
    }
    return found;
  });
}

function keyIn(key: string): Key {
  const [table, own = ''] = key.split(' ');
  return table === 'pairs' ? Number(own) : own;
}

/** The text of a row, or what kept it from being read. */
async function lookUp(store: Store, key: string): Promise<string | undefined | StoreFailure> {
  return failureOr(() =>
    store.view((tx) => {
      const own = keyIn(key);
      if (typeof own === 'string') return tx.get(texts, own);
      const row = tx.get(pairs, own);
      return row && pairs.encode(row);
    }),
  );
}

async function rowsOf(
  store: Store,
  table: Table<Key, unknown>,
): Promise<readonly (readonly [Key, string])[] | StoreFailure> {
  return failureOr(() =>
    store.view((tx) =>
      Array.from(tx.range(table, {}), ([key, row]) => [key, table.encode(row)] as const),
    ),
  );
}

async function failureOr<T>(read: () => T | Promise<T>): Promise<T | StoreFailure> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof StoreFailure) return error;
    throw error;
  }
}

/** Whole numbers below a bound, the same ones for each seed. */
function randomNumbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
