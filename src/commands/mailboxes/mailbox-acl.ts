/** Shows and edits who may do what with a Mailbox. */
import {
  editMailboxAcl,
  mailboxAcl,
  mailboxRights,
  requireRight,
} from '../../engine/mailboxes/mailbox-rights.js';
import type { MailboxPath } from '../../engine/mailboxes/mailbox-names.js';
import { findMailbox, type Mailbox } from '../../engine/mailboxes/mailboxes.js';
import type { Address } from '../../engine/core/names.js';
import {
  accountName,
  type AccountReference,
  authAccount,
  dictionary,
  mailboxPath,
  optional,
} from '../arguments.js';
import { change, query, type QueryContext } from '../define.js';
import { targetAccount } from '../targets.js';
import { ownerOrMailboxAdministrator, targetOf } from './mailbox-owner.js';

export const getMailboxACL = query({
  name: 'GetMailboxACL',
  usage: 'accountName MAILBOX mailboxName [AUTH authAccountName]',
  summary: 'Returns the access rights that are granted on a Mailbox.',
  arguments: { accountName, mailboxName: mailboxPath, authAccountName: optional(authAccount) },
  needs: ownerOrMailboxAdministrator,

  run: (context, values) => mailboxAcl(administered(context, values)),

  example: `
    C: GetMailboxACL * MAILBOX INBOX
    S: 201 {}
    C: CreateAccount user1
    S: 200 OK
    C: GetMailboxACL * MAILBOX INBOX AUTH user1
    S: 510 insufficient access rights
    C: GetMailboxACL * MAILBOX Calendar
    S: 531 mailbox is not found
  `,
});

export const setMailboxACL = change({
  name: 'SetMailboxACL',
  usage: 'accountName MAILBOX mailboxName [AUTH authAccountName] newACL',
  summary: 'Edits the access rights that are granted on a Mailbox; entries not named stay.',
  arguments: {
    accountName,
    mailboxName: mailboxPath,
    authAccountName: optional(authAccount),
    newACL: dictionary,
  },
  needs: ownerOrMailboxAdministrator,

  run: (context, values) => editMailboxAcl(context, administered(context, values), values.newACL),

  example: `
    C: SetMailboxACL * MAILBOX INBOX {anyone=l;"user2@example.test"=lr;}
    S: 200 OK
    C: SetMailboxACL * MAILBOX INBOX {anyone="-l";"user2@example.test"="+s";}
    S: 200 OK
    C: GetMailboxACL * MAILBOX INBOX
    S: 201 {user2@example.test=lrs;}
    # A new Mailbox starts with the rights of the one around it.
    C: CreateMailbox * MAILBOX INBOX/Lists
    S: 200 OK
    C: GetMailboxACL * MAILBOX INBOX/Lists
    S: 201 {user2@example.test=lrs;}
    C: SetMailboxACL * MAILBOX INBOX {anyone="l r";}
    S: 501 illegal access right symbols
  `,
});

export const getMailboxRights = query({
  name: 'GetMailboxRights',
  usage: 'accountName MAILBOX mailboxName AUTH authAccountName',
  summary: 'Returns the rights that an Account effectively has on a Mailbox.',
  arguments: { accountName, mailboxName: mailboxPath, authAccountName: authAccount },
  needs: ownerOrMailboxAdministrator,
  deviations:
    'An Account has all rights on its own Mailboxes. Rights of administrators do not count here.',

  run(context, values) {
    const { tx } = context;
    const account = targetAccount(context, values.accountName);
    const mailbox = findMailbox(tx, account, values.mailboxName);
    return mailboxRights(tx, mailbox, targetAccount(context, values.authAccountName));
  },

  example: `
    C: CreateAccount user1
    S: 200 OK
    C: SetMailboxACL * MAILBOX INBOX {anyone=l;user1=rs;}
    S: 200 OK
    C: GetMailboxRights * MAILBOX INBOX AUTH user1
    S: 201 lrs
    C: GetMailboxRights user1 MAILBOX INBOX AUTH postmaster
    S: 201 ""
    C: GetMailboxRights user1 MAILBOX INBOX AUTH user1
    S: 201 lrswipcda
    C: GetMailboxRights * MAILBOX INBOX AUTH user2
    S: 513 unknown user account
  `,
});

/** The Mailbox that is meant; with AUTH only if that Account may administer it. */
function administered(
  context: QueryContext,
  values: {
    readonly accountName: AccountReference;
    readonly mailboxName: MailboxPath;
    readonly authAccountName: Address | undefined;
  },
): Mailbox {
  const { account, who } = targetOf(context, values);
  const mailbox = findMailbox(context.tx, account, values.mailboxName);
  requireRight(context.tx, mailbox, who, 'administer');
  return mailbox;
}
