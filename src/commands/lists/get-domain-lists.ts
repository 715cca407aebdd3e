/** Tells the Mailing Lists of a Domain with their sizes. */
import { domainAdministrator } from '../../access/need.js';
import { domainLists } from '../../engine/lists/lists.js';
import { domainName, optional } from '../arguments.js';
import { InSteps, query } from '../define.js';
import { targetDomain } from '../targets.js';

export const getDomainLists = query({
  name: 'GetDomainLists',
  usage: '[domainName]',
  summary: 'Tells how many subscribers each Mailing List of a Domain has.',
  section: 'Mailing List Administration',
  arguments: { domainName: optional(domainName) },
  needs: domainAdministrator('domainName'),
  differs: 'The number is always known, so -1 is never told; it counts every address on the list.',

  run: (context, values) =>
    new InSteps(domainLists(context.tx, targetDomain(context, values.domainName).id)),

  example: `
    C: CreateList news for postmaster
    S: 200 OK
    C: List news subscribe joe@elsewhere.test
    S: 200 OK
    C: CreateList crew for postmaster
    S: 200 OK
    C: GetDomainLists
    S: 201 {crew=0;news=1;}
    C: GetDomainLists elsewhere.test
    S: 512 unknown secondary domain name
  `,
});
