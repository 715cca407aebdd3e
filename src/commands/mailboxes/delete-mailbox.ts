/** Deletes a Mailbox. */
import { deleteMailbox as remove } from '../../engine/mailboxes/mailbox-changes.js';
import { accountName, authAccount, mailboxOrFolder, optional } from '../arguments.js';
import { change } from '../define.js';
import { givenName, ownerOrMailboxAdministrator, targetOf } from './mailbox-owner.js';

export const deleteMailbox = change({
  name: 'DeleteMailbox',
  usage: 'accountName (MAILBOX mailboxName | MAILBOXES outerMailboxName) [AUTH authAccountName]',
  summary: 'Deletes a Mailbox, with MAILBOXES also everything nested in it.',
  arguments: {
    accountName,
    mailboxName: optional(mailboxOrFolder),
    outerMailboxName: optional(mailboxOrFolder),
    authAccountName: optional(authAccount),
  },
  needs: ownerOrMailboxAdministrator,
  deviations:
    'Without MAILBOXES, a folder stays for what is nested, and a folder that holds something is ' +
    'not deleted. A name that ends in / means only the folder.',

  run(context, values) {
    const { name, nested } = givenName(values.mailboxName, values.outerMailboxName);
    remove(context, targetOf(context, values), name, nested);
  },

  example: `
    C: CreateMailbox * MAILBOX Archive
    S: 200 OK
    C: CreateMailbox * MAILBOX Archive/March
    S: 200 OK
    C: DeleteMailbox * MAILBOX Archive
    S: 200 OK
    C: ListMailboxes * FILTER "Archive*"
    S: 201 {Archive=();"Archive/March"={*
    C: DeleteMailbox * MAILBOX Archive
    S: 501 mailbox holds other mailboxes
    C: DeleteMailbox * MAILBOXES Archive
    S: 200 OK
    C: DeleteMailbox * MAILBOX Archive
    S: 531 mailbox is not found
    C: DeleteMailbox * MAILBOX INBOX
    S: 501 INBOX cannot be removed
  `,
});
