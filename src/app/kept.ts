/** What a server keeps: its store, opened and filled when it is empty, and its passwords. */
import { hostname } from 'node:os';
import { resolve } from 'node:path';
import { openBaseStore, settleStoreNote } from '../base-directory/base-store.js';
import { clearStaging, rollBackUnfinished } from '../base-directory/import/unfinished.js';
import type { Settings } from '../config/schema.js';
import type { Log } from '../log/log.js';
import { bringForward, fill, isFilled, requireKey, type Made } from './prepare-store.js';
import { openPasswords } from '../passwords/open-passwords.js';
import type { Passwords } from '../passwords/passwords.js';
import type { Damage } from '../store/pages/audit.js';
import { usualLongViews } from '../store/long-views.js';
import { openMemoryStore } from '../store/memory.js';
import type { Store, StoreFailure } from '../store/store.js';
import { basePlaces, makeBaseDirectory, passwordKeyFile } from '../base-directory/base-places.js';

/** What the server is made of. */
export interface ServerParts {
  readonly settings: Settings;
  readonly log: Log;
  /** The first postmaster's password; one is made when it is undefined. */
  readonly firstPassword: string | undefined;
  /** Ends the process: a write to the store failed, and nobody knows what its disk has. */
  readonly broken?: (failure: StoreFailure) => void;
}

/** Store, passwords, and what the first start made up, if this is one. */
export interface Kept {
  readonly store: Store;
  readonly passwords: Passwords;
  readonly made: Made | undefined;
}

/** Opens the store and fills it when it is empty. */
export async function openKept({
  settings,
  log,
  firstPassword,
  broken,
}: ServerParts): Promise<Kept> {
  const { auth, base, domain, store: ofStore } = settings;
  makeBaseDirectory(base);
  const longViews = { ...usualLongViews, snapshotMs: ofStore.longViewSeconds * 1000 };
  const store =
    ofStore.driver === 'memory'
      ? openMemoryStore({ longViews })
      : await openBaseStore(basePlaces(base), {
          cacheRows: ofStore.cacheRows,
          reserveBytes: ofStore.reserveMegabytes * 1024 * 1024,
          longViews,
          broken,
          audited: (damages) => tellDamages(damages, log),
        });
  const settle = async (): Promise<void> => {
    if (ofStore.driver !== 'memory') await settleStoreNote(base, store);
  };
  let passwords: Passwords | undefined;
  try {
    const target = { store, base: resolve(base), dryRun: false };
    // A store in memory has no lock that would keep an import away.
    if (ofStore.driver !== 'memory') clearStaging(target);
    if (await rollBackUnfinished(target)) {
      log.module('server').warn('rolled back an import that was not finished');
    }
    const filled = await isFilled(store);
    passwords = await openPasswords({
      keyFile: passwordKeyFile(base),
      mayCreateKey: !filled,
      settableMs: auth.passwordMs,
      dearShare: auth.dearPasswordPercent / 100,
      busyShare: auth.busyPasswordPercent / 100,
    });
    if (filled) {
      await requireKey(store, passwords);
      await bringForward(store);
      await settle();
      return { store, passwords, made: undefined };
    }
    const mainDomain = domain.main || hostname();
    const first = { mainDomain, password: firstPassword };
    const made = await fill(store, passwords, first, Date.now());
    await settle();
    return { store, passwords, made };
  } catch (error) {
    await passwords?.close();
    await store.close();
    throw error;
  }
}

/** Returns what an audit of the store's data file found. */
function tellDamages(damages: readonly Damage[], log: Log): void {
  const module = log.module('store');
  for (const { line } of damages) module.error('the store is damaged', { damage: line });
  if (damages.some(({ ofRow }) => !ofRow)) {
    module.error('the store refuses all changes because it is damaged: restore a backup');
  } else if (damages.length === 0) module.info('the data file of the store is sound');
}

/** Lets go of them. */
export async function closeKept({ store, passwords }: Kept): Promise<void> {
  await passwords.close();
  await store.close();
}
