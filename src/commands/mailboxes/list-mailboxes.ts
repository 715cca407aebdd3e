/** Lists the Mailboxes of an Account. */
import { mailboxFilter } from '../../engine/mailboxes/mailbox-filter.js';
import { listMailboxes as list } from '../../engine/mailboxes/mailbox-listing.js';
import { accountName, authAccount, optional, text } from '../arguments.js';
import { printedInSteps, query } from '../define.js';
import { ownerOrMailboxAdministrator, targetOf } from './mailbox-owner.js';

export const listMailboxes = query({
  name: 'ListMailboxes',
  aliases: ['LSTMBX'],
  usage: 'accountName [FILTER filter] [AUTH authAccountName]',
  summary:
    'Lists the Mailboxes of an Account; in a filter, % stays within one level and * does not.',
  section: 'Mailbox Administration',
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
    const { account, who } = targetOf(context, values);
    const filter = mailboxFilter(values.filter ?? '*');
    return printedInSteps(list(context.tx, account, filter, who, counts));
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
