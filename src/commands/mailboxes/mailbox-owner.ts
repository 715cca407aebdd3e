/**
 * Whose Mailboxes a command means, and on whose behalf it acts: what the commands of this chapter
 * have in common.
 */
import { ownerOrAdministrator } from '../../access/need.js';
import type { Target } from '../../engine/mailboxes/mailbox-changes.js';
import type { Address } from '../../engine/core/names.js';
import type { AccountReference } from '../arguments.js';
import type { QueryContext } from '../define.js';
import { targetAccount } from '../targets.js';

/** What all commands about the Mailboxes of an Account need. */
export const ownerOrMailboxAdministrator = ownerOrAdministrator(
  'accountName',
  'CanAccessMailboxes',
);

/** The Account that is meant, and the one after AUTH. Refuses with `unknown-account` or `unknown-domain`. */
export function targetOf(
  context: Pick<QueryContext, 'tx' | 'actor'>,
  values: {
    readonly accountName: AccountReference;
    readonly authAccountName: Address | undefined;
  },
): Target {
  const { accountName, authAccountName } = values;
  return {
    account: targetAccount(context, accountName),
    who: authAccountName && targetAccount(context, authAccountName),
  };
}

/** The name after MAILBOX or MAILBOXES; the second takes everything nested along. */
export function givenName<Name>(
  mailbox: Name | undefined,
  outermost: Name | undefined,
): { readonly name: Name; readonly nested: boolean } {
  const name = outermost ?? mailbox;
  if (name === undefined) throw new Error('the usage line asks for one of the two');
  return { name, nested: outermost !== undefined };
}
