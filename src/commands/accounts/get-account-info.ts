/** Returns what is known of an Account's life: when it was created, who logged in. */
import { ownerOrAdministrator } from '../../access/need.js';
import type { VolatileData } from '../../engine/accounts/account-files.js';
import { totalsOf } from '../../engine/file-storage/storage-files.js';
import type { AccountRow } from '../../tables/tables.js';
import { print } from '../../values/print.js';
import { TimeStamp, type Dictionary, type Value } from '../../values/value.js';
import { accountName, optional, strings, text } from '../arguments.js';
import { query } from '../define.js';
import { targetAccount } from '../targets.js';

export const getAccountInfo = query({
  name: 'GetAccountInfo',
  aliases: ['GTACNTINF'],
  usage: 'accountName [KEY keyName | keyList]',
  summary: 'Returns one, some or all elements of the info record of an Account.',
  arguments: { accountName, keyName: optional(text), keyList: optional(strings) },
  needs: ownerOrAdministrator('accountName'),
  deviations: 'StorageUsed is the bytes of the mailbox files and of File Storage.',

  prepare: (context, { accountName: name }) =>
    context.server.documentedFiles.volatileData(targetAccount(context, name).id),

  run(context, values, kept) {
    const { id, row } = targetAccount(context, values.accountName);
    const stored = totalsOf(context.tx, id).bytes;
    const info = infoOf(row, kept, context.server.logins.of(id), stored);
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

/** How a time stamp begins; behind it stands the time. */
const timeMark = '#T';

/** Elements of the file that other commands tell. */
const toldElsewhere: readonly string[] = ['Statistics', 'Viewer'];

/**
 * All info elements of an Account: those in its file, which may be older, under those that the login
 * history has. `stored` are the bytes of its File Storage. Sizes are bare digits, as scripts compute
 * with them.
 */
function infoOf(
  { created }: AccountRow,
  { counts, elements }: VolatileData,
  logins: Dictionary,
  stored: number,
): Dictionary {
  let used = stored;
  for (const { size } of counts.values()) used += size;
  // Clients stop reading at a time stamp, so the time is told as text (ruling 19).
  const time = print(new TimeStamp('time', Math.floor(created / 1000))).slice(timeMark.length);
  const info = new Map<string, Value>([
    ...elements,
    ...logins,
    ['Created', time],
    ['StorageUsed', String(used)],
  ]);
  for (const key of toldElsewhere) info.delete(key);
  return info;
}
