/**
 * A store whose data file is damaged by a test: what it has, and what whoever opens it hears of the
 * damage.
 */
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { openEmbeddedStore } from '../../src/tables/open-store.js';
import { type EmbeddedOptions } from '../../src/store/embedded.js';
import type { Damage } from '../../src/store/pages/audit.js';
import {
  StoreFailure,
  type Key,
  type Reader,
  type Store,
  type Table,
} from '../../src/store/store.js';
import { pairs, sampleTables, temporaryDirectory, texts } from './drivers.js';

/** The size of a page, and where the number of the last page stands in a meta page. */
export const pageBytes = 4096;
const lastPageAt = 144;
const transactionAt = 152;

/** How a damaged store is opened: read carefully for ever, or audited. */
export type Opening = 'careful' | 'audited';

/** How large the store is: `large` is one that a thread audits while it is read carefully. */
export type Size = 'small' | 'large';

/** How many works fill a store, and how many different numbers its keys have. */
const worksOf: Readonly<Record<Size, number>> = { small: 40, large: 130 };

/** Each how manyth key is looked for at a time, besides all rows that are there. */
const keysStep = 8;

/** A store that is whole, and copies of it that are damaged. */
export class DamagedStore {
  readonly whole: Buffer;
  readonly #directory: string;
  readonly #work: string;
  readonly #expected: ReadonlyMap<string, string | undefined>;
  readonly #rows = new Map<Table<Key, unknown>, string>();
  #reads = 0;

