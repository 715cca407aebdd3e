/**
 * What is known of the store outside of it: `store.json` in the base directory. A store that was
 * lost, that another one replaced or that went back in time cannot tell so itself; this note can.
 * It is written whole or not at all. Knows no rows and no other file of the base directory.
 */
import { readFileSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf } from './tree-refused.js';

/** The note's name in the base directory. */
export const storeNoteName = 'store.json';

/** What the note says. */
export interface StoreNote {
  /** The store's id: its fact `storeId`. */
  readonly id: string;
  /** The format of its rows when the note was written. */
  readonly format: number;
  /** There is no Main Domain yet: nothing that was acknowledged can be missing. */
  readonly isNew: boolean;
  /**
   * A position of the journal that the store had on its disk; undefined when none was noted. A
   * store that ends before it is not what it was.
   */
  readonly newestPosition: number | undefined;
}

/** There is a note and it cannot be understood; the message is one line. */
export class StoreNoteDamaged extends Error {}

/** The note of a base directory; undefined when there is none. Throws `StoreNoteDamaged`. */
export function readStoreNote(base: string): StoreNote | undefined {
  const path = join(base, storeNoteName);
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
  const note = noteIn(text);
  if (note === undefined) throw new StoreNoteDamaged(`${path} is damaged`);
  return note;
}

/**
 * Writes the note; it is on the disk when this resolves, and until then the old one stays. Only for
 * whoever has the store open for writing, and one call at a time.
 */
export async function writeStoreNote(base: string, note: StoreNote): Promise<void> {
  const path = join(base, storeNoteName);
  const beside = `${path}.new`;
  const { id, format, isNew, newestPosition } = note;
  const text = JSON.stringify({ id, format, ...(isNew && { isNew }), newestPosition });
  try {
    await synced(beside, 'w', (file) => file.writeFile(`${text}\n`));
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
  await synced(base, 'r', () => Promise.resolve());
}

/**
 * Notes a position that the store has on its disk, when it is newer than the noted one; without a
 * note there is nothing that could be told. As `writeStoreNote`.
 */
export async function noteNewestPosition(base: string, position: number): Promise<void> {
  const note = readStoreNote(base);
  if (note === undefined || position <= (note.newestPosition ?? -1)) return;
  await writeStoreNote(base, { ...note, newestPosition: position });
}

async function synced(
  path: string,
  flags: string,
  work: (file: Awaited<ReturnType<typeof open>>) => Promise<void>,
): Promise<void> {
  const file = await open(path, flags, 0o600);
  try {
    await work(file);
    await file.sync();
  } finally {
    await file.close();
  }
}

function noteIn(text: string): StoreNote | undefined {
  let told: unknown;
  try {
    told = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof told !== 'object' || told === null) return undefined;
  const { id, format, isNew = false, newestPosition } = told as Record<string, unknown>;
  if (typeof id !== 'string' || id === '' || !isCount(format)) return undefined;
  if (typeof isNew !== 'boolean') return undefined;
  if (newestPosition !== undefined && !isCount(newestPosition)) return undefined;
  return { id, format, isNew, newestPosition };
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
