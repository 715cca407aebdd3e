/**
 * What an Account owns besides itself: Mailing Lists and Named Tasks hold their owner's id (ruling
 * 4), and whoever creates, removes or hands over one keeps the owner's count here.
 */
import type { Reader, DerivedWriter, DerivedTable } from '../../store/store.js';
import { counters, type AccountId, type TaskId, type ListId } from '../../tables/tables.js';
import { addToCounter, counter } from './directory.js';
import { refuse } from '../core/refusal.js';

/** The key of the counter of the Mailing Lists and Named Tasks that an Account owns. */
export function ownedBy(account: AccountId): string {
  return `owned/${account}`;
}

/** Refuses with `owns-objects` when an Account owns a Mailing List or a Named Task. */
export function requireOwnsNothing(tx: Reader, account: AccountId): void {
  if (counter(tx, ownedBy(account)) > 0) refuse('owns-objects');
}

/** Notes that an Account owns an object; `index` lists what Accounts own, key `accountId/objectId`. */
export function own(
  tx: DerivedWriter,
  index: DerivedTable<string, ''>,
  object: ListId | TaskId,
  account: AccountId,
): void {
  tx.put(index, `${account}/${object}`, '');
  addToCounter(tx, ownedBy(account), 1);
}

/** Notes that an Account owns an object no more. */
export function disown(
  tx: DerivedWriter,
  index: DerivedTable<string, ''>,
  object: ListId | TaskId,
  account: AccountId,
): void {
  tx.remove(index, `${account}/${object}`);
  if (addToCounter(tx, ownedBy(account), -1) === 0) tx.remove(counters, ownedBy(account));
}
