/** Creates a Mailbox. */
import { createMailbox as create } from '../../engine/mailboxes/mailbox-changes.js';
import { accountName, authAccount, newMailbox, optional, text } from '../arguments.js';
import { change } from '../define.js';
import { ownerOrMailboxAdministrator, targetOf } from './mailbox-owner.js';

export const createMailbox = change({
  name: 'CreateMailbox',
  usage: 'accountName MAILBOX mailboxName [CLASS mailboxClass] [AUTH authAccountName]',
  summary:
    'Creates a Mailbox and the folders around it; a name that ends in / makes only a folder.',
  arguments: {
    accountName,
    mailboxName: newMailbox,
    mailboxClass: optional(text),
    authAccountName: optional(authAccount),
  },
  needs: ownerOrMailboxAdministrator,
  deviations:
    'For a Mailbox with none around it, AUTH needs the right to create on the whole Account ' +
    '(SetAccountACL). Folders count for MaxMailboxes.',

  run: (context, values) =>
    create(context, targetOf(context, values), values.mailboxName, values.mailboxClass),

  example: `
    C: CreateMailbox * MAILBOX Calendar CLASS IPF.Appointment
    S: 200 OK
    C: CreateMailbox * MAILBOX "Archive/2025/"
    S: 200 OK
    # The suffix of a storage format is no part of the name.
    C: CreateMailbox * MAILBOX "Sent Items.mdir"
    S: 200 OK
    C: ListMailboxes * FILTER "%"
    S: 201 {Archive=();Calendar={*
    C: CreateMailbox * MAILBOX "Sent Items"
    S: 532 mailbox with this name already exists
    C: CreateMailbox * MAILBOX inbox
    S: 532 mailbox with this name already exists
    C: CreateMailbox * MAILBOX "a//b"
    S: 501 illegal mailbox name
    # Accounts of one Mailbox have only INBOX.
    C: CreateAccount user1 TextMailbox
    S: 200 OK
    C: CreateMailbox user1 MAILBOX Calendar
    S: 501 not applicable to this account
    C: CreateMailbox * MAILBOX Shared AUTH user1
    S: 510 insufficient access rights
  `,
});
