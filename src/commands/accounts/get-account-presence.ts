/** Returns the presence of an Account. */
import { serverRight } from '../../access/need.js';
import { accountName } from '../arguments.js';
import { query } from '../define.js';
import { targetAccount } from '../targets.js';

export const getAccountPresence = query({
  name: 'GetAccountPresence',
  usage: 'accountName',
  summary: 'Returns the presence of an Account, or a null object when it was never set.',
  arguments: { accountName },
  needs: serverRight(['UserAccounts', 'DomainsRead']),
  deviations: 'Presence is set by signalling clients, which this server has none of: always null.',

  run(context, values) {
    targetAccount(context, values.accountName);
    return null;
  },

  example: `
    C: GetAccountPresence postmaster
    S: 201 #NULL#
    C: GetAccountPresence user1
    S: 513 unknown user account
  `,
});
