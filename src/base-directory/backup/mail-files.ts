/**
 * Where the messages of Accounts are in the documented tree, by what a state of the store says
 * (storage, section 4), and how an archive calls them: `mail/<account id>/<file of the Mailbox>`,
 * which stays the same when the Account or its Domain is renamed.
 */
import { accountLocation } from '../../engine/places/account-place.js';
import { inbox } from '../../engine/mailboxes/mailbox-names.js';
import { allMailboxes } from '../../engine/mailboxes/mailboxes.js';
import { domainLocation } from '../../engine/places/locations.js';
import type { Reader } from '../../store/store.js';
import { accounts, domains, type AccountRow, type Id } from '../../tables/tables.js';
import { hasDirectory, mailboxFile, mailboxFormats } from '../layout.js';
import type { BoxFile, Home } from '../projection/whereabouts.js';
import { accountOf } from '../../engine/directory/directory.js';

/** A place where messages may be. */
export interface MailPlace extends BoxFile {
  /** Its name in an archive. */
  readonly entry: string;
  /** Where it belongs in the base directory, a byte string. */
  readonly path: string;
  readonly home: Home;
}

/** Every place of every Mailbox of an Account: one for each format that it may have. */
export function* mailPlacesOf(tx: Reader, id: Id, row: AccountRow): Generator<MailPlace, void> {
  const home = homeOf(tx, id, row);
  if (home === undefined) return;
  for (const { path: name, row: box } of allMailboxes(tx, accountOf(tx, id))) {
    if (!box.store && name !== inbox) continue;
    for (const format of Object.values(mailboxFormats)) {
      const file = mailboxFile(name, format);
      const path = mailPath(tx, id, row, file);
      if (path !== undefined) yield { entry: `mail/${id}/${file}`, path, home, box: box.id, file };
    }
  }
}

/** Where an Account belongs; undefined when its Domain is not there. */
export function homeOf(tx: Reader, id: Id, row: AccountRow): Home | undefined {
  const domain = tx.get(domains, row.domain);
  return (
    domain && {
      account: id,
      domain: row.domain,
      directory: domainLocation(domain),
      location: accountLocation(row),
    }
  );
}

/** Where a Mailbox's file is in the base directory; undefined when its Domain is not there. */
export function mailPath(tx: Reader, id: Id, row: AccountRow, file: string): string | undefined {
  const domain = tx.get(domains, row.domain);
  if (domain === undefined || tx.get(accounts, id) === undefined) return undefined;
  const outer = domainLocation(domain);
  if (hasDirectory(row.type)) return `${outer}/${accountLocation(row)}/${file}`;
  // Such an Account has its INBOX only, called as it is itself.
  return `${outer}/${row.place}${row.name}${file.slice(inbox.length)}`;
}
