/** Lists the Accounts of a Domain. */
import { domainAdministrator } from '../../access/need.js';
import { visitAccounts } from '../../engine/domains/domain-objects.js';
import { typeExtensions } from '../../engine/places/account-place.js';
import type { Reader } from '../../store/store.js';
import type { DomainId } from '../../tables/tables.js';
import { domainName, optional } from '../arguments.js';
import { printedInSteps, query } from '../define.js';
import { targetDomain } from '../targets.js';
import { nameText } from './listed-names.js';

export const listAccounts = query({
  name: 'ListAccounts',
  usage: '[domainName]',
  summary: 'Lists the Accounts of a Domain with the file extensions of their types.',
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

function* accountsText(tx: Reader, domain: DomainId): Generator<void, string> {
  let text = '';
  yield* visitAccounts(tx, domain, (name, type) => {
    text += `${nameText(name)}=${typeExtensions[type]};`;
  });
  return `{${text}}`;
}
