/** Lists the Groups of a Domain. */
import { listGroups as groupsOf } from '../../engine/groups/groups.js';
import { domainListing } from '../domain-listing.js';

export const listGroups = domainListing({
  name: 'ListGroups',
  summary: 'Lists the names of the Groups of a Domain, your own if none is named.',
  section: 'Group Administration',
  list: groupsOf,
  example: `
    C: ListGroups
    S: 201 ()
    C: CreateGroup staff
    S: 200 OK
    C: CreateGroup crew
    S: 200 OK
    C: ListGroups example.test
    S: 201 (crew,staff)
    C: ListGroups elsewhere.test
    S: 512 unknown secondary domain name
  `,
});
