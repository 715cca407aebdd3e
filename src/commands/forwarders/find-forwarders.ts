/** Finds the Forwarders that point to an address. */
import { domainAdministrator } from '../../access/need.js';
import { findForwarders as forwardersTo } from '../../engine/groups/forwarders.js';
import { domainName, text } from '../arguments.js';
import { InSteps, query } from '../define.js';
import { targetDomain } from '../targets.js';

export const findForwarders = query({
  name: 'FindForwarders',
  usage: 'domainName TO forwarderAddress',
  summary: 'Lists the Forwarders of a Domain that point to an address.',
  arguments: { domainName, forwarderAddress: text },
  needs: domainAdministrator('domainName'),
  deviations: 'Addresses are compared without regard to case, otherwise as text.',

  run: (context, values) =>
    new InSteps(
      forwardersTo(
        context.tx,
        targetDomain(context, values.domainName).id,
        values.forwarderAddress,
      ),
    ),

  example: `
    C: CreateForwarder sales TO john@elsewhere.test
    S: 200 OK
    C: CreateForwarder info TO "John@Elsewhere.test"
    S: 200 OK
    C: CreateForwarder shop TO john
    S: 200 OK
    C: FindForwarders example.test TO "john@elsewhere.test"
    S: 201 (info,sales)
    C: FindForwarders example.test TO nobody
    S: 201 ()
    C: FindForwarders elsewhere.test TO john
    S: 512 unknown secondary domain name
  `,
});
