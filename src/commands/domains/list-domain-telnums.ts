/** Lists telephone numbers of a Domain. */
import { domainAdministrator } from '../../access/need.js';
import { domainName, number, optional, text } from '../arguments.js';
import { InSteps, query } from '../define.js';
import { targetDomain } from '../targets.js';
import { listedTelnums } from '../telnum-listing.js';

export const listDomainTelnums = query({
  name: 'ListDomainTelnums',
  usage: 'domainName [FILTER filter] limit',
  summary: 'Lists telephone numbers of a Domain with their Accounts.',
  arguments: { domainName, filter: optional(text), limit: number },
  needs: domainAdministrator('domainName'),
  deviations: 'The total does not regard the filter.',

  run: (context, { domainName: name, filter, limit }) =>
    new InSteps(listedTelnums(context.tx, targetDomain(context, name), { filter, limit })),

  example: `
    C: SetAccountTelnums postmaster (14155550100,14155550101)
    S: 200 OK
    # The empty key has how many numbers there are in all.
    C: ListDomainTelnums example.test 1
    S: 201 {""=#2;14155550100=postmaster;}
    C: ListDomainTelnums client1.test 100
    S: 512 unknown secondary domain name
  `,
});
