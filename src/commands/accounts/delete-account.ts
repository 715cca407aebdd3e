/** Deletes an Account. */
import { domainAdministrator } from '../../access/need.js';
import { deleteAccount as remove } from '../../engine/accounts/accounts.js';
import { objectAddress } from '../arguments.js';
import { change } from '../define.js';
import { targetAccount } from '../targets.js';

export const deleteAccount = change({
  name: 'DeleteAccount',
  aliases: ['DLACNT'],
  usage: 'oldAccountName',
  summary: 'Deletes an Account with its aliases, telephone numbers and all that is its own.',
  arguments: { oldAccountName: objectAddress },
  needs: domainAdministrator('oldAccountName', 'CanCreateAccounts'),

  run: (context, { oldAccountName }) => remove(context, targetAccount(context, oldAccountName)),

  example: `
    C: CreateAccount user1
    S: 200 OK
    C: SetAccountAliases user1 (john)
    S: 200 OK
    # An alias is no Account.
    C: DeleteAccount john
    S: 513 unknown user account
    C: DeleteAccount user1@example.test
    S: 200 OK
    C: CreateAccount john
    S: 200 OK
    # Somebody must be able to give rights.
    C: DeleteAccount postmaster
    S: 501 the last account with the Master right is needed
  `,
});
