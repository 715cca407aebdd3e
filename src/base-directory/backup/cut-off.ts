/** What tells that a restore was cut off; apart, because every start of the server asks. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Where a restored state is, inside the base directory, until it has taken its place. */
export const restoredName = 'restored';

/** Whether a restore was cut off while the new state took its place. */
export function isRestoreCutOff(root: string): boolean {
  return existsSync(join(root, restoredName));
}
