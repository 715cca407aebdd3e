/** Returns whether an Account may write under a sender address. */
import { acting, domainAdministrator } from '../../access/need.js';
import { isOwnIdentity } from '../../engine/accounts/account-identity.js';
import { refuse } from '../../engine/core/refusal.js';
import { objectAddress, text } from '../arguments.js';
import { done, query } from '../define.js';
import { targetAccount } from '../targets.js';
import { countedTry } from './counted-tries.js';

export const verifyAccountIdentity = query({
  name: 'VerifyAccountIdentity',
  usage: 'accountName FOR identity',
  summary: 'Succeeds when the Account may use this value of a From header field.',
  arguments: { accountName: objectAddress, identity: text },
  needs: acting(domainAdministrator('accountName')),
  deviations:
    'Allowed are the addresses of the Account and of its aliases, under any real name. Every try ' +
    'counts as a login of the Account, as with VerifyAccountPassword.',

  prepare(context, { accountName, identity }) {
    const account = targetAccount(context, accountName);
    const isOwn = isOwnIdentity(context.tx, account, identity);
    return countedTry(context, { account, name: accountName.name, proves: false }, () => isOwn);
  },

  run(_context, _values, isOwn: boolean) {
    return isOwn ? done : refuse('identity-refused');
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
