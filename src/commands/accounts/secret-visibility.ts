/**
 * Who sees the secrets of an Account: whoever may set them, so that settings can be read and written
 * back. Its own user may set only the records of remote accounts, and those if a setting says so.
 */
import { effectiveSetting, type ObeyedSetting } from '../../engine/settings/settings-chain.js';
import type { FoundAccount } from '../../engine/directory/directory.js';
import type { SecretVisibility } from '../../engine/core/secrets.js';
import type { PasswordVisibility } from '../../engine/settings/shown-settings.js';
import type { Reader } from '../../store/store.js';
import { asciiUpper } from '../../values/letters.js';
import type { AccountReference } from '../arguments.js';
import type { QueryContext } from '../define.js';
import { sightOfAccount } from '../secret-visibility.js';
import { targetAccount } from '../targets.js';

/** Settings that let users have records of remote accounts, by the keys of the records. */
const ownRecords: ReadonlyMap<string, ObeyedSetting> = new Map([
  ['RPOP', 'RPOPAllowed'],
  ['RSIP', 'RSIPAllowed'],
]);

/** Whether an Account's user may have records of remote accounts: `RPOP` or `RSIP`. */
export function mayHaveRecords(tx: Reader, { row }: FoundAccount, key: string): boolean {
  const allowing = ownRecords.get(key);
  const allowed = allowing && effectiveSetting(tx, row.domain, row, allowing);
  return typeof allowed === 'string' && asciiUpper(allowed) === 'YES';
}

/** How much the one who gives a command may see of an Account's secrets. */
export function sightOf(
  context: Pick<QueryContext, 'tx' | 'actor' | 'server'>,
  values: { readonly accountName: AccountReference },
): PasswordVisibility {
  const { tx, actor, server } = context;
  const mayAdminister = sightOfAccount(context, values);
  const account = targetAccount(context, values.accountName);
  const isOwn = account.id === actor.id;
  const sees: SecretVisibility = (key) =>
    mayAdminister(key) || (isOwn && ownRecords.has(key) && mayHaveRecords(tx, account, key));
  return { sees, passwords: server.passwords };
}
