/** `cligate export DIR`: a base directory of the documented layout. */
import { existsSync } from 'node:fs';
import { exportBase, ExportRefused } from '../base-directory/export/export.js';
import { openPasswords } from '../passwords/open-passwords.js';
import { basePlaces } from '../base-directory/base-places.js';
import { isWithin, requireWholeRestore } from './whole-base.js';
import { exit, ProgramFailure } from './exit.js';

/**
 * Writes the export and prints what it came to; returns the code to end with: 1 when something could not
 * be written. Throws `ProgramFailure` when there is no store, and for a directory
 * that is not empty or is in the base directory.
 */
export async function exportTo(base: string, directory: string, clear: boolean): Promise<number> {
  requireWholeRestore(base);
  const places = basePlaces(base);
  if (!existsSync(places.store)) {
    throw new ProgramFailure(`there is no store in ${base}`, exit.notFound);
  }
  // An export to where it is read from would never end.
  if (isWithin(directory, base)) {
    throw new ProgramFailure(`${directory} is in the base directory`, exit.usage);
  }
  const tell = (line: string) => process.stderr.write(`cligate: ${line}\n`);
  const passwords = clear
    ? await openPasswords({ keyFile: places.key, mayCreateKey: false })
    : undefined;
  try {
    const reveal = passwords && ((stored: string) => passwords.reveal(stored));
    const report = await exportBase(places, directory, reveal).catch((error: unknown) => {
      if (error instanceof ExportRefused) throw new ProgramFailure(error.message, exit.conflict);
      throw error;
    });
    for (const trouble of report.troubles) tell(`not exported: ${trouble}`);
    for (const line of report.left) tell(`left: ${line}`);
    if (clear) {
      tell(
        `WARNING: ${report.clear} passwords stand in ${directory} as plain texts: guard it well`,
      );
      tell(`${report.oneWay} passwords are kept in one-way forms and stay what they are`);
    }
    process.stdout.write(
      `${directory}: ${report.accounts} accounts, ${report.mail} mailbox files\n`,
    );
    return report.troubles.length === 0 ? exit.done : exit.failed;
  } finally {
    await passwords?.close();
  }
}
