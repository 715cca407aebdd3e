/** Shows and changes the preferences of an Account. */
import { ownerOrAdministrator } from '../../access/need.js';
import {
  allPrefs,
  explicitPrefs,
  replacePrefs,
  updatePrefs,
} from '../../engine/accounts/account-prefs.js';
import { withoutSecrets } from '../../engine/core/secrets.js';
import { accountName, dictionary } from '../arguments.js';
import { change, query } from '../define.js';
import { sightBy } from '../secret-visibility.js';
import { targetAccount } from '../targets.js';

const needsToSet = ownerOrAdministrator('accountName', 'WebUserSettings');

export const getAccountPrefs = query({
  name: 'GetAccountPrefs',
  aliases: ['GetWebUser', 'GTWUSR'],
  usage: 'accountName',
  summary: 'Returns the preferences that were set for an Account itself.',
  arguments: { accountName },
  needs: ownerOrAdministrator('accountName'),
  deviations: 'AccountName, the full address, is always among them.',

  run(context, values) {
    const prefs = explicitPrefs(context.tx, targetAccount(context, values.accountName));
    return withoutSecrets(prefs, sightBy(context, needsToSet, values));
  },

  example: `
    C: GetAccountPrefs *
    S: 201 {AccountName=postmaster@example.test;}
    C: GetWebUser user1
    S: 513 unknown user account
  `,
});

export const updateAccountPrefs = change({
  name: 'UpdateAccountPrefs',
  usage: 'accountName newSettings',
  summary: 'Changes the given preferences of an Account; the value default takes one away.',
  arguments: { accountName, newSettings: dictionary },
  needs: needsToSet,

  run: (context, values) =>
    updatePrefs(context, targetAccount(context, values.accountName), values.newSettings),

  example: `
    C: UpdateAccountPrefs postmaster {Language=English;WorkDays=(Mon,Tue);}
    S: 200 OK
    C: UpdateAccountPrefs postmaster {WorkDays=default;}
    S: 200 OK
    C: GetAccountPrefs postmaster
    S: 201 {AccountName=postmaster@example.test;Language=English;}
    C: UpdateAccountPrefs user1 {}
    S: 513 unknown user account
  `,
});

export const setAccountPrefs = change({
  name: 'SetAccountPrefs',
  aliases: ['SetWebUser', 'STWUSR'],
  usage: 'accountName newSettings',
  summary: 'Replaces all preferences of an Account.',
  arguments: { accountName, newSettings: dictionary },
  needs: needsToSet,

  run: (context, values) =>
    replacePrefs(context, targetAccount(context, values.accountName), values.newSettings),

  example: `
    C: SetAccountPrefs postmaster {Language=English;TimeZone=HostOS;}
    S: 200 OK
    C: SetWebUser postmaster {Language=French;}
    S: 200 OK
    C: GetAccountPrefs postmaster
    S: 201 {AccountName=postmaster@example.test;Language=French;}
    C: SetAccountPrefs user1 {}
    S: 513 unknown user account
  `,
});

export const getAccountEffectivePrefs = query({
  name: 'GetAccountEffectivePrefs',
  aliases: ['GetEffectiveWebUser'],
  usage: 'accountName',
  summary: 'Returns the preferences of an Account, its own and those that it inherits.',
  arguments: { accountName },
  needs: ownerOrAdministrator('accountName'),

  run(context, values) {
    const prefs = allPrefs(context.tx, targetAccount(context, values.accountName));
    return withoutSecrets(prefs, sightBy(context, needsToSet, values));
  },

  example: `
    C: GetAccountEffectivePrefs postmaster
    S: 201 {AccountName=postmaster@example.test;*
    C: GetEffectiveWebUser user1
    S: 513 unknown user account
  `,
});
