/** Returns the effective settings of an Account. */
import { ownerOrAdministrator } from '../../access/need.js';
import { effectiveShown } from '../../engine/settings/shown-settings.js';
import { accountName } from '../arguments.js';
import { query } from '../define.js';
import { targetAccount } from '../targets.js';
import { sightOf } from './secret-visibility.js';

export const getAccountEffectiveSettings = query({
  name: 'GetAccountEffectiveSettings',
  usage: 'accountName',
  summary: 'Returns the settings of an Account, its own and those that it inherits.',
  arguments: { accountName },
  needs: ownerOrAdministrator('accountName'),
  deviations:
    'Settings whose built-in value is not known are shown only when some level sets them.',

  run(context, values) {
    const account = targetAccount(context, values.accountName);
    return effectiveShown(context.tx, account, sightOf(context, values));
  },

  example: `
    C: CreateAccount user1
    S: 200 OK
    C: GetAccountEffectiveSettings user1
    S: 201 {AccessModes=All;*
    C: GetAccountEffectiveSettings user2
    S: 513 unknown user account
  `,
});
