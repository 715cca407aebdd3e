/** What the operating system said, found in an error or in what caused it. */
import { getSystemErrorName } from 'node:util';

/** The system's code of an error or of its cause, such as `EACCES`; empty when it has none. */
export function systemCodeOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  const code: unknown = 'code' in error ? error.code : undefined;
  if (typeof code === 'string') return code;
  // The database underneath gives the bare number.
  if (typeof code === 'number' && code > 0 && code < 200) return getSystemErrorName(-code);
  return systemCodeOf(error.cause);
}

/**
 * No room on the disk, for this user, or in a file of this length; and a disk that fails, which is
 * what the database says, too, when there was room for a part of what it wrote.
 */
const ofDisk: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT', 'EFBIG', 'EIO', 'EROFS']);

/** What only those hear who write: a disk that can be read from does not say it of what is read. */
const ofRoom: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

/** Whether there was no room for what was to be written. */
export function isOfRoom(error: unknown): boolean {
  return ofRoom.has(systemCodeOf(error));
}

/** Whether something could not be written because of the disk. */
export function isOfDisk(error: unknown): boolean {
  return ofDisk.has(systemCodeOf(error));
}
