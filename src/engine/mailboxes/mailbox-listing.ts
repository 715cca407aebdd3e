/**
 * The listing of an Account's Mailboxes (objects, section 9): the form of a value tells the faces of
 * a name, and what an Account on whose behalf it is made may see. Made as a text of the data
 * language, because it can be long.
 */
import { oneRow, visitInSteps } from '../../store/steps.js';
import type { Reader } from '../../store/store.js';
import { printString } from '../../values/print.js';
import { sortedInSteps } from '../../values/print-in-steps.js';
import { noMessages, type MailboxCounts, type VolatileData } from '../accounts/account-files.js';
import type { FoundAccount } from '../directory/directory.js';
import type { MailboxFilter } from './mailbox-filter.js';
import { mayDo, type OnBehalfOf } from './mailbox-rights.js';
import { eachMailbox, type Mailbox } from './mailboxes.js';

const nothing = '()';

/**
 * Mailboxes that pass a filter, as a printed dictionary. A store is told by its summary, or by an
 * empty array to whom may not select it; a folder by an empty array; a name that is both by an array
 * of what tells the store.
 */
export function* listMailboxes(
  tx: Reader,
  account: FoundAccount,
  filter: MailboxFilter,
  who: OnBehalfOf,
  counts: VolatileData['counts'] = new Map(),
): Generator<void, string> {
  const listed = new Map<string, string>();
  const list = (mailbox: Mailbox): void => {
    if (!filter(mailbox.path) || !mayDo(tx, mailbox, who, 'lookup')) return;
    listed.set(mailbox.path, textOf(tx, mailbox, who, counts.get(mailbox.path)));
  };
  yield* visitInSteps(eachMailbox(tx, account), list, oneRow);
  let text = '{';
  yield* visitInSteps(yield* sortedInSteps([...listed.keys()]), (path) => {
    text += `${printString(path)}=${listed.get(path) ?? nothing};`;
  });
  return `${text}}`;
}

function textOf(
  tx: Reader,
  mailbox: Mailbox,
  who: OnBehalfOf,
  counts: MailboxCounts | undefined,
): string {
  const { store, folder } = mailbox.row;
  if (!store) return nothing;
  const told = mayDo(tx, mailbox, who, 'select') ? summaryText(mailbox, counts) : nothing;
  return folder ? `(${told})` : told;
}

/** What `summary` tells, printed. */
function summaryText({ row }: Mailbox, { messages, size }: MailboxCounts = noMessages): string {
  return `{Class=${printString(row.boxClass)};Messages=#${messages};Size=#${size};}`;
}
