/** The statistics of an Account: reading and clearing them. */
import { domainAdministrator, ownerOrAdministrator } from '../../access/need.js';
import { resetStatistics, statisticOf, statisticsOf } from '../../engine/server/statistics.js';
import { theAccount } from '../../engine/directory/subjects.js';
import { accountName, optional, text } from '../arguments.js';
import { change, query, type PreparationContext } from '../define.js';
import { targetAccount } from '../targets.js';

/** Logins are kept now and then only; before somebody looks at them they are. */
function settled({ server }: PreparationContext): Promise<void> | undefined {
  return server.settleLogins();
}

export const getAccountStat = query({
  name: 'GetAccountStat',
  usage: 'accountName [KEY keyName]',
  summary: 'Returns the statistics of an Account, or one of them.',
  arguments: { accountName, keyName: optional(text) },
  needs: ownerOrAdministrator('accountName'),
  deviations:
    'Only Logins are counted, because this server takes no mail and no calls. They are kept every few seconds, so a crash may lose the last ones.',
  prepare: settled,

  run(context, values) {
    const { id } = targetAccount(context, values.accountName);
    const { keyName } = values;
    return keyName === undefined
      ? statisticsOf(context.tx, id)
      : statisticOf(context.tx, id, keyName);
  },

  example: `
    C: GetAccountStat postmaster
    S: 201 {Logins=#1;}
    C: GetAccountStat * KEY Logins
    S: 201 #1
    # What never got a value is the empty string.
    C: GetAccountStat * KEY MessagesReceived
    S: 201 ""
    C: GetAccountStat nobody
    S: 513 unknown user account
  `,
});

export const resetAccountStat = change({
  name: 'ResetAccountStat',
  usage: 'accountName [KEY keyName]',
  summary: 'Clears the statistics of an Account, or one of them.',
  arguments: { accountName, keyName: optional(text) },
  needs: domainAdministrator('accountName', 'BasicSettings'),
  deviations: 'Only clearing all of them is remembered as the time of the reset.',
  prepare: settled,

  run(context, values) {
    const account = targetAccount(context, values.accountName);
    resetStatistics(context, theAccount(context.tx, account), values.keyName);
  },

  example: `
    C: ResetAccountStat postmaster KEY Logins
    S: 200 OK
    C: GetAccountStat postmaster
    S: 201 {}
    C: ResetAccountStat postmaster
    S: 200 OK
    C: GetAccountStat postmaster
    S: 201 {StatReset=#T*
    C: ResetAccountStat nobody
    S: 513 unknown user account
  `,
});
