/** Deletes a file or an empty directory of an Account's File Storage. */
import { filePath } from '../../engine/file-storage/file-path.js';
import { deleteEntry } from '../../engine/file-storage/storage-file-changes.js';
import { text } from '../arguments.js';
import { change } from '../define.js';
import { authRule, storageAccess, storageArguments, targetStorage } from './storage-access.js';

export const deleteStorageFile = change({
  name: 'DeleteStorageFile',
  aliases: ['DeleteWebFile'],
  usage: 'accountName FILE fileName [AUTH authAccountName]',
  summary: 'Deletes a file or an empty directory of an Account.',
  arguments: { ...storageArguments, fileName: text },
  needs: storageAccess,
  deviations: `A directory that is not empty is not deleted. ${authRule}`,

  run: (context, values) =>
    deleteEntry(context, targetStorage(context, values, false), filePath(values.fileName)),

  example: `
    C: WriteStorageFile * FILE "docs/a.txt" DATA [SGVsbG8=]
    S: 200 OK
    C: DeleteStorageFile * FILE "docs"
    S: 501 directory is not empty
    C: DeleteStorageFile * FILE "docs/a.txt"
    S: 200 OK
    C: DeleteWebFile * FILE "docs/"
    S: 200 OK
    C: DeleteStorageFile * FILE "docs/a.txt"
    S: 541 file is not found
  `,
});
