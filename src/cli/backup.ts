/** `cligate backup FILE`: all of a base directory in one archive. */
import { existsSync, statSync } from 'node:fs';
import { makeBackup } from '../base-directory/backup/backup.js';
import { basePlaces } from '../base-directory/base-places.js';
import { isWithin, requireWholeRestore } from './whole-base.js';
import { exit, ProgramFailure } from './exit.js';
import { programVersion } from './version.js';

/**
 * Writes the archive and prints what it came to; returns the code to end with: 1 when the archive is
 * there and lacks something that the store mentions. Throws `ProgramFailure` when there is no store,
 * and for an archive that would be a directory or in the base directory.
 */
export async function backup(base: string, file: string): Promise<number> {
  requireWholeRestore(base);
  const places = basePlaces(base);
  if (!existsSync(places.store)) {
    throw new ProgramFailure(`there is no store in ${base}`, exit.notFound);
  }
  if (statSync(file, { throwIfNoEntry: false })?.isDirectory() === true) {
    throw new ProgramFailure(`${file} is a directory`, exit.usage);
  }
  // Plain files there are part of every backup.
  if (isWithin(file, base)) {
    throw new ProgramFailure(`${file} is in the base directory`, exit.usage);
  }
  const { rows, blobs, mail, missing, left, sha256 } = await makeBackup(
    places,
    file,
    programVersion(),
  );
  for (const what of missing) process.stderr.write(`cligate: not in the backup: ${what}\n`);
  for (const line of left) process.stderr.write(`cligate: left: ${line}\n`);
  process.stdout.write(
    `${file}: ${rows} rows, ${blobs} blobs of files, ${mail} mailbox files\n` +
      `sha256 ${sha256}\n`,
  );
  return missing.length === 0 ? exit.done : exit.failed;
}
