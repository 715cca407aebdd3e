/** Shows and sets the attributes of files and directories of an Account's File Storage. */
import { filePath } from '../../engine/file-storage/file-path.js';
import { refuse } from '../../engine/core/refusal.js';
import {
  attributesIn,
  updatedAttributes,
} from '../../engine/file-storage/storage-file-attributes.js';
import { keepAttributes } from '../../engine/file-storage/storage-file-changes.js';
import { entryOf } from '../../engine/file-storage/storage-files.js';
import { XmlElement } from '../../values/value.js';
import { array, optional, strings, text } from '../arguments.js';
import { change, query } from '../define.js';
import { authRule, storageAccess, storageArguments, targetStorage } from './storage-access.js';

export const readStorageFileAttr = query({
  name: 'ReadStorageFileAttr',
  // As the original does: one client puts the word PATH before the names.
  usage: 'accountName FILE fileName [PATH attributes | attributes] [AUTH authAccountName]',
  summary:
    'Returns the attributes of a file or a directory, only the named ones if some are named.',
  arguments: { ...storageArguments, fileName: text, attributes: optional(strings) },
  needs: storageAccess,
  deviations: authRule,

  run(context, values) {
    const account = targetStorage(context, values, true);
    const { row } = entryOf(context.tx, account.id, filePath(values.fileName));
    return attributesIn(row.attributes, values.attributes);
  },

  example: `
    C: WriteStorageFile * FILE "a.txt" DATA [SGVsbG8=]
    S: 200 OK
    C: ReadStorageFileAttr * FILE "a.txt"
    S: 201 ()
    C: UpdateStorageFileAttr * FILE "a.txt" (<color>red</color>,<size/>)
    S: 200 OK
    C: ReadStorageFileAttr * FILE "a.txt"(color,shape)
    S: 201 (<color>red</color>)
    C: ReadStorageFileAttr * FILE "b.txt"
    S: 541 file is not found
  `,
});

export const updateStorageFileAttr = change({
  name: 'UpdateStorageFileAttr',
  usage: 'accountName FILE fileName attributes [AUTH authAccountName]',
  summary: 'Sets attributes of a file or a directory; the others stay.',
  arguments: { ...storageArguments, fileName: text, attributes: array },
  needs: storageAccess,
  deviations: `Given elements take the place of all that have their names. ${authRule}`,

  run(context, values) {
    const account = targetStorage(context, values, false);
    const entry = entryOf(context.tx, account.id, filePath(values.fileName));
    const given = values.attributes.map((value) =>
      value instanceof XmlElement ? value : refuse('illegal-value', 'an attribute must be XML'),
    );
    keepAttributes(context, account, entry, updatedAttributes(entry.row.attributes, given));
  },

  example: `
    C: WriteStorageFile * FILE "dir/" DATA []
    S: 200 OK
    C: UpdateStorageFileAttr * FILE "dir/" (<one>1</one>,<two>2</two>)
    S: 200 OK
    C: UpdateStorageFileAttr * FILE "dir" (<one a="b"/>)
    S: 200 OK
    C: ReadStorageFileAttr * FILE "dir"
    S: 201 (<two>2</two>,<one a="b"/>)
    C: UpdateStorageFileAttr * FILE "dir" (one)
    S: 501 an attribute must be XML
  `,
});
