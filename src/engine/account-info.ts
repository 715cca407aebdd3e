/**
 * What is known of an Account's life (catalogue, GetAccountInfo; objects, section 13): when it was
 * created, who logged in when, and how much is in its Mailboxes and files: bare digits, as scripts
 * compute with them. Names are case-sensitive.
 */
import type { AccountRow } from '../store/tables.js';
import type { VolatileData } from './account-files.js';
import { TimeStamp, type Dictionary, type Value } from '../values/value.js';

/** Elements of the file that other commands tell. */
const toldElsewhere: readonly string[] = ['Statistics', 'Viewer'];

/**
 * All info elements of an Account: those in its file, which may be older, under those that the login
 * history has. `stored` are the bytes of its File Storage.
 */
export function accountInfo(
  row: AccountRow,
  { counts, elements }: VolatileData,
  logins: Dictionary,
  stored: number,
): Dictionary {
  let used = stored;
  for (const { size } of counts.values()) used += size;
  const info = new Map<string, Value>([
    ...elements,
    ...logins,
    ['Created', new TimeStamp('time', Math.floor(row.created / 1000))],
    ['StorageUsed', String(used)],
  ]);
  for (const key of toldElsewhere) info.delete(key);
  return info;
}
