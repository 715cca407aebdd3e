/** Ends the sessions of an Account. */
import { domainAdministrator } from '../../access/need.js';
import { accountName } from '../arguments.js';
import { change } from '../define.js';
import { targetAccount } from '../targets.js';

export const killAccountSessions = change({
  name: 'KillAccountSessions',
  usage: 'accountName',
  summary: 'Ends every open session of an Account.',
  arguments: { accountName },
  needs: domainAdministrator('accountName'),
  deviations: 'Succeeds when no session is open.',

  run(context, values) {
    const { id } = targetAccount(context, values.accountName);
    context.afterCommit({ kind: 'close sessions', account: id });
  },

  example: `
    C: CreateAccount user1
    S: 200 OK
    C: KillAccountSessions user1@example.test
    S: 200 OK
    C: KillAccountSessions user2
    S: 513 unknown user account
  `,
});
