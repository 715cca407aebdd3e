/** Returns what administrator rights an Account holds. */
import { domainAdministrator } from '../../access/need.js';
import { objectAddress } from '../arguments.js';
import { query } from '../define.js';
import { targetAccount } from '../targets.js';

export const getAccountRights = query({
  name: 'GetAccountRights',
  aliases: ['GTACNTRGHT'],
  usage: 'accountName',
  summary: 'Returns the administrator rights of an Account, in the one order of the server.',
  arguments: { accountName: objectAddress },
  needs: domainAdministrator('accountName'),

  run: (context, { accountName }) => targetAccount(context, accountName).row.rights,

  example: `
    C: GetAccountRights postmaster
    S: 201 (Master)
    C: CreateAccount user1
    S: 200 OK
    C: GetAccountRights user1@example.test
    S: 201 ()
    C: GetAccountRights user2
    S: 513 unknown user account
  `,
});
