/** Lists the Domains that the administrators of a Domain may administer. */
import { domainAdministrator } from '../../access/need.js';
import { listAdminDomains as list } from '../../engine/domains/domains.js';
import { domainName, optional } from '../arguments.js';
import { InSteps, query } from '../define.js';
import { targetDomain } from '../targets.js';

export const listAdminDomains = query({
  name: 'ListAdminDomains',
  usage: '[domainName]',
  summary: 'Lists the Domains that the administrators of a Domain may administer.',
  arguments: { domainName: optional(domainName) },
  needs: domainAdministrator('domainName'),
  deviations: 'The Domain itself comes first; an inherited AdminDomainName does not count.',

  run: (context, { domainName: name }) =>
    new InSteps(list(context.tx, targetDomain(context, name))),

  example: `
    C: CreateDomain client1.test
    S: 200 OK
    C: CreateDomain shop.client1.test {AdminDomainName=client1.test;}
    S: 200 OK
    C: ListAdminDomains client1.test
    S: 201 (client1.test,shop.client1.test)
    C: ListAdminDomains client2.test
    S: 512 unknown secondary domain name
  `,
});
