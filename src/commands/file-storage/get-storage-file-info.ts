/** Returns how much there is in an Account's File Storage. */
import { directoryPath } from '../../engine/file-storage/file-path.js';
import { totalsUnder } from '../../engine/file-storage/storage-files.js';
import type { StorageTotals } from '../../tables/storage-file-tables.js';
import { optional, text } from '../arguments.js';
import { InSteps, query } from '../define.js';
import { authRule, storageAccess, storageArguments, targetStorage } from './storage-access.js';

export const getStorageFileInfo = query({
  name: 'GetStorageFileInfo',
  aliases: ['GetWebFilesInfo'],
  usage: 'accountName [PATH filePath] [AUTH authAccountName]',
  summary: 'Returns the size of all files of an Account and how many they are.',
  arguments: { ...storageArguments, filePath: optional(text) },
  needs: storageAccess,
  deviations: `Directories do not count. A path that leads to nothing has no files. ${authRule}`,

  run(context, values) {
    const account = targetStorage(context, values, true);
    const path = directoryPath(values.filePath ?? '');
    return new InSteps(bytesAndFiles(totalsUnder(context.tx, account.id, path)));
  },

  example: `
    C: GetStorageFileInfo *
    S: 201 (#0,#0)
    C: WriteStorageFile * FILE "a.txt" DATA [SGVsbG8=]
    S: 200 OK
    C: WriteStorageFile * FILE "dir/b.txt" DATA [aGE=]
    S: 200 OK
    C: GetStorageFileInfo *
    S: 201 (#7,#2)
    C: GetWebFilesInfo * PATH "dir"
    S: 201 (#2,#1)
    C: GetStorageFileInfo * PATH "/dir"
    S: 501 illegal file name
  `,
});

function* bytesAndFiles(
  totals: Generator<void, StorageTotals>,
): Generator<void, readonly bigint[]> {
  const { bytes, files } = yield* totals;
  return [BigInt(bytes), BigInt(files)];
}
