/** Lists the Forwarders of a Domain. */
import { listForwarders as forwardersOf } from '../../engine/groups/forwarders.js';
import { domainListing } from '../domain-listing.js';

export const listForwarders = domainListing({
  name: 'ListForwarders',
  summary: 'Lists the names of the Forwarders of a Domain, your own if none is named.',
  section: 'Forwarder Administration',
  list: forwardersOf,
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
