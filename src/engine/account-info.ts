/**
 * What is known of an Account's life (catalogue, GetAccountInfo; objects, section 13): when it was
 * created and who logged in when. Names are case-sensitive. Storage is counted by the mailboxes,
 * which this server does not keep, so `StorageUsed` is `0`: bare digits, as scripts compute with it.
 */
import type { AccountRow } from '../store/tables.js';
import { TimeStamp, type Dictionary, type Value } from '../values/value.js';

/** All info elements of an Account; `logins` are those that the login history adds. */
export function accountInfo(row: AccountRow, logins: Dictionary): Dictionary {
  return new Map<string, Value>([
    ...logins,
    ['Created', new TimeStamp('time', Math.floor(row.created / 1000))],
    ['StorageUsed', '0'],
  ]);
}
