/** Tells whether an Account may write under a sender address. */
import { domainAdministrator } from '../../access/need.js';
import { requireIdentity } from '../../engine/account-identity.js';
import { objectAddress, text } from '../arguments.js';
import { done, query } from '../define.js';
import { targetAccount } from '../targets.js';

export const verifyAccountIdentity = query({
  name: 'VerifyAccountIdentity',
  usage: 'accountName FOR identity',
  summary: 'Succeeds when the Account may use this value of a From header field.',
  section: 'Account Administration',
  arguments: { accountName: objectAddress, identity: text },
  needs: domainAdministrator('accountName'),
  differs: 'Allowed are the addresses of the Account and of its aliases, under any real name.',

  run(context, { accountName, identity }) {
    requireIdentity(context.tx, targetAccount(context, accountName), identity);
    return done;
  },

  example: `
    C: CreateAccount user1
    S: 200 OK
    C: SetAccountAliases user1 (john)
    S: 200 OK
    C: VerifyAccountIdentity user1 FOR "J. Smith <john@example.test>"
    S: 200 OK
    C: VerifyAccountIdentity user1 FOR "J. Smith <postmaster@example.test>"
    S: 501 identity is not allowed for this account
  `,
});
