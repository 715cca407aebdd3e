/**
 * Opens the store of a base directory for whoever works on the whole of it. A store that is empty,
 * missing, another one or older than what lies beside it is refused before anything is written: it
 * would say of every Account's files that they are nobody's (docs/decisions/0011-lost-store.md).
 */
import { randomUUID } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { lastPosition } from '../engine/core/journal.js';
import { openEmbeddedStore } from '../tables/open-store.js';
import { StoreEmpty, type EmbeddedOptions } from '../store/embedded.js';
import { auditDataFile } from '../store/pages/data-file.js';
import { StoreFailure, type Reader, type Store } from '../store/store.js';
import { metadata } from '../store/metadata.js';
import { counters } from '../tables/tables.js';
import type { BasePlaces } from './base-places.js';
import { isUnfinished } from './import/unfinished.js';
import { positionOf } from './projection/state.js';
import { openState } from './projection/whereabouts.js';
import { readStoreNote, storeNoteName, writeStoreNote, type StoreNote } from './store-note.js';
import { firstAccount, tracesIn } from './traces.js';

/** The fact of a store that tells it from every other one. */
const idFact = 'storeId';

/** The store is not the one that belongs to what lies beside it; the message is one line. */
export class StoreUnfit extends Error {}

/** Where the parts that matter here are. */
export type StorePlaces = Pick<BasePlaces, 'root' | 'store'>;

/** How the store of a base directory is opened. */
export interface BaseStoreOptions extends Pick<
  EmbeddedOptions,
  'cacheRows' | 'reserveBytes' | 'readOnly' | 'audited' | 'broken' | 'longViews'
> {
  /** Accounts may lie there without a store: they are what is to be imported. */
  readonly mailMayBe?: boolean;
}

/** What a store says of itself. */
interface Told {
  readonly id: string | undefined;
  readonly format: number;
  /** It has a Main Domain. */
  readonly isFilled: boolean;
  /** An import is under way in it. */
  readonly isUnfinished: boolean;
  readonly position: number;
}

/**
 * Opens the store, and makes one in a new base directory unless it is opened for reading. Rejects
 * with `StoreUnfit`, and as `openEmbeddedStore` does; then nothing was written.
 */
export async function openBaseStore(
  places: StorePlaces,
  options: BaseStoreOptions = {},
): Promise<Store> {
  const { mailMayBe = false, ...embedded } = options;
  const mayBegin = await requireFit(places, mailMayBe);
  if (embedded.readOnly === true) return openEmbeddedStore(places.store, embedded);
  const store = await openEmbeddedStore(places.store, { ...embedded, mayBegin });
  try {
    await settleStoreNote(places.root, store);
    return store;
  } catch (error) {
    await store.close();
    throw error;
  }
}

/**
 * Opens the store for reading all of it. Of a large one nobody may have audited more than the frame:
 * that is done here, because LMDB would leave out rows of a damaged page without a word, and what is
 * read is to outlive it. Rejects with `StoreFailure` when anything is damaged, and as `openBaseStore`.
 */
export async function openWholeBaseStore(places: StorePlaces): Promise<Store> {
  await requireFit(places);
  const [damage] = auditDataFile(places.store) ?? [];
  if (damage !== undefined) throw new StoreFailure(damage.line);
  return openBaseStore(places, { readOnly: true });
}

/**
 * Looks at a store and at what lies beside it, and writes nothing. Returns whether the store may be
 * made or filled, because nothing can have been lost. Rejects as `openBaseStore` does.
 */
export async function requireFit(places: StorePlaces, mailMayBe = false): Promise<boolean> {
  const { root, store } = places;
  // Before the store, which goes on growing while it is looked at.
  const note = readStoreNote(root);
  const projected = await projectedPosition(root);
  const told = await toldBy(store);
  if (told === undefined || !(told.isFilled || told.isUnfinished)) {
    requireNew(places, note, mailMayBe, told === undefined);
    return true;
  }
  if (note !== undefined && !(note.isNew && !told.isFilled) && note.id !== told.id) {
    throw new StoreUnfit(
      `the store in ${store} is not the one that ${join(root, storeNoteName)} tells of`,
    );
  }
  const newest = Math.max(projected, note?.newestPosition ?? 0);
  if (told.position < newest || told.format < (note?.format ?? 0)) {
    throw new StoreUnfit(
      `the store in ${store} is older than what lies beside it: ` +
        `it ends at change ${told.position}, and there was change ${newest}`,
    );
  }
  return !told.isFilled;
}

/** Makes the note say what the store says; the store gets its id when it has none. */
export async function settleStoreNote(root: string, store: Store): Promise<void> {
  const before = readStoreNote(root);
  const told = await store.view(tellOf);
  const id = told.id ?? randomUUID();
  if (told.id === undefined) await store.update((tx) => tx.put(metadata, idFact, id));
  const { newestPosition } = before?.id === id ? before : { newestPosition: undefined };
  const note: StoreNote = { id, format: told.format, isNew: !told.isFilled, newestPosition };
  const isSame = before?.id === id && before.format === note.format && before.isNew === note.isNew;
  if (!isSame) await writeStoreNote(root, note);
}

/** Throws unless a base directory can be one in which there never was anything. */
function requireNew(
  { root, store }: StorePlaces,
  note: StoreNote | undefined,
  mailMayBe: boolean,
  isEmpty: boolean,
): void {
  const traces = tracesIn(root);
  const mail = mailMayBe ? undefined : firstAccount(root);
  const isNew =
    note === undefined ? traces.every((trace) => mailMayBe && trace.includes('/')) : note.isNew;
  if (isNew && mail === undefined) return;
  const what = !existsSync(store) ? 'is missing' : isEmpty ? 'is empty' : 'has no Main Domain';
  const beside = [...(note === undefined ? [] : [storeNoteName]), ...traces].join(', ');
  throw new StoreUnfit(`the store in ${store} ${what}, and beside it there is ${beside}`);
}

/** What the store in a directory says; undefined when there is nothing in it, or no store. */
async function toldBy(directory: string): Promise<Told | undefined> {
  const file = statSync(join(directory, 'data.mdb'), { throwIfNoEntry: false });
  if (file === undefined || file.size === 0) return undefined;
  try {
    const tables = [metadata, counters];
    const store = await openEmbeddedStore(directory, {
      readOnly: true,
      neverAudited: true,
      tables,
    });
    try {
      return await store.view(tellOf);
    } finally {
      await store.close();
    }
  } catch (error) {
    if (error instanceof StoreEmpty) return undefined;
    throw error;
  }
}

function tellOf(tx: Reader): Told {
  return {
    id: tx.get(metadata, idFact),
    format: Number(tx.get(metadata, 'format')),
    isFilled: tx.get(metadata, 'mainDomain') !== undefined,
    isUnfinished: isUnfinished(tx),
    position: lastPosition(tx),
  };
}

/** How far the documented files were written; 0 when nothing can tell. */
async function projectedPosition(root: string): Promise<number> {
  try {
    const state = await openState(root);
    if (state === undefined) return 0;
    try {
      return (await state.view(positionOf)) ?? 0;
    } finally {
      await state.close();
    }
  } catch (error) {
    // Without it the files are written anew; nothing hangs on it.
    if (error instanceof StoreFailure || error instanceof StoreEmpty) return 0;
    throw error;
  }
}
