/** Renames or moves a file or a directory of an Account's File Storage. */
import { filePath } from '../../engine/file-storage/file-path.js';
import { renameEntry } from '../../engine/file-storage/storage-file-changes.js';
import { text } from '../arguments.js';
import { change } from '../define.js';
import { authRule, storageAccess, storageArguments, targetStorage } from './storage-access.js';

export const renameStorageFile = change({
  name: 'RenameStorageFile',
  aliases: ['RenameWebFile'],
  usage: 'accountName FILE oldFileName INTO newFileName [AUTH authAccountName]',
  summary: 'Renames or moves a file or a directory of an Account.',
  arguments: { ...storageArguments, oldFileName: text, newFileName: text },
  needs: storageAccess,
  deviations: `Outer directories of the new name are made. ${authRule}`,

  run(context, values) {
    const account = targetStorage(context, values, false);
    renameEntry(context, account, filePath(values.oldFileName), filePath(values.newFileName));
  },

  example: `
    C: WriteStorageFile * FILE "docs/a.txt" DATA [SGVsbG8=]
    S: 200 OK
    C: RenameStorageFile * FILE "docs/a.txt" INTO "docs/b.txt"
    S: 200 OK
    C: RenameWebFile * FILE "docs/" INTO "old/papers"
    S: 200 OK
    C: ReadStorageFile * FILE "old/papers/b.txt"
    S: 201 ([SGVsbG8=],#T*
    C: RenameStorageFile * FILE "docs" INTO "papers"
    S: 541 file is not found
    C: RenameStorageFile * FILE "old/papers/b.txt" INTO "old/papers"
    S: 501 file or directory already exists
    C: RenameStorageFile * FILE "old" INTO "old/older"
    S: 501 a directory cannot move into itself
  `,
});
