/** Returns whether a password is that of an Account. */
import { acting, domainAdministrator } from '../../access/need.js';
import { type FoundAccount, accountOf, findName } from '../../engine/directory/directory.js';
import type { Address } from '../../engine/core/names.js';
import { dictionaryOf } from '../../engine/core/documents.js';
import { refuse } from '../../engine/core/refusal.js';
import { objectAddress, text } from '../arguments.js';
import { done, query, type QueryContext } from '../define.js';
import { targetDomainOf } from '../targets.js';
import { countedTry } from './counted-tries.js';

export const verifyAccountPassword = query({
  name: 'VerifyAccountPassword',
  usage: 'accountName PASSWORD password',
  summary: 'Succeeds when the password is that of the Account.',
  arguments: { accountName: objectAddress, password: text },
  needs: acting(domainAdministrator('accountName')),
  deviations:
    'An unknown Account is answered like a wrong password, and takes as long. Every try counts as a ' +
    'login of the Account: with too many that failed it may be tried later only, see FailedLoginFlow.',

  prepare(context, { accountName, password }) {
    const { passwords } = context.server;
    const account = accountNamed(context, accountName);
    const stored = account && dictionaryOf(account.row.settings).get('Password');
    const form = typeof stored === 'string' ? stored : undefined;
    const attempt = { account, name: accountName.name, proves: true };
    return countedTry(context, attempt, () => passwords.verify(form, password));
  },

  run(_context, _values, isRight: boolean) {
    return isRight ? done : refuse('wrong-login');
  },

  example: `
    C: CreateAccount user1 {Password=secret;}
    S: 200 OK
    C: VerifyAccountPassword user1@example.test PASSWORD "secret"
    S: 200 OK
    C: VerifyAccountPassword user1 PASSWORD Secret
    S: 515 incorrect password or account name
    C: VerifyAccountPassword user2 PASSWORD secret
    S: 515 incorrect password or account name
  `,
});

function accountNamed(context: QueryContext, name: Address): FoundAccount | undefined {
  const entry = findName(context.tx, targetDomainOf(context, name).id, name.name);
  return entry?.kind === 'account' ? accountOf(context.tx, entry.id) : undefined;
}
