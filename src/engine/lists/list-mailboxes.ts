/**
 * The Mailboxes that a Mailing List keeps in its owner's Account (objects, sections 7.4 and 10.2):
 * the archive, which has the List's name, and those for requests, reports and postings that wait for
 * approval below it. They come with the List, are renamed with it, and stay when it goes.
 *
 * Unknown: what the original calls those below the archive. A limit on Mailboxes does not count for
 * them, and an Account of one Mailbox has none of them.
 */
import type { Change } from '../core/change.js';
import { type FoundAccount, newId } from '../directory/directory.js';
import { hasManyMailboxes, renameMailbox } from '../mailboxes/mailbox-changes.js';
import { inbox, mailboxPath, type MailboxPath } from '../mailboxes/mailbox-names.js';
import { blank, keepMailbox, mailboxAt } from '../mailboxes/mailboxes.js';
import type { ObjectName } from '../core/names.js';

const belowArchive = ['requests', 'reports', 'approval'];

/** Makes those Mailboxes of a List that its owner's Account does not have yet. */
export function makeListMailboxes(change: Change, account: FoundAccount, list: ObjectName): void {
  const archive = archiveOf(account, list);
  if (archive === undefined) return;
  const { tx, now } = change;
  const paths = [archive, ...belowArchive.map((name) => mailboxPath(`${archive}/${name}`))];
  for (const path of paths) {
    const present = mailboxAt(tx, account, path) ?? blank;
    const store = present.store ? {} : { store: true, created: now, id: newId(tx) };
    const folder = present.folder || path === archive;
    keepMailbox(change, { account, path }, { ...present, ...store, folder });
  }
}

/** Renames the Mailboxes of a List with it, unless there is something under the new name. */
export function renameListMailboxes(
  change: Change,
  account: FoundAccount,
  from: ObjectName,
  to: ObjectName,
): void {
  const [old, archive] = [archiveOf(account, from), archiveOf(account, to)];
  if (old === undefined || archive === undefined) return;
  const isThere = mailboxAt(change.tx, account, old) !== undefined;
  if (!isThere || mailboxAt(change.tx, account, archive) !== undefined) return;
  renameMailbox(change, { account, who: undefined }, old, archive, true);
}

/** INBOX is nobody's archive: a List of that name has none. */
function archiveOf({ row }: FoundAccount, list: ObjectName): MailboxPath | undefined {
  const path = mailboxPath(list);
  return path === inbox || !hasManyMailboxes(row) ? undefined : path;
}
