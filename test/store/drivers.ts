/** The stores that keep the contract, opened with a disk whose flushes a test can hold or break. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEmbeddedStore } from '../../src/tables/open-store.js';
import type { LongViewLimits } from '../../src/store/long-views.js';
import { openMemoryStore } from '../../src/store/memory.js';
import type { Store, Table } from '../../src/store/store.js';

/** A row of two columns, so that encoding and decoding have something to do. */
export interface Pair {
  readonly left: string;
  readonly right: number;
}

export const texts: Table<string, string> = {
  name: 'texts',
  encode: (row) => row,
  decode: (text) => text,
};

export const pairs: Table<number, Pair> = {
  name: 'pairs',
  encode: ({ left, right }) => `${right}\0${left}`,
  decode: (text) => {
    const cut = text.indexOf('\0');
    return { left: text.slice(cut + 1), right: Number(text.slice(0, cut)) };
  },
};

export const sampleTables = [texts, pairs];

/** Each step is a slice, so that every long view with a step goes on over several turns. */
export const longViews: LongViewLimits = { sliceMs: 0, snapshotMs: 60_000 };

/** A way to open an empty store; `flush` is awaited before each flush, and can break it. */
export interface Driver {
  readonly name: string;
  open(flush: () => Promise<void>): Promise<Store>;
}

export const drivers: readonly Driver[] = [
  { name: 'memory', open: (flush) => Promise.resolve(openMemoryStore({ flush, longViews })) },
  { name: 'embedded', open: (flush) => openEmbedded(flush, 1000) },
  { name: 'embedded, without a cache', open: (flush) => openEmbedded(flush, 0) },
  { name: 'embedded, read carefully', open: (flush) => openEmbedded(flush, 0, true) },
];

async function openEmbedded(
  flush: () => Promise<void>,
  cacheRows: number,
  isCareful = false,
): Promise<Store> {
  const directory = temporaryDirectory();
  const options = { tables: sampleTables, cacheRows, flush, longViews };
  // What is new is known to be sound.
  if (isCareful) await (await openEmbeddedStore(directory, options)).close();
  const store = await openEmbeddedStore(directory, { ...options, neverAudited: isCareful });
  const close = store.close.bind(store);
  store.close = () => close().finally(() => rmSync(directory, { recursive: true, force: true }));
  return store;
}

export function temporaryDirectory(): string {
  return mkdtempSync(join(tmpdir(), 'cligate-store-'));
}

/** A disk that writes at once, or waits, or refuses. */
export class Disk {
  readonly #held: (() => void)[] = [];
  #holds = false;
  /** While set, each flush fails for this reason. */
  refuses: Error | undefined;

  readonly flush = async (): Promise<void> => {
    if (this.#holds) await new Promise<void>((resolve) => this.#held.push(resolve));
    if (this.refuses !== undefined) throw this.refuses;
  };

  /** From now on flushes wait. */
  hold(): void {
    this.#holds = true;
  }

  /** Lets the flush that waits go on, and only that one. Waits for it to begin. */
  async letOneGo(): Promise<void> {
    while (this.#held.length === 0) await turn();
    this.#held.shift()?.();
  }

  /** Lets all go on, also those to come. */
  release(): void {
    this.#holds = false;
    for (const go of this.#held.splice(0)) go();
  }
}

/** Waits for the next turn of the event loop. */
export function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** What becomes of a promise: its value, or the error as `{ error }`. */
export function outcome<T>(promise: Promise<T>): Promise<T | { readonly error: unknown }> {
  return promise.catch((error: unknown) => ({ error }));
}

/** Whether a promise is still open after a few turns of the event loop. */
export async function isOpen(promise: Promise<unknown>): Promise<boolean> {
  let settled = false;
  const settle = (): void => {
    settled = true;
  };
  promise.then(settle, settle);
  for (let turns = 0; turns < 5; turns += 1) await turn();
  return !settled;
}
