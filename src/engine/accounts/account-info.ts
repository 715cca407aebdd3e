/**
 * What is known of an Account's life (catalogue, `GetAccountInfo`; objects, section 13): when it was
 * created, who logged in when, and how much is in its Mailboxes and files: bare digits, as scripts
 * compute with them. Names are case-sensitive.
 */
import type { AccountRow } from '../../tables/tables.js';
import type { VolatileData } from './account-files.js';
import { print } from '../../values/print.js';
import { TimeStamp, type Dictionary, type Value } from '../../values/value.js';

/** How a time stamp begins; behind it stands the time. */
const timeMark = '#T';

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
    ['Created', createdText(row)],
    ['StorageUsed', String(used)],
  ]);
  for (const key of toldElsewhere) info.delete(key);
  return info;
}

/** When an Account was created, in GMT, as text: clients stop reading at a time stamp (ruling 19). */
function createdText({ created }: AccountRow): string {
  return print(new TimeStamp('time', Math.floor(created / 1000))).slice(timeMark.length);
}
