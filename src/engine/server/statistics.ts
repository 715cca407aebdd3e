/**
 * Statistics of Accounts and Domains (objects, section 13; catalogue, section "Statistics"):
 * counters by name and the time of the last full reset, in one document beside the owner. Logins
 * are all that happens here; a counter that never got a value is not there.
 */
import type { Reader, Writer } from '../../store/store.js';
import { type AccountId, type OwnerId } from '../../tables/tables.js';
import { TimeStamp, type Dictionary, type Value } from '../../values/value.js';
import type { Change } from '../core/change.js';
import { presentAccount } from '../directory/directory.js';
import { changeDocument, type DocumentOwner } from '../core/document-changes.js';
import { readDocument, writeDocument } from '../core/documents.js';

/** The counters of an Account or a Domain. */
export function statisticsOf(tx: Reader, owner: OwnerId): Dictionary {
  return readDocument(tx, owner, 'statistics');
}

/** One of the counters, or the time of the reset; the empty string when it never got a value. */
export function statisticOf(tx: Reader, owner: OwnerId, key: string): Value {
  return statisticsOf(tx, owner).get(key) ?? '';
}

/** Counts logins: how many of which Account. Accounts that are gone are passed over. */
export function countLogins(tx: Writer, logins: ReadonlyMap<AccountId, number>): void {
  for (const [account, count] of logins) {
    if (presentAccount(tx, account) === undefined) continue;
    const known = statisticsOf(tx, account);
    const before = known.get('Logins');
    const after = (typeof before === 'bigint' ? before : 0n) + BigInt(count);
    writeDocument(tx, account, 'statistics', new Map(known).set('Logins', after));
  }
}

/** Clears one counter; without a key all of them, which is remembered as the time of the reset. */
export function resetStatistics(
  change: Change,
  owner: DocumentOwner,
  key: string | undefined,
): void {
  if (key === undefined) {
    const now = new TimeStamp('time', Math.floor(change.now / 1000));
    changeDocument(change, owner, 'statistics', new Map([['StatReset', now]]));
    return;
  }
  const rest = new Map(statisticsOf(change.tx, owner.id));
  rest.delete(key);
  changeDocument(change, owner, 'statistics', rest);
}
