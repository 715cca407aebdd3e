/**
 * Who may do what with a Mailbox (objects, section 9): its list of rights, and the conditions that
 * hold when a command acts on behalf of another Account. Without such an Account everything is
 * allowed: `src/access` has decided already.
 */
import type { Reader } from '../../store/store.js';
import { print } from '../../values/print.js';
import type { Dictionary } from '../../values/value.js';
import { editedList, symbolsGiven } from '../acl/access-lists.js';
import { effectiveAclRights } from '../acl/account-acl.js';
import type { Change } from '../core/change.js';
import type { FoundAccount } from '../directory/directory.js';
import { dictionaryOf } from '../core/documents.js';
import { outerPaths, type MailboxPath } from './mailbox-names.js';
import { keepMailbox, mailboxAt, type Mailbox } from './mailboxes.js';
import { refuse } from '../core/refusal.js';

/** The Account on whose behalf a command acts; undefined for nobody's. */
export type OnBehalfOf = FoundAccount | undefined;

/** The rights that single acts ask for, by their symbols. */
const symbols = { lookup: 'l', select: 'r', create: 'c', delete: 'd', administer: 'a' } as const;
type Right = keyof typeof symbols;

/** The rights granted on a Mailbox. */
export function mailboxAcl({ row }: Mailbox): Dictionary {
  return dictionaryOf(row.acl);
}

/** Edits the rights granted on a Mailbox (`editedList`). Refuses with `illegal-value`. */
export function editMailboxAcl(change: Change, mailbox: Mailbox, edits: Dictionary): void {
  const acl = print(editedList(mailboxAcl(mailbox), edits));
  keepMailbox(change, mailbox, { ...mailbox.row, acl });
}

/** The symbols of the rights that an Account effectively has on a Mailbox. */
export function mailboxRights(tx: Reader, mailbox: Mailbox, reader: FoundAccount): string {
  return symbolsGiven(tx, mailboxAcl(mailbox), mailbox.account, reader);
}

/** Whether a right is there. */
export function mayDo(tx: Reader, mailbox: Mailbox, who: OnBehalfOf, right: Right): boolean {
  return who === undefined || mailboxRights(tx, mailbox, who).includes(symbols[right]);
}

/** Refuses with `no-right` unless a right is there. */
export function requireRight(tx: Reader, mailbox: Mailbox, who: OnBehalfOf, right: Right): void {
  if (!mayDo(tx, mailbox, who, right)) refuse('no-right');
}

/**
 * Refuses with `no-right` unless a name may be made: the right to create must be there on the
 * innermost Mailbox around it that exists, or else on the Account.
 */
export function requireCreatable(
  tx: Reader,
  account: FoundAccount,
  path: MailboxPath,
  who: OnBehalfOf,
): void {
  if (who === undefined) return;
  const outer = outerOf(tx, account, path);
  if (outer !== undefined) requireRight(tx, outer, who, 'create');
  else if (!effectiveAclRights(tx, account, who).includes(symbols.create)) refuse('no-right');
}

/** Refuses with `no-right` unless a Mailbox may be removed: creatable, with the right to delete. */
export function requireRemovable(tx: Reader, mailbox: Mailbox, who: OnBehalfOf): void {
  requireRight(tx, mailbox, who, 'delete');
  requireCreatable(tx, mailbox.account, mailbox.path, who);
}

/** The innermost Mailbox around a name, or undefined when there is none. */
export function outerOf(tx: Reader, account: FoundAccount, path: MailboxPath): Mailbox | undefined {
  for (const outer of outerPaths(path).toReversed()) {
    const row = mailboxAt(tx, account, outer);
    if (row !== undefined) return { account, path: outer, row };
  }
  return undefined;
}
