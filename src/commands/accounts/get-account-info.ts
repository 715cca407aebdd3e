/** Tells what is known of an Account's life: when it was created, who logged in. */
import { ownerOrAdministrator } from '../../access/need.js';
import { accountInfo } from '../../engine/accounts/account-info.js';
import { totalsOf } from '../../engine/file-storage/storage-files.js';
import type { Value } from '../../values/value.js';
import { accountName, optional, strings, text } from '../arguments.js';
import { query } from '../define.js';
import { targetAccount } from '../targets.js';

export const getAccountInfo = query({
  name: 'GetAccountInfo',
  aliases: ['GTACNTINF'],
  usage: 'accountName [KEY keyName | keyList]',
  summary: 'Tells one, some or all elements of the info record of an Account.',
  section: 'Account Administration',
  arguments: { accountName, keyName: optional(text), keyList: optional(strings) },
  needs: ownerOrAdministrator('accountName'),
  deviations: 'StorageUsed is the bytes of the mailbox files and of File Storage.',

  prepare: (context, { accountName: name }) =>
    context.server.documentedFiles.volatileData(targetAccount(context, name).id),

  run(context, values, kept) {
    const { id, row } = targetAccount(context, values.accountName);
    const info = accountInfo(
      row,
      kept,
      context.server.logins.of(id),
      totalsOf(context.tx, id).bytes,
    );
    if (values.keyName !== undefined) return info.get(values.keyName) ?? '';
    if (values.keyList === undefined) return info;
    const wanted = new Map<string, Value>();
    for (const key of values.keyList) {
      const value = info.get(key);
      if (value !== undefined) wanted.set(key, value);
    }
    return wanted;
  },

  example: `
    C: CreateAccount user1
    S: 200 OK
    C: GetAccountInfo user1 Key StorageUsed
    S: 201 0
    C: GetAccountInfo user1 Key Created
    S: 201 "*
    # Names are case-sensitive; what is not there is an empty string.
    C: GetAccountInfo user1 KEY storageused
    S: 201 ""
    C: GetAccountInfo user1 (StorageUsed,Nothing)
    S: 201 {StorageUsed=0;}
    C: GetAccountInfo user2
    S: 513 unknown user account
  `,
});
