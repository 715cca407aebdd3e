/** Gives a Mailbox another name. */
import { renameMailbox as rename } from '../../engine/mailboxes/mailbox-changes.js';
import { accountName, authAccount, mailboxPath, optional } from '../arguments.js';
import { change } from '../define.js';
import { givenName, ownerOrMailboxAdministrator, targetOf } from './mailbox-owner.js';

export const renameMailbox = change({
  name: 'RenameMailbox',
  usage:
    'accountName (MAILBOX mailboxName | MAILBOXES outerMailboxName) INTO newMailboxName ' +
    '[AUTH authAccountName]',
  summary: 'Gives a Mailbox another name, with MAILBOXES together with everything nested in it.',
  arguments: {
    accountName,
    mailboxName: optional(mailboxPath),
    outerMailboxName: optional(mailboxPath),
    newMailboxName: mailboxPath,
    authAccountName: optional(authAccount),
  },
  needs: ownerOrMailboxAdministrator,
  deviations: 'Without MAILBOXES, a folder stays for what is nested. Rights go with the Mailbox.',

  run(context, values) {
    const { name, nested } = givenName(values.mailboxName, values.outerMailboxName);
    rename(context, targetOf(context, values), name, values.newMailboxName, nested);
  },

  example: `
    C: CreateMailbox * MAILBOX Old/March
    S: 200 OK
    C: RenameMailbox * MAILBOXES Old INTO New
    S: 200 OK
    C: RenameMailbox * MAILBOX New/March INTO New/April
    S: 200 OK
    C: ListMailboxes * FILTER "New*"
    S: 201 {New=();"New/April"={*
    # INBOX is there again at once.
    C: RenameMailbox * MAILBOX INBOX INTO New
    S: 200 OK
    C: ListMailboxes * FILTER "%"
    S: 201 {INBOX={Class="";Messages=#0;Size=#0;};New=({Class="";Messages=#0;Size=#0;});}
    C: RenameMailbox * MAILBOX INBOX INTO New
    S: 532 mailbox with this name already exists
    C: RenameMailbox * MAILBOX Old INTO Older
    S: 531 mailbox is not found
    C: RenameMailbox * MAILBOXES New INTO New/Newer
    S: 501 a mailbox cannot move into itself
  `,
});
