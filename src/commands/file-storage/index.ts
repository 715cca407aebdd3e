/** File Storage Administration: the commands of this section of the manual, in its order. */
import { chapter } from '../define.js';
import { deleteStorageFile } from './delete-storage-file.js';
import { getFileSubscription, setFileSubscription } from './file-subscription.js';
import { getStorageFileInfo } from './get-storage-file-info.js';
import { listStorageFiles } from './list-storage-files.js';
import { readStorageFile } from './read-storage-file.js';
import { renameStorageFile } from './rename-storage-file.js';
import { readStorageFileAttr, updateStorageFileAttr } from './storage-file-attributes.js';
import { writeStorageFile } from './write-storage-file.js';

export const commands = chapter('File Storage Administration', [
  readStorageFile,
  writeStorageFile,
  renameStorageFile,
  deleteStorageFile,
  listStorageFiles,
  getStorageFileInfo,
  readStorageFileAttr,
  updateStorageFileAttr,
  getFileSubscription,
  setFileSubscription,
]);
