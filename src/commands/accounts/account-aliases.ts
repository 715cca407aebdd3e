/** Shows and replaces the aliases of an Account. */
import { domainAdministrator } from '../../access/need.js';
import { setAliases } from '../../engine/accounts/aliases.js';
import { accountName, strings } from '../arguments.js';
import { change, query } from '../define.js';
import { targetAccount } from '../targets.js';

export const getAccountAliases = query({
  name: 'GetAccountAliases',
  aliases: ['GTACNTALS'],
  usage: 'accountName',
  summary: 'Returns the aliases of an Account.',
  arguments: { accountName },
  needs: domainAdministrator('accountName'),

  run: (context, values) => targetAccount(context, values.accountName).row.aliases,

  example: `
    C: CreateAccount user1
    S: 200 OK
    C: GetAccountAliases user1
    S: 201 ()
    C: GetAccountAliases user2
    S: 513 unknown user account
  `,
});

export const setAccountAliases = change({
  name: 'SetAccountAliases',
  aliases: ['STACNTALS'],
  usage: 'accountName newAliases',
  summary: 'Replaces the aliases of an Account: further names in its Domain.',
  arguments: { accountName, newAliases: strings },
  needs: domainAdministrator('accountName', 'CanCreateAliases'),

  run: (context, values) =>
    setAliases(context, targetAccount(context, values.accountName), values.newAliases),

  example: `
    C: CreateAccount user1
    S: 200 OK
    C: SetAccountAliases user1 (John,"j.smith",john)
    S: 200 OK
    C: GetAccountAliases user1
    S: 201 (john,j.smith)
    # All of the list or nothing of it: postmaster is taken.
    C: SetAccountAliases user1 (smith,postmaster)
    S: 520 account with this name already exists
    C: SetAccountAliases user1 (".smith")
    S: 501 illegal object name
    C: GetAccountAliases user1
    S: 201 (john,j.smith)
  `,
});
