/** Replaces the settings of an Account. */
import { serverRight } from '../../access/need.js';
import { storedPassword } from '../../engine/accounts/account-passwords.js';
import {
  keepSettings,
  replacedSettings,
  withMastersPassword,
  withPassword,
} from '../../engine/accounts/account-settings.js';
import { dictionaryOf } from '../../engine/core/documents.js';
import type { AccountRow } from '../../tables/tables.js';
import type { Dictionary } from '../../values/value.js';
import { accountName, dictionary } from '../arguments.js';
import { change } from '../define.js';
import { targetAccount } from '../targets.js';

export const setAccountSettings = change({
  name: 'SetAccountSettings',
  aliases: ['STACNT'],
  usage: 'accountName newSettings',
  summary: 'Replaces all settings of an Account, its password too; what is not given goes.',
  arguments: { accountName, newSettings: dictionary },
  needs: serverRight('UserAccounts'),
  deviations: 'A Master keeps its password when none is given.',

  prepare(context, values) {
    const { tx, server } = context;
    const { row } = targetAccount(context, values.accountName);
    const settings = settingsOf(row, values.newSettings);
    const present = dictionaryOf(row.settings).get('Password');
    const password = values.newSettings.get('Password');
    return storedPassword(tx, row.domain, password, settings, present, server.passwords);
  },

  run(context, values, password: string | undefined) {
    const account = targetAccount(context, values.accountName);
    const settings = settingsOf(account.row, values.newSettings);
    keepSettings(context, account, withPassword(settings, password));
  },

  example: `
    C: CreateAccount user1 {MaxAccountSize=50M;Password=secret;}
    S: 200 OK
    C: SetAccountSettings user1 {RealName=John;}
    S: 200 OK
    C: GetAccountSettings user1
    S: 201 {RealName=John;}
    C: VerifyAccountPassword user1 PASSWORD secret
    S: 515 incorrect password or account name
    C: SetAccountSettings user2 {}
    S: 513 unknown user account
  `,
});

function settingsOf(row: AccountRow, given: Dictionary): Dictionary {
  return withMastersPassword(row, given, replacedSettings(given));
}
