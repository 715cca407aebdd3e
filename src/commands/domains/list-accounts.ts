/** Lists the Accounts of a Domain. */
import { domainAdministrator } from '../../access/need.js';
import { accountsText } from '../../engine/domains/domain-objects.js';
import { domainName, optional } from '../arguments.js';
import { printedInSteps, query } from '../define.js';
import { targetDomain } from '../targets.js';

export const listAccounts = query({
  name: 'ListAccounts',
  usage: '[domainName]',
  summary: 'Lists the Accounts of a Domain with the file extensions of their types.',
  section: 'Domain Administration',
  arguments: { domainName: optional(domainName) },
  needs: domainAdministrator('domainName'),

  run: (context, { domainName: name }) =>
    printedInSteps(accountsText(context.tx, targetDomain(context, name).id)),

  example: `
    C: CreateAccount john TextMailbox
    S: 200 OK
    C: ListAccounts
    S: 201 {john=mbox;postmaster=macnt;}
    C: ListAccounts client1.test
    S: 512 unknown secondary domain name
  `,
});
