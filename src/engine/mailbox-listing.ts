/**
 * The listing of an Account's Mailboxes (objects, section 9): the form of a value tells the faces of
 * a name, and what an Account on whose behalf it is made may see.
 */
import type { Reader } from '../store/store.js';
import type { AccountRow } from '../store/tables.js';
import type { Dictionary, Value } from '../values/value.js';
import type { MailboxCounts, VolatileData } from './account-files.js';
import type { Found } from './directory.js';
import type { MailboxFilter } from './mailbox-filter.js';
import { mayDo, type OnBehalfOf } from './mailbox-rights.js';
import { allMailboxes, summary, type Mailbox } from './mailboxes.js';

const nothing: readonly Value[] = [];

/**
 * Mailboxes that pass a filter. A store is told by its summary, or by an empty array to whom may not
 * select it; a folder by an empty array; a name that is both by an array of what tells the store.
 */
export function listMailboxes(
  tx: Reader,
  account: Found<AccountRow>,
  filter: MailboxFilter,
  who: OnBehalfOf,
  counts: VolatileData['counts'] = new Map(),
): Dictionary {
  const listed = new Map<string, Value>();
  for (const mailbox of allMailboxes(tx, account)) {
    if (!filter(mailbox.path) || !mayDo(tx, mailbox, who, 'lookup')) continue;
    listed.set(mailbox.path, valueOf(tx, mailbox, who, counts.get(mailbox.path)));
  }
  return listed;
}

function valueOf(
  tx: Reader,
  mailbox: Mailbox,
  who: OnBehalfOf,
  counts: MailboxCounts | undefined,
): Value {
  const { store, folder } = mailbox.row;
  if (!store) return nothing;
  const told = mayDo(tx, mailbox, who, 'select') ? summary(mailbox, counts) : nothing;
  return folder ? [told] : told;
}
