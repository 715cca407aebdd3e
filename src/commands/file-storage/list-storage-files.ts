/** Lists a directory of an Account's File Storage. */
import { directoryPath } from '../../engine/file-storage/file-path.js';
import { entriesIn } from '../../engine/file-storage/storage-files.js';
import { collectInSteps } from '../../store/steps.js';
import type { StorageFileRow } from '../../tables/storage-file-tables.js';
import { TimeStamp, type Dictionary, type Value } from '../../values/value.js';
import { optional, text } from '../arguments.js';
import { InSteps, query } from '../define.js';
import { authRule, storageAccess, storageArguments, targetStorage } from './storage-access.js';

export const listStorageFiles = query({
  name: 'ListStorageFiles',
  aliases: ['ListWebFiles'],
  usage: 'accountName [PATH filePath] [AUTH authAccountName]',
  summary: 'Lists one directory of an Account, the top one if none is named.',
  arguments: { ...storageArguments, filePath: optional(text) },
  needs: storageAccess,
  deviations: authRule,

  run(context, values) {
    const account = targetStorage(context, values, true);
    const entries = entriesIn(context.tx, account.id, directoryPath(values.filePath ?? ''));
    return new InSteps(collectInSteps(shown(entries)));
  },

  example: `
    C: ListStorageFiles *
    S: 201 {}
    C: WriteStorageFile * FILE "private/logs/one" DATA [SGVsbG8=]
    S: 200 OK
    C: ListStorageFiles *
    S: 201 {private=();}
    C: ListWebFiles postmaster PATH private
    S: 201 {logs=();}
    C: ListStorageFiles * PATH "private/logs/"
    S: 201 {one={STCreated=#T*
    C: ListStorageFiles * PATH public
    S: 541 file is not found
  `,
});

/** A dictionary of attributes for a file, an empty array for a directory. */
function* shown(entries: ReturnType<typeof entriesIn>): Generator<readonly [string, Value], void> {
  for (const [name, file] of entries) yield [name, file ? attributesOf(file) : []];
}

function attributesOf({ size, created, modified, metaModified }: StorageFileRow): Dictionary {
  const told = new Map<string, Value>([
    ['STFileSize', BigInt(size)],
    ['STCreated', new TimeStamp('time', created)],
    ['STModified', new TimeStamp('time', modified)],
  ]);
  if (metaModified > 0) told.set('MetaModified', new TimeStamp('time', metaModified));
  return told;
}
