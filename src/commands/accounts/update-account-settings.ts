/** Changes some settings of an Account. */
import { domainAdministrator } from '../../access/need.js';
import { storedPassword } from '../../engine/accounts/account-passwords.js';
import {
  keepSettings,
  updatedSettings,
  withMastersPassword,
  withPassword,
} from '../../engine/accounts/account-settings.js';
import { dictionaryOf } from '../../engine/core/documents.js';
import { accountName, dictionary } from '../arguments.js';
import { change } from '../define.js';
import { targetAccount } from '../targets.js';
import { permitted } from './permitted-settings.js';

export const updateAccountSettings = change({
  name: 'UpdateAccountSettings',
  aliases: ['UPDACNT'],
  usage: 'accountName newSettings',
  summary: 'Changes the given settings of an Account; the value default takes a setting away.',
  arguments: { accountName, newSettings: dictionary },
  needs: domainAdministrator('accountName'),
  deviations:
    'A null object takes a setting away too. Keys that commands of their own keep, such as RPOP ' +
    'and SignalRules, are skipped.',

  prepare(context, values) {
    const { tx, actor, server } = context;
    const { row } = targetAccount(context, values.accountName);
    const given = permitted(actor, values.newSettings);
    const present = dictionaryOf(row.settings).get('Password');
    const settings = withMastersPassword(row, given, updatedSettings(row, given));
    const password = given.get('Password');
    return storedPassword(tx, row.domain, password, settings, present, server.passwords);
  },

  run(context, values, password: string | undefined) {
    const account = targetAccount(context, values.accountName);
    const given = permitted(context.actor, values.newSettings);
    const { row } = account;
    const settings = withMastersPassword(row, given, updatedSettings(row, given));
    keepSettings(context, account, withPassword(settings, password));
  },

  example: `
    C: CreateAccount user1 {MaxAccountSize=50M;RealName="J. Smith";}
    S: 200 OK
    C: UpdateAccountSettings user1 {MaxAccountSize=Default;WorkPhone="+1 415";RealName=#NULL#;}
    S: 200 OK
    C: GetAccountSettings user1
    S: 201 {WorkPhone="+1 415";}
    C: UpdateAccountSettings user1 RealName
    S: 500 *
    C: UpdateAccountSettings user2 {RealName=John;}
    S: 513 unknown user account
  `,
});
