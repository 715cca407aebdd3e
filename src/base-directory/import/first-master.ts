/** Somebody must be able to administer a server whose store was filled by an import. */
import { keepSettings, withPassword } from '../../engine/accounts/account-settings.js';
import { createAccount } from '../../engine/accounts/accounts.js';
import type { Change } from '../../engine/core/change.js';
import { accountOf, findName } from '../../engine/directory/directory.js';
import { dictionaryOf } from '../../engine/core/documents.js';
import { objectName } from '../../engine/core/names.js';
import { grantMaster } from '../../engine/accounts/rights.js';
import type { DomainId } from '../../tables/tables.js';

/** What an Account gets that holds Master and has no password that anybody knows. */
export interface FirstMaster {
  /** The stored form of its password. */
  readonly stored: string;
}

/** Who administers the server. */
export interface Master {
  readonly name: string;
  /** It had no password and got the one of `FirstMaster`. */
  readonly gotPassword: boolean;
}

/** Names to look for; the second one where something else than an Account has the first. */
const names = ['postmaster', 'master', 'administrator'].map(objectName);

/**
 * Gives Master to the postmaster of a Domain, who is made if need be, and a password too if it has
 * none. Returns who it is. `wanted` is the name of another Account that shall be it.
 */
export function ensureMaster(
  change: Change,
  domain: DomainId,
  { stored }: FirstMaster,
  wanted?: string,
): Master {
  const { tx } = change;
  for (const name of wanted === undefined ? names : [objectName(wanted)]) {
    const entry = findName(tx, domain, name);
    if (entry === undefined) {
      const settings = new Map([['Password', stored]]);
      const plain = { type: 'MultiMailbox', storage: '', legacy: false } as const;
      createAccount(change, domain, name, { ...plain, settings, rights: ['Master'] });
      return { name, gotPassword: true };
    }
    if (entry.kind !== 'account' && entry.kind !== 'alias') continue;
    const account = accountOf(tx, entry.id);
    grantMaster(change, account);
    const settings = dictionaryOf(account.row.settings);
    const gotPassword = !settings.has('Password');
    if (gotPassword) keepSettings(change, account, withPassword(settings, stored));
    return { name: account.row.name, gotPassword };
  }
  throw new Error('no name is free for an administrator');
}
