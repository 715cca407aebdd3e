/**
 * What an empty store gets at the first start (objects, section 2): the Main Domain and the Account
 * `postmaster`, which may do everything. The original makes an Account `pbx` too; this server runs
 * no PBX programs, so it does not.
 */
import { metadata } from '../../store/metadata.js';
import { createAccount } from '../accounts/accounts.js';
import type { Change } from '../core/change.js';
import { createMainDomain } from './domains.js';
import { objectName, type DomainName } from '../core/names.js';

/** What the first start needs to know. */
export interface FirstStart {
  readonly mainDomain: DomainName;
  /** The postmaster's password in its stored form. */
  readonly postmasterPassword: string;
}

/** Fills an empty store; returns whether it was empty. A store that has a Main Domain is left as it is. */
export function firstStart(
  change: Change,
  { mainDomain, postmasterPassword }: FirstStart,
): boolean {
  if (change.tx.get(metadata, 'mainDomain') !== undefined) return false;
  const domain = createMainDomain(change, mainDomain);
  createAccount(change, domain, objectName('postmaster'), {
    type: 'MultiMailbox',
    storage: '',
    legacy: false,
    settings: new Map([['Password', postmasterPassword]]),
    rights: ['Master'],
  });
  return true;
}
