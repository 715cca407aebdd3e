/** Returns one effective setting of an Account. */
import { ownerOrAdministrator } from '../../access/need.js';
import { effectiveOneShown } from '../../engine/settings/shown-settings.js';
import { accountName, text } from '../arguments.js';
import { query } from '../define.js';
import { targetAccount } from '../targets.js';
import { sightOf } from './secret-visibility.js';

export const getAccountOneSetting = query({
  name: 'GetAccountOneSetting',
  usage: 'accountName keyName',
  summary: 'Returns one effective setting of an Account, or a null object when it is not set.',
  arguments: { accountName, keyName: text },
  needs: ownerOrAdministrator('accountName'),

  run(context, values) {
    const account = targetAccount(context, values.accountName);
    return effectiveOneShown(context.tx, account, values.keyName, sightOf(context, values)) ?? null;
  },

  example: `
    C: CreateAccount user1 {RealName="J. Smith";}
    S: 200 OK
    C: GetAccountOneSetting user1 RealName
    S: 201 "J. Smith"
    C: GetAccountOneSetting user1 MaxAccountSize
    S: 201 unlimited
    C: GetAccountOneSetting user1 ServiceClass
    S: 201 #NULL#
    C: GetAccountOneSetting user2 RealName
    S: 513 unknown user account
  `,
});
