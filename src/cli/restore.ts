/** `cligate restore FILE`: a base directory from an archive. */
import { BaseInUse, restore } from '../base/backup/restore.js';
import { basePlaces } from './base-directory.js';
import { exit, ProgramFailure } from './exit.js';

/**
 * Restores and tells what it came to. Throws `ProgramFailure` for a base directory that is not empty
 * and may not be replaced, and what `restore` throws.
 */
export async function restoreFrom(base: string, file: string, force: boolean): Promise<void> {
  const options = { force, now: Date.now() };
  const report = await restore(basePlaces(base), file, options).catch((error: unknown) => {
    if (error instanceof BaseInUse) throw new ProgramFailure(error.message, exit.conflict);
    throw error;
  });
  const { rows, contents, mail, mainDomain, replaced } = report;
  process.stdout.write(
    `${base}: ${mainDomain}: ${rows} rows, ${contents} contents of files, ${mail} mailbox files\n` +
      (replaced === undefined ? '' : `what was there before is in ${replaced}\n`),
  );
}
