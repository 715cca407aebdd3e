/**
 * The table of Mailboxes (objects, section 9): their names and what is known of them, no messages.
 * An Account whose INBOX is as it was created has no row at all, so creating one writes none.
 */
import { column, journaledTable, type AccountId, type MailboxId } from './tables.js';

/** A name in an Account's tree of Mailboxes. It has at least one of the two faces. */
export interface MailboxRow {
  /** It holds messages: it can be selected. */
  readonly store: boolean;
  /** It holds other Mailboxes. */
  readonly folder: boolean;
  /** When its store was created, milliseconds since 1970. */
  readonly created: number;
  /** The label of its kind, such as `IPF.Contact`; empty for none. */
  readonly boxClass: string;
  /** The storage format that was asked for, as in `DefaultMailboxType`; empty for none. */
  readonly format: string;
  /** The rights granted on it: a dictionary's text. */
  readonly acl: string;
  /** What clients put into its information record: a dictionary's text. */
  readonly info: string;
  /** Never reused in its Account, and kept when it is renamed; 0 for the INBOX it began with. */
  readonly id: MailboxId;
}

/** Mailboxes: key `accountId/path`. */
export const mailboxes = journaledTable<string, MailboxRow>(
  'mailboxes',
  (row) =>
    [
      row.store ? 1 : 0,
      row.folder ? 1 : 0,
      row.created,
      row.boxClass,
      row.format,
      row.acl,
      row.info,
      row.id,
    ].join(column),
  ([store, folder, created, boxClass = '', format = '', acl = '{}', info = '{}', id = '0']) => ({
    store: store === '1',
    folder: folder === '1',
    created: Number(created),
    boxClass,
    format,
    acl,
    info,
    id: Number(id),
  }),
);

/** The key of a Mailbox. */
export function inAccount(account: AccountId, path: string): string {
  return `${account}/${path}`;
}
