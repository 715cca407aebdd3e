/** Tells whether a password is that of an Account. */
import { domainAdministrator } from '../../access/need.js';
import { accountById, findName } from '../../engine/directory.js';
import { dictionaryOf } from '../../engine/documents.js';
import { refuse } from '../../engine/refusal.js';
import { objectAddress, text } from '../arguments.js';
import { done, query } from '../define.js';
import { targetDomainOf } from '../targets.js';

export const verifyAccountPassword = query({
  name: 'VerifyAccountPassword',
  usage: 'accountName PASSWORD password',
  summary: 'Succeeds when the password is that of the Account.',
  section: 'Account Administration',
  arguments: { accountName: objectAddress, password: text },
  needs: domainAdministrator('accountName'),
  differs: 'An unknown Account is answered like a wrong password, and takes as long.',

  prepare(context, { accountName, password }) {
    const { tx, server } = context;
    const entry = findName(tx, targetDomainOf(context, accountName).id, accountName.name);
    const stored =
      entry?.kind === 'account'
        ? dictionaryOf(accountById(tx, entry.id).settings).get('Password')
        : undefined;
    return server.passwords.verify(typeof stored === 'string' ? stored : undefined, password);
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
