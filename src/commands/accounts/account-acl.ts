/** Shows and edits who may do what with a whole Account. */
import { ownerOrAdministrator } from '../../access/need.js';
import {
  accountAcl,
  editAccountAcl,
  effectiveAclRights,
  requireAdminRight,
} from '../../engine/acl/account-acl.js';
import type { FoundAccount } from '../../engine/directory/directory.js';
import type { Address } from '../../engine/core/names.js';
import {
  accountName,
  type AccountReference,
  authAccount,
  dictionary,
  optional,
} from '../arguments.js';
import { change, query, type QueryContext } from '../define.js';
import { targetAccount } from '../targets.js';

const needs = ownerOrAdministrator('accountName', 'CanImpersonate');

export const getAccountACL = query({
  name: 'GetAccountACL',
  usage: 'accountName [AUTH authAccountName]',
  summary: 'Returns the access rights that are granted on an Account.',
  arguments: { accountName, authAccountName: optional(authAccount) },
  needs,

  run: (context, values) => accountAcl(context.tx, administered(context, values).id),

  example: `
    C: GetAccountACL *
    S: 201 {}
    C: CreateAccount user1
    S: 200 OK
    # With AUTH, that Account must hold the right to administer.
    C: GetAccountACL postmaster AUTH user1
    S: 510 insufficient access rights
    C: SetAccountACL postmaster {user1=lra;}
    S: 200 OK
    C: GetAccountACL postmaster AUTH user1
    S: 201 {user1=lra;}
  `,
});

export const setAccountACL = change({
  name: 'SetAccountACL',
  usage: 'accountName [AUTH authAccountName] newACL',
  summary: 'Edits the access rights that are granted on an Account; entries not named stay.',
  arguments: { accountName, authAccountName: optional(authAccount), newACL: dictionary },
  needs,

  run: (context, values) => editAccountAcl(context, administered(context, values), values.newACL),

  example: `
    C: CreateAccount user1
    S: 200 OK
    C: SetAccountACL user1 {anyone=l;"user2@example.test"=lr;}
    S: 200 OK
    C: SetAccountACL user1 {anyone="-l";"user2@example.test"="+s";}
    S: 200 OK
    C: GetAccountACL user1
    S: 201 {user2@example.test=lrs;}
    C: SetAccountACL user1 {anyone="l r";}
    S: 501 illegal access right symbols
  `,
});

export const getAccountACLRights = query({
  name: 'GetAccountACLRights',
  usage: 'accountName AUTH authAccountName',
  summary: 'Returns the rights that one Account effectively has on another.',
  arguments: { accountName, authAccountName: authAccount },
  needs,
  deviations: 'The Account itself has all rights on itself.',

  run: (context, values) =>
    effectiveAclRights(
      context.tx,
      targetAccount(context, values.accountName),
      targetAccount(context, values.authAccountName),
    ),

  example: `
    C: CreateAccount user1
    S: 200 OK
    C: SetAccountACL postmaster {anyone=l;user1=rs;}
    S: 200 OK
    C: GetAccountACLRights * AUTH user1
    S: 201 lrs
    C: GetAccountACLRights * AUTH user2
    S: 513 unknown user account
  `,
});

/** The Account that is meant; with AUTH only if that Account may administer it. */
function administered(
  context: QueryContext,
  values: { readonly accountName: AccountReference; readonly authAccountName: Address | undefined },
): FoundAccount {
  const account = targetAccount(context, values.accountName);
  if (values.authAccountName !== undefined) {
    requireAdminRight(context.tx, account, targetAccount(context, values.authAccountName));
  }
  return account;
}
