/**
 * The table of Mailboxes (objects, section 9): their names and what is known of them, no messages.
 * An Account whose INBOX is as it was created has no row at all, so creating one writes none.
 */
import { flag, id, journaledTable, key, number, text, type RowOf } from './columns.js';
import type { AccountId, MailboxId } from './tables.js';

/** Mailboxes: key `accountId/path`. */
export const mailboxes = journaledTable('mailboxes', key<string>(), {
  /** It holds messages: it can be selected. */
  store: flag(),
  /** It holds other Mailboxes. */
  folder: flag(),
  /** When its store was created, milliseconds since 1970. */
  created: number(),
  /** The label of its kind, such as `IPF.Contact`; empty for none. */
  boxClass: text(),
  /** The storage format that was asked for, as in `DefaultMailboxType`; empty for none. */
  format: text(),
  /** The rights granted on it: a dictionary's text. */
  acl: text('{}'),
  /** What clients put into its information record: a dictionary's text. */
  info: text('{}'),
  /** Never reused in its Account, and kept when it is renamed; 0 for the INBOX it began with. */
  id: id<MailboxId>(0),
});

/** A name in an Account's tree of Mailboxes. It has at least one of the faces `store` and `folder`. */
export type MailboxRow = RowOf<typeof mailboxes>;

/** The key of a Mailbox. */
export function inAccount(account: AccountId, path: string): string {
  return `${account}/${path}`;
}
