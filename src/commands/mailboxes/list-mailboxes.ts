/** Lists the Mailboxes of an Account. */
import {
  noMessages,
  type MailboxCounts,
  type VolatileData,
} from '../../engine/accounts/account-files.js';
import type { Target } from '../../engine/mailboxes/mailbox-changes.js';
import { mailboxFilter, type MailboxFilter } from '../../engine/mailboxes/mailbox-filter.js';
import { mayDo } from '../../engine/mailboxes/mailbox-rights.js';
import { eachMailbox, type Mailbox } from '../../engine/mailboxes/mailboxes.js';
import { oneRow, visitInSteps } from '../../store/steps.js';
import type { Reader } from '../../store/store.js';
import { sortedInSteps } from '../../values/print-in-steps.js';
import { printString } from '../../values/print.js';
import { accountName, authAccount, optional, text } from '../arguments.js';
import { printedInSteps, query } from '../define.js';
import { ownerOrMailboxAdministrator, targetOf } from './mailbox-owner.js';

export const listMailboxes = query({
  name: 'ListMailboxes',
  aliases: ['LSTMBX'],
  usage: 'accountName [FILTER filter] [AUTH authAccountName]',
  summary:
    'Lists the Mailboxes of an Account; in a filter, % stays within one level and * does not.',
  arguments: {
    accountName,
    filter: optional(text),
    authAccountName: optional(authAccount),
  },
  needs: ownerOrMailboxAdministrator,
  deviations:
    'Size is that of the file or files. Where no documented files are kept, nothing is counted.',

  prepare: (context, values) =>
    context.server.documentedFiles.volatileData(targetOf(context, values).account.id),

  run(context, values, { counts }) {
    const filter = mailboxFilter(values.filter ?? '*');
    return printedInSteps(mailboxesText(context.tx, targetOf(context, values), filter, counts));
  },

  example: `
    C: ListMailboxes *
    S: 201 {INBOX={Class="";Messages=#0;Size=#0;};}
    C: CreateMailbox * MAILBOX Work/Plans CLASS IPF.Task
    S: 200 OK
    # Work only holds others, as a folder.
    C: ListMailboxes * FILTER "Work*"
    S: 201 {Work=();"Work/Plans"={Class=IPF.Task;Messages=#0;Size=#0;};}
    C: CreateMailbox * MAILBOX Work
    S: 200 OK
    # Now it is both.
    C: ListMailboxes * FILTER "W%"
    S: 201 {Work=({Class="";Messages=#0;Size=#0;});}
    C: ListMailboxes * FILTER nothing
    S: 201 {}
    # With AUTH, only what that Account may look up.
    C: CreateAccount user1
    S: 200 OK
    C: SetMailboxACL * MAILBOX INBOX {user1=l;}
    S: 200 OK
    C: ListMailboxes * AUTH user1
    S: 201 {INBOX=();}
    C: ListMailboxes user2
    S: 513 unknown user account
  `,
});

const nothing = '()';

function* mailboxesText(
  tx: Reader,
  { account, who }: Target,
  filter: MailboxFilter,
  counts: VolatileData['counts'],
): Generator<void, string> {
  const listed = new Map<string, string>();
  const list = (mailbox: Mailbox): void => {
    if (!filter(mailbox.path) || !mayDo(tx, mailbox, who, 'lookup')) return;
    const maySelect = mailbox.row.store && mayDo(tx, mailbox, who, 'select');
    listed.set(mailbox.path, textOf(mailbox, maySelect, counts.get(mailbox.path)));
  };
  yield* visitInSteps(eachMailbox(tx, account), list, oneRow);
  let text = '';
  yield* visitInSteps(yield* sortedInSteps([...listed.keys()]), (path) => {
    text += `${printString(path)}=${listed.get(path) ?? nothing};`;
  });
  return `{${text}}`;
}

/**
 * A store is told by its summary, or by an empty array to whom may not select it; a folder by an
 * empty array; a name that is both by an array of what tells the store.
 */
function textOf(
  { row: { store, folder, boxClass } }: Mailbox,
  maySelect: boolean,
  { messages, size }: MailboxCounts = noMessages,
): string {
  const summary = `{Class=${printString(boxClass)};Messages=#${messages};Size=#${size};}`;
  const told = maySelect ? summary : nothing;
  return store && folder ? `(${told})` : told;
}
