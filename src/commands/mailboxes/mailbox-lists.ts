/** Shows and replaces the lists of Mailbox names that an Account has: subscription and aliases. */
import {
  mailboxAliases,
  setMailboxAliases as replaceAliases,
  setSubscription,
  subscription,
} from '../../engine/mailboxes/mailbox-lists.js';
import { accountName, dictionary, strings } from '../arguments.js';
import { change, query } from '../define.js';
import { targetAccount } from '../targets.js';
import { ownerOrMailboxAdministrator as needs } from './mailbox-owner.js';

export const getMailboxSubscription = query({
  name: 'GetMailboxSubscription',
  aliases: ['GetAccountSubscription'],
  usage: 'accountName',
  summary: 'Returns the names of the Mailboxes that an Account is subscribed to.',
  arguments: { accountName },
  needs,

  run: (context, values) => subscription(context.tx, targetAccount(context, values.accountName)),

  example: `
    C: GetMailboxSubscription *
    S: 201 ()
    C: GetAccountSubscription user1
    S: 513 unknown user account
  `,
});

export const setMailboxSubscription = change({
  name: 'SetMailboxSubscription',
  aliases: ['SetAccountSubscription'],
  usage: 'accountName newSubscription',
  summary: 'Replaces the names of the Mailboxes that an Account is subscribed to.',
  arguments: { accountName, newSubscription: strings },
  needs,

  run(context, values) {
    const account = targetAccount(context, values.accountName);
    setSubscription(context, account, values.newSubscription);
  },

  example: `
    # Nothing says that there are such Mailboxes.
    C: SetMailboxSubscription * (INBOX,"Sent Items","~user1/Shared")
    S: 200 OK
    C: GetMailboxSubscription *
    S: 201 (INBOX,"Sent Items","~user1/Shared")
    C: SetAccountSubscription * ()
    S: 200 OK
    C: GetMailboxSubscription *
    S: 201 ()
    C: SetMailboxSubscription * INBOX
    S: 500 *
  `,
});

export const getMailboxAliases = query({
  name: 'GetMailboxAliases',
  usage: 'accountName',
  summary: "Returns an Account's own names for Mailboxes.",
  arguments: { accountName },
  needs,

  run: (context, values) => mailboxAliases(context.tx, targetAccount(context, values.accountName)),

  example: `
    C: GetMailboxAliases *
    S: 201 {}
    C: GetMailboxAliases user1@elsewhere.test
    S: 512 unknown secondary domain name
  `,
});

export const setMailboxAliases = change({
  name: 'SetMailboxAliases',
  usage: 'accountName newAliases',
  summary: "Replaces an Account's own names for Mailboxes, its own or those of other Accounts.",
  arguments: { accountName, newAliases: dictionary },
  needs,

  run: (context, values) =>
    replaceAliases(context, targetAccount(context, values.accountName), values.newAliases),

  example: `
    C: SetMailboxAliases * {Shared="~user2/Shared";}
    S: 200 OK
    C: GetMailboxAliases *
    S: 201 {Shared="~user2/Shared";}
    C: SetMailboxAliases * {Shared=(a,b);}
    S: 501 a mailbox alias must be a string
    C: SetMailboxAliases * {}
    S: 200 OK
    C: GetMailboxAliases *
    S: 201 {}
  `,
});
