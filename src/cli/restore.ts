/** `cligate restore FILE`: a base directory from an archive, with its documented files. */
import { openBaseStore } from '../base-directory/base-store.js';
import { BaseInUse, restore } from '../base-directory/backup/restore.js';
import type { Settings } from '../config/schema.js';
import { basePlaces } from '../base-directory/base-places.js';
import { writeDocumented } from './documented-files.js';
import { exit, ProgramFailure } from './exit.js';

/**
 * Restores and prints what it came to, then writes the documented files; returns the code to end with:
 * 1 when some of those could not be written. Throws `ProgramFailure` for a base directory that is not
 * empty and may not be replaced, and what `restore` throws.
 */
export async function restoreFrom(
  settings: Settings,
  file: string,
  force: boolean,
): Promise<number> {
  const { base } = settings;
  const places = basePlaces(base);
  const options = { force, now: Date.now() };
  const report = await restore(places, file, options).catch((error: unknown) => {
    if (error instanceof BaseInUse) throw new ProgramFailure(error.message, exit.conflict);
    throw error;
  });
  const { rows, blobs, mail, mainDomain, replaced } = report;
  process.stdout.write(
    `${base}: ${mainDomain}: ${rows} rows, ${blobs} blobs of files, ${mail} mailbox files\n` +
      (replaced === undefined ? '' : `what was there before is in ${replaced}\n`),
  );
  const store = await openBaseStore(places);
  try {
    return await writeDocumented(settings, store);
  } finally {
    await store.close();
  }
}
