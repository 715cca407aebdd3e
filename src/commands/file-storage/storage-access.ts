/**
 * Whose File Storage a command means, and in whose name: what all commands of this chapter have in
 * common. AUTH can only narrow what the caller may do: both must be allowed.
 */
import { actorOf, managesAllDomains } from '../../access/actor.js';
import { isAllowed } from '../../access/allows.js';
import { ownerOrAdministrator } from '../../access/need.js';
import { type FoundAccount, domainById } from '../../engine/directory/directory.js';
import { Refusal, refuse } from '../../engine/core/refusal.js';
import { requireStorage } from '../../engine/file-storage/storage-files.js';
import { accountName, type AccountReference, authAccountOrSelf, optional } from '../arguments.js';
import type { QueryContext } from '../define.js';
import { self } from '../arguments.js';
import { targetAccount } from '../targets.js';

/** The Account itself, All Domains, or a Domain administrator with this right. */
export const storageAccess = ownerOrAdministrator('accountName', 'CanAccessWebSites');

/** The arguments of every command here but those of the subscription. */
export const storageArguments = { accountName, authAccountName: optional(authAccountOrSelf) };

/** Their values. */
export interface StorageValues {
  readonly accountName: AccountReference;
  readonly authAccountName: AccountReference | undefined;
}

/** What is known here and not of the original. */
export const authRule =
  'AUTH can only take rights away: the Account that it names must have the right as well.';

type Situation = Pick<QueryContext, 'tx' | 'actor'>;

/**
 * The Account whose files are meant. Refuses with `unknown-domain`, `unknown-account`,
 * `not-on-this-account` when it has no File Storage, and `no-right` when AUTH names one without it.
 */
export function targetStorage(
  situation: Situation,
  values: StorageValues,
  reading: boolean,
): FoundAccount {
  const account = targetAccount(situation, values.accountName);
  requireStorage(account);
  if (values.authAccountName !== undefined) {
    requireAlsoAllowed(situation, values.authAccountName, account, reading);
  }
  return account;
}

function requireAlsoAllowed(
  situation: Situation,
  name: AccountReference,
  { id, row }: FoundAccount,
  reading: boolean,
): void {
  const { tx } = situation;
  const other = accountInWhoseName(situation, name);
  const target =
    other.id === id ? self : { name: row.name, domain: domainById(tx, row.domain).name };
  const allowed = isAllowed(
    tx,
    actorOf(tx, other.id),
    storageAccess,
    { accountName: target },
    reading,
  );
  if (!allowed) refuse('no-right');
}

/** Who does not manage all Domains learns nothing about which Accounts there are. */
function accountInWhoseName(situation: Situation, name: AccountReference): FoundAccount {
  try {
    return targetAccount(situation, name);
  } catch (error) {
    if (error instanceof Refusal && !managesAllDomains(situation.actor)) refuse('no-right');
    throw error;
  }
}
