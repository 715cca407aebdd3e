/**
 * `cligate sync`: waits until the documented files of a base directory say what the store says. A
 * running server's projector is waited for; where no server runs, the files are written here.
 */
import { existsSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { openBaseStore } from '../base-directory/base-store.js';
import { lastPosition } from '../engine/core/journal.js';
import { progressOf, stateTables } from '../base-directory/projection/state.js';
import type { Settings } from '../config/schema.js';
import { openEmbeddedStore } from '../tables/open-store.js';
import { StoreInUse, UnknownFormat } from '../store/embedded.js';
import type { Store } from '../store/store.js';
import { basePlaces, projectorDirectory, storeDirectory } from '../base-directory/base-places.js';
import { requireWholeRestore } from './whole-base.js';
import { writeDocumented } from './documented-files.js';
import { exit, ProgramFailure } from './exit.js';

/** How often a running server's projector is looked at. */
const lookMs = 50;

/**
 * Waits, or writes; returns the code to end with: 1 when something could not be written. Throws
 * `ProgramFailure` when there is no store, or when it takes longer than `timeoutSeconds`.
 */
export async function sync(settings: Settings, timeoutSeconds: number): Promise<number> {
  const { base } = settings;
  requireWholeRestore(base);
  if (!existsSync(storeDirectory(base))) {
    throw new ProgramFailure(`there is no store in ${base}`, exit.notFound);
  }
  const store = await opened(base);
  if (store === undefined) {
    await waitForServer(base, timeoutSeconds);
    return exit.done;
  }
  try {
    return await writeDocumented(settings, store);
  } finally {
    await store.close();
  }
}

/** The store, or undefined when a server has it. */
async function opened(base: string): Promise<Store | undefined> {
  try {
    return await openBaseStore(basePlaces(base));
  } catch (error) {
    if (error instanceof StoreInUse) return undefined;
    throw error;
  }
}

async function waitForServer(base: string, timeoutSeconds: number): Promise<void> {
  const store = await openEmbeddedStore(storeDirectory(base), { readOnly: true });
  try {
    const wanted = await store.view(lastPosition);
    const endAt = performance.now() + timeoutSeconds * 1000;
    for (;;) {
      const progress = await progressIn(projectorDirectory(base));
      const { position, deferredTasks } = progress;
      if (position >= wanted && deferredTasks === 0) {
        process.stdout.write(`everything up to change ${wanted} is in place\n`);
        return;
      }
      if (performance.now() >= endAt) {
        throw new ProgramFailure(
          `${Math.max(0, wanted - position)} changes and ${deferredTasks} files are not written yet`,
          exit.failed,
        );
      }
      await pause(lookMs);
    }
  } finally {
    await store.close();
  }
}

/** How far the projector of a running server is; at the very beginning it has no state yet. */
async function progressIn(directory: string): Promise<{ position: number; deferredTasks: number }> {
  if (!existsSync(`${directory}/data.mdb`)) return { position: -1, deferredTasks: 0 };
  try {
    const state = await openEmbeddedStore(directory, { tables: stateTables, readOnly: true });
    try {
      return await state.view(progressOf);
    } finally {
      await state.close();
    }
  } catch (error) {
    // The projector is making it at this moment.
    if (error instanceof UnknownFormat) return { position: -1, deferredTasks: 0 };
    throw error;
  }
}
