/** Shows and changes the information record of a Mailbox. */
import { serverRight } from '../../access/need.js';
import { requireRight } from '../../engine/mailboxes/mailbox-rights.js';
import { findStore, mailboxInfo, setClass, updateInfo } from '../../engine/mailboxes/mailboxes.js';
import { accountName, authAccount, dictionary, mailboxPath, optional, text } from '../arguments.js';
import { change, query } from '../define.js';
import { targetAccount } from '../targets.js';
import { ownerOrMailboxAdministrator, targetOf } from './mailbox-owner.js';

export const getMailboxInfo = query({
  name: 'GetMailboxInfo',
  usage: 'accountName MAILBOX mailboxName [AUTH authAccountName]',
  summary: 'Returns the internal information record of a Mailbox.',
  arguments: { accountName, mailboxName: mailboxPath, authAccountName: optional(authAccount) },
  needs: ownerOrMailboxAdministrator,
  deviations:
    'Size is that of the file or files. Where no documented files are kept, nothing is counted. ' +
    'MailboxType is there when the Mailbox was created with the suffix of a storage format.',

  prepare: (context, values) =>
    context.server.documentedFiles.volatileData(targetOf(context, values).account.id),

  run(context, values, { counts }) {
    const { account, who } = targetOf(context, values);
    const mailbox = findStore(context.tx, account, values.mailboxName);
    requireRight(context.tx, mailbox, who, 'select');
    return mailboxInfo(mailbox, counts.get(mailbox.path));
  },

  example: `
    C: GetMailboxInfo * MAILBOX INBOX
    S: 201 {Class="";LastUID=#0;Messages=#0;Size=#0;UIDValidity=#*
    C: CreateMailbox * MAILBOX Tasks.mslc CLASS IPF.Task
    S: 200 OK
    C: GetMailboxInfo * MAILBOX Tasks
    S: 201 {Class=IPF.Task;LastUID=#0;MailboxType=SlicedMailbox;Messages=#0;*
    C: GetMailboxInfo * MAILBOX Notes
    S: 531 mailbox is not found
  `,
});

export const updateMailboxInfo = change({
  name: 'UpdateMailboxInfo',
  usage: 'accountName MAILBOX mailboxName newInfo',
  summary: 'Changes elements of the information record of a Mailbox; default takes one away.',
  arguments: { accountName, mailboxName: mailboxPath, newInfo: dictionary },
  needs: serverRight('UserAccounts'),
  deviations: 'Any element may be set but those that the server counts itself.',

  run(context, values) {
    const account = targetAccount(context, values.accountName);
    updateInfo(context, findStore(context.tx, account, values.mailboxName), values.newInfo);
  },

  example: `
    C: UpdateMailboxInfo postmaster MAILBOX INBOX {Lock=YES;}
    S: 200 OK
    C: GetMailboxInfo postmaster MAILBOX INBOX
    S: 201 {Class="";LastUID=#0;Lock=YES;Messages=#0;*
    C: UpdateMailboxInfo postmaster MAILBOX INBOX {Lock=Default;}
    S: 200 OK
    C: GetMailboxInfo postmaster MAILBOX INBOX
    S: 201 {Class="";LastUID=#0;Messages=#0;*
    C: UpdateMailboxInfo postmaster MAILBOX INBOX {Size=#100;}
    S: 501 mailbox element cannot be modified
  `,
});

export const setMailboxClass = change({
  name: 'SetMailboxClass',
  usage: 'accountName MAILBOX mailboxName [AUTH authAccountName] CLASS newClass',
  summary: 'Sets the class of a Mailbox, such as IPF.Contact.',
  arguments: {
    accountName,
    mailboxName: mailboxPath,
    authAccountName: optional(authAccount),
    newClass: text,
  },
  needs: ownerOrMailboxAdministrator,
  deviations: 'With AUTH, that Account needs the right to administer the Mailbox.',

  run(context, values) {
    const { account, who } = targetOf(context, values);
    const mailbox = findStore(context.tx, account, values.mailboxName);
    requireRight(context.tx, mailbox, who, 'administer');
    setClass(context, mailbox, values.newClass);
  },

  example: `
    C: CreateMailbox * MAILBOX Calendar
    S: 200 OK
    C: SetMailboxClass * MAILBOX Calendar CLASS IPF.Appointment
    S: 200 OK
    C: ListMailboxes * FILTER Calendar
    S: 201 {Calendar={Class=IPF.Appointment;Messages=#0;Size=#0;};}
    C: SetMailboxClass * MAILBOX Contacts CLASS IPF.Contact
    S: 531 mailbox is not found
  `,
});
