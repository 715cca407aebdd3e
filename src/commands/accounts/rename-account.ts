/** Gives an Account a new name, in its own Domain or in another one. */
import { domainAdministrator } from '../../access/need.js';
import { renameAccount as rename } from '../../engine/accounts/accounts.js';
import { objectAddress, optional, text } from '../arguments.js';
import { change } from '../define.js';
import { targetAccount, targetDomainOf } from '../targets.js';

export const renameAccount = change({
  name: 'RenameAccount',
  aliases: ['RNACNT'],
  usage: 'oldAccountName INTO newAccountName [PATH storage]',
  summary: 'Gives an Account a new name, or moves it to another Domain; what is its own follows.',
  arguments: {
    oldAccountName: objectAddress,
    newAccountName: objectAddress,
    storage: optional(text),
  },
  needs: domainAdministrator(['oldAccountName', 'newAccountName'], 'CanCreateAccounts'),
  deviations:
    'A move takes aliases and telephone numbers along, or is refused as a whole when one of the ' +
    'names is taken; rights stay behind. The same name again with PATH changes the mount point only.',

  run(context, { oldAccountName, newAccountName, storage }) {
    const account = targetAccount(context, oldAccountName);
    const domain = targetDomainOf(context, newAccountName).id;
    rename(context, account, domain, newAccountName.name, storage);
  },

  example: `
    C: CreateAccount user1
    S: 200 OK
    C: SetAccountAliases user1 (john)
    S: 200 OK
    # The Account answers to its new name only; aliases follow.
    C: RenameAccount "user1" into "user2"
    S: 200 OK
    C: GetAccountAliases user2
    S: 201 (john)
    C: RenameAccount user1 into user3
    S: 513 unknown user account
    C: RenameAccount user2 into john
    S: 520 account with this name already exists
  `,
});
