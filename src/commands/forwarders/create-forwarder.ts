/** Creates a Forwarder. */
import { domainAdministrator } from '../../access/need.js';
import { createForwarder as create } from '../../engine/groups/forwarders.js';
import { objectAddress, text } from '../arguments.js';
import { change } from '../define.js';
import { targetDomainOf } from '../targets.js';

export const createForwarder = change({
  name: 'CreateForwarder',
  usage: 'forwarderName TO address',
  summary: 'Creates a name that reroutes mail and calls to an address.',
  arguments: { forwarderName: objectAddress, address: text },
  needs: domainAdministrator('forwarderName', 'CanCreateForwarders'),

  run(context, { forwarderName, address }) {
    const domain = targetDomainOf(context, forwarderName).id;
    create(context, domain, forwarderName.name, address);
  },

  example: `
    # The address is kept as text, whatever it is.
    C: CreateForwarder sales TO "John@Elsewhere.test"
    S: 200 OK
    C: GetForwarder sales
    S: 201 John@Elsewhere.test
    C: CreateForwarder tn-101@example.test TO null
    S: 200 OK
    C: CreateForwarder sales TO null
    S: 524 forwarder with this name already exists
  `,
});
