/** Returns the Mailing Lists of a Domain with their sizes. */
import { domainLists } from '../../engine/lists/lists.js';
import { domainListing } from '../domain-listing.js';
import { subscriberCounts } from './subscriber-counts.js';

export const getDomainLists = domainListing({
  name: 'GetDomainLists',
  summary: 'Returns how many subscribers each Mailing List of a Domain has.',
  deviations:
    'The number is always known, so -1 is never told; it counts every address on the list.',
  list: (tx, domain) => subscriberCounts(domainLists(tx, domain)),
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
