/**
 * Two lists of Mailbox names that an Account has: its subscription, and names of its own for
 * Mailboxes (objects, section 9). Both are kept as given: they may name Mailboxes of other Accounts
 * (`~user/box`), so nothing is looked up and no rename touches them (objects, section 10.2).
 */
import type { Reader } from '../../store/store.js';
import { isArray, type Dictionary, type Value } from '../../values/value.js';
import type { Change } from '../core/change.js';
import { type FoundAccount } from '../directory/directory.js';
import { changeDocument } from '../core/document-changes.js';
import { documentText, presentRecords, readDocument, valueOf } from '../core/documents.js';
import { refuse } from '../core/refusal.js';
import { theAccount } from '../directory/subjects.js';

/** The names of the Mailboxes that an Account is subscribed to. */
export function subscription(tx: Reader, { id }: FoundAccount): readonly Value[] {
  const names = valueOf(documentText(tx, id, 'subscription') ?? '()');
  return isArray(names) ? names : [];
}

/** Replaces the subscription of an Account. */
export function setSubscription(
  change: Change,
  account: FoundAccount,
  names: readonly string[],
): void {
  changeDocument(change, theAccount(change.tx, account), 'subscription', names);
}

/** An Account's own names for Mailboxes, with what they stand for. */
export function mailboxAliases(tx: Reader, { id }: FoundAccount): Dictionary {
  return readDocument(tx, id, 'mailboxAliases');
}

/** Replaces an Account's own names for Mailboxes. Refuses with `illegal-value`. */
export function setMailboxAliases(change: Change, account: FoundAccount, given: Dictionary): void {
  const aliases = presentRecords(given);
  for (const mailbox of aliases.values()) {
    if (typeof mailbox !== 'string') refuse('illegal-value', 'a mailbox alias must be a string');
  }
  changeDocument(change, theAccount(change.tx, account), 'mailboxAliases', aliases);
}
