/** Changes the type of an Account. */
import { domainAdministrator } from '../../access/need.js';
import { setAccountType as setType } from '../../engine/accounts/accounts.js';
import { objectAddress, oneOf } from '../arguments.js';
import { change } from '../define.js';
import { targetAccount } from '../targets.js';

const multiMailboxType = oneOf('a multi-mailbox account type', [
  'MultiMailbox',
  'AGrade',
  'BGrade',
  'CGrade',
]);

export const setAccountType = change({
  name: 'SetAccountType',
  usage: 'accountName accountType',
  summary: 'Changes the service grade of a multi-mailbox Account.',
  arguments: {
    accountName: objectAddress,
    accountType: multiMailboxType,
  },
  needs: domainAdministrator('accountName', 'CanCreateAccounts'),

  run: (context, { accountName, accountType }) =>
    setType(context, targetAccount(context, accountName), accountType),

  example: `
    C: CreateAccount user1
    S: 200 OK
    C: SetAccountType user1 AGrade
    S: 200 OK
    C: GetAccountLocation user1
    S: 201 user1.aacnt
    # An Account with a single mailbox stays what it is.
    C: CreateAccount user2 TextMailbox
    S: 200 OK
    C: SetAccountType user2 AGrade
    S: 501 account type cannot be changed
  `,
});
