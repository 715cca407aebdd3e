/**
 * What an Account owns besides itself: Mailing Lists and Named Tasks hold their owner's id (rulings
 * 4), and whoever creates, removes or hands over one keeps the owner's count here.
 */
import type { Reader } from '../store/store.js';
import type { Id } from '../store/tables.js';
import { counter } from './directory.js';
import { refuse } from './refusal.js';

/** The key of the counter of the Mailing Lists and Named Tasks that an Account owns. */
export function ownedBy(account: Id): string {
  return `owned/${account}`;
}

/** Refuses with `owns-objects` when an Account owns a Mailing List or a Named Task. */
export function requireOwnsNothing(tx: Reader, account: Id): void {
  if (counter(tx, ownedBy(account)) > 0) refuse('owns-objects');
}
