/** Changes a password of an Account. */
import { ownerOrAdministrator } from '../../access/need.js';
import type { Actor } from '../../access/actor.js';
import {
  keepPassword,
  preparePassword,
  type PasswordChange,
  type PasswordPlace,
} from '../../engine/accounts/account-passwords.js';
import type { FoundAccount } from '../../engine/directory/directory.js';
import { refuse } from '../../engine/core/refusal.js';
import { asciiUpper } from '../../values/letters.js';
import { accountName, flag, optional, text } from '../arguments.js';
import { change } from '../define.js';
import { targetAccount } from '../targets.js';

interface Wanted {
  readonly newPassword: string;
  readonly method: string | undefined;
  readonly tag: string | undefined;
  readonly check: boolean;
}

export const setAccountPassword = change({
  name: 'SetAccountPassword',
  usage: 'accountName PASSWORD|TO newPassword [METHOD method | TAG tag] [CHECK]',
  summary: 'Changes the password of an Account, or its SIP, RADIUS or application password.',
  arguments: {
    accountName,
    newPassword: text,
    method: optional(text),
    tag: optional(text),
    check: flag,
  },
  needs: ownerOrAdministrator('accountName', 'BasicSettings'),
  deviations:
    'An empty password is refused, but with TAG or another METHOD it takes that password away. ' +
    'A password that a user chooses has at least 5 bytes. An Account has at most 16 application passwords.',

  prepare(context, values) {
    const account = targetAccount(context, values.accountName);
    const wanted = changeOf(context.actor, account, values);
    return preparePassword(context.tx, account, wanted, context.server.passwords);
  },

  run(context, values, stored: string | undefined) {
    const account = targetAccount(context, values.accountName);
    keepPassword(context, account, placeOf(values), stored);
  },

  example: `
    C: CreateAccount user1
    S: 200 OK
    C: SetAccountPassword user1 PASSWORD "p w"
    S: 200 OK
    C: VerifyAccountPassword user1 PASSWORD "p w"
    S: 200 OK
    C: SetAccountPassword user1 TO secret METHOD SIP
    S: 200 OK
    # The rules for users apply when an administrator asks for it, and to the own password always.
    C: SetAccountPassword user1 PASSWORD pw CHECK
    S: 517 password is too simple
    C: SetAccountPassword * PASSWORD pw
    S: 517 password is too simple
    C: UpdateAccountSettings user1 {PWDAllowed=NO;}
    S: 200 OK
    C: SetAccountPassword user1 PASSWORD anotherSecret CHECK
    S: 516 password modification is not allowed
  `,
});

function changeOf(actor: Actor, account: FoundAccount, wanted: Wanted): PasswordChange {
  return {
    place: placeOf(wanted),
    clear: wanted.newPassword,
    checked: wanted.check || account.id === actor.id,
  };
}

/** Any method but the two means the password of the Account itself. */
function placeOf({ method, tag }: Wanted): PasswordPlace {
  if (tag !== undefined) {
    return tag === '' ? refuse('illegal-value', 'tag is empty') : { kind: 'tag', tag };
  }
  const folded = method === undefined ? undefined : asciiUpper(method);
  return folded === 'SIP' || folded === 'RADIUS' ? { kind: folded } : { kind: 'main' };
}
