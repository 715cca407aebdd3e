/** Lists the Forwarders of a Domain. */
import { domainAdministrator } from '../../access/need.js';
import { listForwarders as forwardersOf } from '../../engine/groups/forwarders.js';
import { domainName, optional } from '../arguments.js';
import { InSteps, query } from '../define.js';
import { targetDomain } from '../targets.js';

export const listForwarders = query({
  name: 'ListForwarders',
  usage: '[domainName]',
  summary: 'Lists the names of the Forwarders of a Domain, your own if none is named.',
  section: 'Forwarder Administration',
  arguments: { domainName: optional(domainName) },
  needs: domainAdministrator('domainName'),
  differs: 'The names come sorted.',

  run: (context, values) =>
    new InSteps(forwardersOf(context.tx, targetDomain(context, values.domainName).id)),

  example: `
    C: CreateForwarder sales TO postmaster
    S: 200 OK
    C: CreateForwarder info TO "friend@elsewhere.test"
    S: 200 OK
    C: ListForwarders
    S: 201 (info,sales)
    C: ListForwarders elsewhere.test
    S: 512 unknown secondary domain name
  `,
});
