/**
 * Takes away blobs of Account files that no file mentions any more: after a deletion, an
 * overwriting, a refused command or a crash. Knows the store and the place of the blobs, no file
 * name and no command.
 *
 * A blob is garbage when it is older than any that could still become part of a file (see
 * `src/files/blobs.ts`) and nothing in the store mentions it. First the ages are looked at and
 * then the store, so what was claimed in between is seen.
 *
 * What this process made, for an Account that is there, it may remove: its own commands left it.
 * Of older blobs only the store tells, which is no evidence, so they are moved out of the way and
 * kept for a time, as the files of what is deleted are.
 */
import { blobsOf } from '../engine/file-storage/storage-files.js';
import { garbageMs, type Blobs, type StoredBlob } from '../files/blobs.js';
import type { ModuleLog } from '../log/log.js';
import type { Store } from '../store/store.js';
import { accounts as accountRows, type Id } from '../tables/tables.js';
import { Periodic } from './periodic.js';

/** Between two looks at the Accounts whose files changed. */
const roundMs = 10_000;

/** Every so many rounds all Accounts are looked at: what a deleted Account leaves behind. */
const roundsBetweenAll = 360;

const dayMs = 24 * 60 * 60 * 1000;

/** What the sweep needs of the running server. */
export interface SweepParts {
  readonly store: Store;
  readonly files: Blobs;
  /** The clock: milliseconds since 1970. */
  readonly now: () => number;
  readonly log: ModuleLog;
  /** When this process opened the store: milliseconds since 1970. */
  readonly started: number;
  /** How long blobs that are out of the way are kept, in days. */
  readonly keepDays: () => number;
}

/** Sweeps all Accounts at the start and now and then, and soon those whose files changed. */
export class FileSweep extends Periodic {
  constructor(parts: SweepParts) {
    const { files, log, now, keepDays } = parts;
    let round = 0;
    const sweep = async (stopped: () => boolean): Promise<void> => {
      const all = round % roundsBetweenAll === 0;
      round += 1;
      const touched = files.takeTouched();
      const accounts = all ? await files.accounts() : touched;
      const removed = await sweepAccounts(parts, accounts, stopped);
      if (all) await files.dropAside(now() - keepDays() * dayMs);
      if (removed > 0) log.info('removed blobs of files that are gone', { removed });
    };
    super(roundMs, sweep, (error) =>
      log.failure('blobs of files that are gone could not be removed', error),
    );
  }
}

/**
 * Takes away the garbage of Accounts; returns how many blobs. Accounts with blobs that are too young
 * to tell stay touched.
 */
export async function sweepAccounts(
  { store, files, now, started }: Omit<SweepParts, 'log' | 'keepDays'>,
  accounts: readonly Id[],
  stopped: () => boolean = () => false,
): Promise<number> {
  let removed = 0;
  for (const account of accounts) {
    if (stopped()) break;
    const oldest = now() - garbageMs;
    const stored = await files.stored(account);
    const [mentioned, isThere] = await store.view((tx) => {
      return [blobsOf(tx, account), tx.get(accountRows, account) !== undefined] as const;
    });
    const unmentioned = stored.filter(({ name }) => !mentioned.has(name));
    const garbage = unmentioned.filter(({ writtenAt }) => writtenAt < oldest);
    if (garbage.length < unmentioned.length) files.touched(account);
    if (garbage.length === 0) continue;
    // After the store was read: who holds blobs from now on sees a state without these.
    if (files.arePinned()) {
      files.touched(account);
      continue;
    }
    const isOwn = ({ writtenAt }: StoredBlob): boolean => isThere && writtenAt >= started;
    const namesOf = (some: readonly StoredBlob[]) => some.map(({ name }) => name);
    const own = garbage.filter(isOwn);
    if (own.length > 0) await files.remove(account, namesOf(own));
    if (own.length < garbage.length) {
      await files.setAside(account, namesOf(garbage.filter((blob) => !isOwn(blob))));
    }
    removed += garbage.length;
  }
  return removed;
}
