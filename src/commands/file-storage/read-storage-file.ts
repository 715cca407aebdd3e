/** Reads a file of an Account's File Storage, or a slice of it. */
import { refuse } from '../../engine/core/refusal.js';
import { slice } from '../../engine/file-storage/extents.js';
import { filePath } from '../../engine/file-storage/file-path.js';
import { fileOf } from '../../engine/file-storage/storage-files.js';
import { TimeStamp, type Value } from '../../values/value.js';
import { number, optional, text } from '../arguments.js';
import { query } from '../define.js';
import { authRule, storageAccess, storageArguments, targetStorage } from './storage-access.js';

/** The most bytes that one reply carries, so that many readers at once do not fill the memory. */
const sliceBytesMax = 32 * 1024 * 1024;

export const readStorageFile = query({
  name: 'ReadStorageFile',
  aliases: ['GetWebFile'],
  usage: 'accountName FILE fileName [OFFSET position] [SIZE sliceSize] [AUTH authAccountName]',
  summary: 'Reads a file of an Account, or a slice of it.',
  arguments: {
    ...storageArguments,
    fileName: text,
    position: optional(number),
    sliceSize: optional(number),
  },
  needs: storageAccess,
  deviations: `More than 32 megabytes must be read in slices. ${authRule}`,

  prepare(context, values): Promise<readonly Value[]> {
    const account = targetStorage(context, values, true);
    const path = filePath(values.fileName);
    const { size, modified, extents } = fileOf(context.tx, account.id, path);
    const { position = 0, sliceSize = size } = values;
    if (position < 0 || position > size || sliceSize < 0) {
      refuse('illegal-value', 'position is outside of the file');
    }
    const wanted = slice(extents, position, position + sliceSize);
    if (Math.min(sliceSize, size - position) > sliceBytesMax) {
      refuse('limit-reached', 'file must be read in slices');
    }
    return context.server.files
      .read(account.id, wanted, context.answered)
      .then((bytes) => [bytes, new TimeStamp('time', modified), BigInt(size)]);
  },

  run: (_context, _values, told: readonly Value[]) => told,

  example: `
    C: WriteStorageFile * FILE "private/IM/log1" DATA [SGVsbG8=]
    S: 200 OK
    C: ReadStorageFile * FILE "private/IM/log1"
    S: 201 ([SGVsbG8=],#T*
    C: ReadStorageFile * FILE private/IM/log1 OFFSET 1 SIZE 3
    S: 201 ([ZWxs],#T*
    C: GetWebFile postmaster FILE private/IM/log1 OFFSET 5
    S: 201 ([],#T*
    C: ReadStorageFile * FILE private/IM/log1 OFFSET 6
    S: 501 position is outside of the file
    C: ReadStorageFile * FILE private/IM
    S: 541 file is not found
    C: ReadStorageFile * FILE "../settings"
    S: 501 illegal file name
    C: ReadStorageFile user1 FILE a.txt
    S: 513 unknown user account
  `,
});
