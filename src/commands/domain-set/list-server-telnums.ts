/** Lists telephone numbers of all Domains. */
import { serverRight } from '../../access/need.js';
import { number, optional, text } from '../arguments.js';
import { InSteps, query } from '../define.js';
import { listedTelnums } from '../telnum-listing.js';

export const listServerTelnums = query({
  name: 'ListServerTelnums',
  usage: '[FILTER filter] limit',
  summary: 'Lists telephone numbers of all Domains with their Accounts.',
  arguments: { filter: optional(text), limit: number },
  needs: serverRight('UserAccounts'),
  deviations: 'Accounts are told as name@domain. The total does not regard the filter.',

  run: ({ tx }, { filter, limit }) => new InSteps(listedTelnums(tx, undefined, { filter, limit })),

  example: `
    C: SetAccountTelnums postmaster ("+14155550100","+14155550101")
    S: 200 OK
    # The empty key has how many numbers there are in all.
    C: ListServerTelnums FILTER 0101 100
    S: 201 {""=#2;"+14155550101"=postmaster@example.test;}
    C: ListServerTelnums
    S: 500 incorrect command parameters - expected limit
  `,
});