  private constructor(directory: string, expected: ReadonlyMap<string, string | undefined>) {
    this.#directory = directory;
    this.#work = join(directory, 'work');
    this.#expected = expected;
    for (const table of sampleTables)
      this.#rows.set(table, JSON.stringify(rowsIn(expected, table)));
    this.whole = readFileSync(join(directory, 'data.mdb'));
    mkdirSync(this.#work);
  }

  /** Makes a store with a history, which leaves free pages, long rows, and trees of some depth. */
  static async of(random: Random, size: Size): Promise<DamagedStore> {
    const directory = temporaryDirectory();
    const store = await openEmbeddedStore(directory, { tables: sampleTables });
    await fillAtRandom(store, random, worksOf[size]);
    const expected = await readAll(store);
    await store.close();
    return new DamagedStore(directory, expected);
  }

  /** How many bytes of the file are pages; what is behind them is room. */
  get usedBytes(): number {
    const at = (place: number) => [0, 1].map((page) => this.#wideAt(page * pageBytes + place));
    const [first = 0, second = 0] = at(transactionAt);
    const lastPage = at(lastPageAt)[first > second ? 0 : 1] ?? 0;
    return (lastPage + 1) * pageBytes;
  }

  /** Where a leaf begins that is in use: one of the newest transaction. */
  leafAt(): number {
    const [first, second] = [0, 1].map((page) => this.#wideAt(page * pageBytes + transactionAt));
    const newest = Math.max(first ?? 0, second ?? 0);
    for (let at = 2 * pageBytes; at < this.usedBytes; at += pageBytes) {
      const isLeaf = this.whole.readUInt16LE(at + 18) === 2;
      const nodes = this.whole.readUInt16LE(at + 20) >> 1;
      if (isLeaf && nodes > 20 && this.#wideAt(at + 8) === newest) return at;
    }
    throw new Error('the newest transaction wrote no leaf of many rows');
  }

  /** Bits in the last bytes of keys whose flips leave them in order, so that no page is damaged. */
  bitsOfKeys(count: number): readonly number[] {
    const leaf = this.leafAt();
    const nodes = this.whole.readUInt16LE(leaf + 20) >> 1;
    const keyOf = (index: number, end = 0): number => {
      const node = leaf + 24 + this.whole.readUInt16LE(leaf + 24 + 2 * index);
      return node + 8 + (end === 0 ? 0 : this.whole.readUInt16LE(node + 6));
    };
    const bits: number[] = [];
    for (let index = 1; index < nodes - 1; index += 1) {
      const [before, own, after] = [index - 1, index, index + 1].map((each) => {
        return Buffer.from(this.whole.subarray(keyOf(each), keyOf(each, 1)));
      });
      if (before === undefined || own === undefined || after === undefined) continue;
      const last = own.length - 1;
      for (let bit = 0; bit < 7 && bits.length < count; bit += 1) {
        const changed = Buffer.from(own);
        changed.writeUInt8(changed.readUInt8(last) ^ (1 << bit), last);
        const isInOrder = before.compare(changed) < 0 && changed.compare(after) < 0;
        if (isInOrder) bits.push((keyOf(index) + last) * 8 + bit);
      }
    }
    return bits;
  }

  #wideAt(place: number): number {
    return Number(this.whole.readBigUInt64LE(place));
  }

  /** The bytes with one bit flipped. */
  flipped(bit: number): Buffer {
    const bytes = Buffer.from(this.whole);
    const at = bit >> 3;
    bytes.writeUInt8(bytes.readUInt8(at) ^ (1 << (bit & 7)), at);
    return bytes;
  }

  /**
   * Opens the store with other bytes and reads everything; returns whether something told of them.
   * Fails when a wrong answer was given. `what` names the damage.
   */
  async isTold(what: string, bytes: Buffer, opening: Opening): Promise<boolean> {
    for (const name of ['data.mdb', 'newest']) {
      copyFileSync(join(this.#directory, name), join(this.#work, name));
    }
    writeFileSync(join(this.#work, 'data.mdb'), bytes);
    await this.#look(what);
    const heard = hearing();
    let store: Store;
    try {
      store = await openEmbeddedStore(this.#work, {
        tables: sampleTables,
        cacheRows: 0,
        neverAudited: opening === 'careful',
        audited: heard.audited,
      });
    } catch (error) {
      expect(error, what).to.be.instanceOf(StoreFailure);
      return true;
    }
    try {
      let wasTold = await this.#readAll(what, store);
      if (opening === 'careful') return wasTold;
      const damages = await heard.damages;
      // LMDB reads from now on, or the store is damaged.
      if (await this.#readAll(what, store)) wasTold = true;
      if (damages.some(({ ofRow }) => !ofRow)) await this.#requireRefusal(what, store);
      return wasTold || damages.length > 0;
    } finally {
      await store.close();
    }
  }

  remove(): void {
    rmSync(this.#directory, { recursive: true });
  }

  /** A short look, such as decides whether a store is lost, hears of damage or of none. */
  async #look(what: string): Promise<void> {
    try {
      const options = { readOnly: true, neverAudited: true, tables: sampleTables };
      await (await openEmbeddedStore(this.#work, options)).close();
    } catch (error) {
      expect(error, what).to.be.instanceOf(StoreFailure);
    }
  }

  /** Reads everything; returns whether something told of a damage. */
  async #readAll(what: string, store: Store): Promise<boolean> {
    let wasTold = false;
    const keys = this.#someKeys();
    const found = await store.view((tx) => keys.map((key) => failureOr(() => lookUp(tx, key))));
    for (const [index, key] of keys.entries()) {
      const text = found[index];
      const row = this.#expected.get(key);
      if (text instanceof StoreFailure) wasTold = true;
      else if (text !== row) expect.fail(`${what}: ${key} is ${String(text)}, not ${row}`);
    }
    for (const table of sampleTables) {
      const rows = await store.view((tx) => failureOr(() => rowsOf(tx, table)));
      if (rows instanceof StoreFailure) wasTold = true;
      else if (JSON.stringify(rows) !== this.#rows.get(table)) expect.fail(`${what}: other rows`);
    }
    return wasTold;
  }

  /** Each of the keys once in a while: every page has many of them. */
  #someKeys(): readonly string[] {
    const begin = this.#reads % keysStep;
    this.#reads += 1;
    return [...this.#expected.keys()].filter((_, index) => index % keysStep === begin);
  }

  async #requireRefusal(what: string, store: Store): Promise<void> {
    const refused = await store.update((tx) => tx.put(texts, 'new', 'x')).catch((e: unknown) => e);
    expect(refused, what).to.be.instanceOf(StoreFailure);
  }
}

/** The rows of a table among others, in order. */
function rowsIn(
  expected: ReadonlyMap<string, string | undefined>,
  table: Table<Key, unknown>,
): readonly (readonly [Key, string])[] {
  return [...expected]
    .filter(([key, row]) => row !== undefined && key.startsWith(`${table.name} `))
    .map(([key, row]) => [keyIn(key), row ?? ''] as const)
    .sort(([one], [other]) => (one < other ? -1 : 1));
}

/** Whole numbers below a bound, the same ones for each seed. */
export type Random = (below: number) => number;

export function randomNumbers(seed: number): Random {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** What an audit tells, when it does. */
function hearing(): {
  readonly audited: NonNullable<EmbeddedOptions['audited']>;
  readonly damages: Promise<readonly Damage[]>;
} {
  let audited: NonNullable<EmbeddedOptions['audited']> = () => undefined;
  const damages = new Promise<readonly Damage[]>((resolve) => (audited = resolve));
  return { audited, damages };
}

async function fillAtRandom(store: Store, random: Random, works: number): Promise<void> {
  const scale = works / worksOf.small;
  for (let work = 0; work < works; work += 1) {
    await store.update((tx) => {
      for (let row = 0; row < 80; row += 1) {
        const key = `${random(20)}/${random(400).toString(36)}`;
        if (random(4) === 0) tx.remove(texts, key);
        else {
          const isLong = random(40 / (scale * scale)) === 0;
          tx.put(texts, key, 'x'.repeat(isLong ? random(9000) : random(120)));
        }
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

function lookUp(tx: Reader, key: string): string | undefined {
  const own = keyIn(key);
  if (typeof own === 'string') return tx.get(texts, own);
  const row = tx.get(pairs, own);
  return row && pairs.encode(row);
}

function rowsOf(tx: Reader, table: Table<Key, unknown>): readonly (readonly [Key, string])[] {
  return Array.from(tx.range(table, {}), ([key, row]) => [key, table.encode(row)] as const);
}

/** What is read, or what kept it from being read. */
function failureOr<T>(read: () => T): T | StoreFailure {
  try {
    return read();
  } catch (error) {
    if (error instanceof StoreFailure) return error;
    throw error;
  }
}
