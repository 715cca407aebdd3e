/**
 * Where the messages of Accounts are in the documented tree, by what a state of the store says
 * (storage, section 4), and how an archive calls them: `mail/<account id>/<file of the Mailbox>`,
 * which stays the same when the Account or its Domain is renamed.
 */
import { accountLocation } from '../../engine/account-place.js';
import { inbox, type MailboxPath } from '../../engine/mailbox-names.js';
import { domainLocation } from '../../engine/locations.js';
import { mailboxes } from '../../store/mailbox-tables.js';
import { keysUnder, type Reader } from '../../store/store.js';
import { accounts, domains, type AccountRow, type Id } from '../../store/tables.js';
import { hasDirectory, mailboxFile, mailboxFormats } from '../layout.js';

/** A place where messages may be. */
export interface MailPlace {
  /** Its name in an archive. */
  readonly entry: string;
  /** Its path in the base directory, a byte string. */
  readonly path: string;
}

/** Every place of every Mailbox: one for each format that it may have. */
export function* mailPlaces(tx: Reader): Generator<MailPlace, void> {
  for (const [id, row] of tx.range(accounts, {})) {
    const prefix = `${id}/`;
    yield* placesOf(tx, id, row, inbox);
    for (const [key, { store }] of tx.range(mailboxes, keysUnder(prefix))) {
      const path = key.slice(prefix.length) as MailboxPath;
      if (store && path !== inbox) yield* placesOf(tx, id, row, path);
    }
  }
}

function* placesOf(tx: Reader, id: Id, row: AccountRow, path: MailboxPath): Generator<MailPlace> {
  for (const format of Object.values(mailboxFormats)) {
    const file = mailboxFile(path, format);
    const place = mailPath(tx, id, row, file);
    if (place !== undefined) yield { entry: `mail/${id}/${file}`, path: place };
  }
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
