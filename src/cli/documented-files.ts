/** Writing the documented files of a base directory that no server uses. */
import { resolve } from 'node:path';
import { openOwnState } from '../base-directory/projection/own-state.js';
import { Projection, type Progress } from '../base-directory/projection/projection.js';
import { requireMainDomain } from '../base-directory/main-domain.js';
import type { Settings } from '../config/schema.js';
import type { Store } from '../store/store.js';
import { filesDirectory, projectorDirectory } from '../base-directory/base-places.js';
import { exit } from './exit.js';

/**
 * Writes what is not written yet, and returns how far everything is; returns the code to end with: 1
 * when something could not be written. The store is the caller's alone.
 */
export async function writeDocumented(settings: Settings, store: Store): Promise<number> {
  const { position, deferredTasks } = await settleDocumented(settings, store, false);
  process.stdout.write(`everything up to change ${position} is in place\n`);
  return deferredTasks === 0 ? exit.done : exit.failed;
}

/**
 * Writes what is not written yet; with `anew`, everything is compared and written again where it is
 * not what it should be. What cannot be written is told on standard error. Throws `NoMainDomain`.
 */
export async function settleDocumented(
  { base, storage }: Settings,
  store: Store,
  anew: boolean,
): Promise<Progress> {
  await store.view(requireMainDomain);
  const state = await openOwnState(projectorDirectory(base), {
    damaged: (line) => process.stderr.write(`cligate: ${line}\n`),
  });
  try {
    const projection = new Projection({
      store,
      state,
      base: resolve(base),
      blobs: { directory: filesDirectory(base), linked: true },
      followMountLinks: storage.followMountLinks,
      trouble: (what) => process.stderr.write(`cligate: not written: ${what}\n`),
    });
    if (anew) await projection.restart();
    await projection.settle();
    return await projection.progress();
  } finally {
    await state.close();
  }
}
