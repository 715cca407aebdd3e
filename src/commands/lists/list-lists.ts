/** Lists the Mailing Lists of a Domain. */
import { listLists as listsOf } from '../../engine/lists/lists.js';
import { domainListing } from '../domain-listing.js';

export const listLists = domainListing({
  name: 'ListLists',
  summary: 'Lists the names of the Mailing Lists of a Domain, your own if none is named.',
  section: 'Mailing List Administration',
  list: listsOf,
  example: `
    C: ListLists
    S: 201 ()
    C: CreateList news for postmaster
    S: 200 OK
    C: CreateList crew for postmaster
    S: 200 OK
    C: ListLists example.test
    S: 201 (crew,news)
    C: ListLists elsewhere.test
    S: 512 unknown secondary domain name
  `,
});
