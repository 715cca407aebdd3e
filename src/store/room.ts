/** Room on the disk for what a database is going to write. */
import { statfsSync } from 'node:fs';

/**
 * Throws an error with the code `ENOSPC` unless the file system of a directory has this much room
 * for this user. Limits of a single user are not seen here; the disk tells them when it is written.
 */
export function requireRoom(directory: string, bytes: number): void {
  const { bavail, bsize } = statfsSync(directory);
  if (bavail * bsize >= bytes) return;
  const megabytes = Math.ceil(bytes / 1024 / 1024);
  const error = new Error(`ENOSPC: there is less room than ${megabytes} MB in ${directory}`);
  throw Object.assign(error, { code: 'ENOSPC' });
}
