/** Returns the clear password of an Account. */
import { serverRight } from '../../access/need.js';
import { plainPassword } from '../../engine/accounts/account-passwords.js';
import { effectOn } from '../../engine/core/effects.js';
import { refuse } from '../../engine/core/refusal.js';
import { theAccount } from '../../engine/directory/subjects.js';
import { accountName, optional, self } from '../arguments.js';
import { change } from '../define.js';
import { targetAccount } from '../targets.js';

/** A change, though it changes nothing: whoever read a password shall be found in the journal. */
export const getAccountPlainPassword = change({
  name: 'GetAccountPlainPassword',
  usage: '[accountName]',
  summary: 'Returns the clear password of an Account, your own if none is named.',
  arguments: { accountName: optional(accountName) },
  needs: serverRight('Master'),
  deviations: 'The Master right is needed, every reading is noted, and it can be switched off.',

  run(context, values) {
    if (!context.server.plainPasswordsReadable) refuse('feature-off');
    const account = targetAccount(context, values.accountName ?? self);
    const password = plainPassword(account, context.server.passwords);
    const subject = theAccount(context.tx, account);
    context.tell(effectOn(subject, 'password read', { before: undefined, after: undefined }));
    return password;
  },

  example: `
    C: CreateAccount user1 {Password=secret;}
    S: 200 OK
    C: GetAccountPlainPassword user1
    S: 201 secret
    C: UpdateAccountSettings user1 {PasswordEncryption=SSHA;Password=secret;}
    S: 200 OK
    C: GetAccountPlainPassword user1
    S: 501 password is not available as clear text
  `,
});
