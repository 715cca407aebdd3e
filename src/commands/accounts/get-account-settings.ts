/** Returns the explicit settings of an Account. */
import { ownerOrAdministrator } from '../../access/need.js';
import { explicitText } from '../../engine/settings/shown-settings.js';
import { accountName } from '../arguments.js';
import { Printed, query } from '../define.js';
import { targetAccount } from '../targets.js';
import { sightOf } from './secret-visibility.js';

export const getAccountSettings = query({
  name: 'GetAccountSettings',
  aliases: ['GTACNT'],
  usage: 'accountName',
  summary: 'Returns the settings that were set for an Account itself; * means your own.',
  arguments: { accountName },
  needs: ownerOrAdministrator('accountName'),
  deviations:
    'The password is shown in its stored form, sealed if it is kept clear, to those who may set ' +
    'it, and to nobody else; so are other secrets.',

  run(context, values) {
    const { row } = targetAccount(context, values.accountName);
    return new Printed(explicitText(row, sightOf(context, values)));
  },

  example: `
    C: CreateAccount user1 {MaxAccountSize=50M;RealName="J. Smith";}
    S: 200 OK
    C: GetAccountSettings user1
    S: 201 {MaxAccountSize=50M;RealName="J. Smith";}
    C: UpdateAccountSettings user1 {MaxAccountSize=default;Password=secret;RealName=default;}
    S: 200 OK
    # Never the clear password.
    C: GetAccountSettings "user1@example.test"
    S: 201 {Password="{*
    C: GetAccountSettings user2
    S: 513 unknown user account
  `,
});
