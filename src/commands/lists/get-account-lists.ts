/** Returns the Mailing Lists that an Account owns. */
import { ownerOrAdministrator } from '../../access/need.js';
import { accountLists } from '../../engine/lists/lists.js';
import { accountName } from '../arguments.js';
import { InSteps, query } from '../define.js';
import { targetAccount } from '../targets.js';
import { subscriberCounts } from './subscriber-counts.js';

export const getAccountLists = query({
  name: 'GetAccountLists',
  usage: 'accountName',
  summary: 'Returns how many subscribers each Mailing List has that an Account owns.',
  arguments: { accountName },
  needs: ownerOrAdministrator('accountName'),
  deviations: 'An Account may ask for its own lists.',

  run(context, values) {
    const { id } = targetAccount(context, values.accountName);
    return new InSteps(subscriberCounts(accountLists(context.tx, id)));
  },

  example: `
    C: CreateAccount user1
    S: 200 OK
    C: CreateList news for user1
    S: 200 OK
    C: CreateList crew for postmaster
    S: 200 OK
    C: GetAccountLists user1
    S: 201 {news=0;}
    C: GetAccountLists *
    S: 201 {crew=0;}
    C: GetAccountLists nobody
    S: 513 unknown user account
  `,
});
