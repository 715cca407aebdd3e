/** Writes a file of an Account's File Storage, or a part of it; makes directories. */
import type { FoundAccount } from '../../engine/directory/directory.js';
import { filePath, type FilePath } from '../../engine/file-storage/file-path.js';
import { worthJoining, type Joined } from '../../engine/file-storage/extents.js';
import { refuse } from '../../engine/core/refusal.js';
import {
  isWhole,
  makeDirectory,
  requireWritable,
  writeFile,
  type WritePlace,
} from '../../engine/file-storage/storage-file-changes.js';
import { entryAt } from '../../engine/file-storage/storage-files.js';
import { isFresh, type FreshBlob } from '../../files/blobs.js';
import type { Extent } from '../../tables/storage-file-tables.js';
import type { Id } from '../../tables/tables.js';
import { dataBlock, number, oneOf, text, type ArgumentType } from '../arguments.js';
import { change, done, type PreparationContext } from '../define.js';
import { authRule, storageAccess, storageArguments, targetStorage } from './storage-access.js';

const places = { BEG: 'beginning', END: 'end', NEW: 'new file' } as const;
const place = oneOf('a position', ['BEG', 'END', 'NEW']);

const position: ArgumentType<WritePlace> = {
  expects: place.expects,
  optional: true,
  accepts: (item, isLast) => number.accepts(item, isLast) || place.accepts(item, isLast),
  read(item) {
    if (item === undefined) return 'whole file';
    return number.accepts(item, true) ? number.read(item) : places[place.read(item)];
  },
};

/** What is on the disk before the command runs. */
interface Prepared {
  /** Whose blob that is. */
  readonly account: Id;
  /** The bytes; undefined for a directory. */
  readonly blob?: FreshBlob;
  /** Pieces of the file that were put together because there are many of them. */
  readonly joined?: { readonly extents: readonly Extent[]; readonly by: FreshBlob } | undefined;
}

export const writeStorageFile = change({
  name: 'WriteStorageFile',
  aliases: ['PutWebFile'],
  usage: 'accountName FILE fileName [OFFSET position] [AUTH authAccountName] DATA fileData',
  summary:
    'Writes a file of an Account, or a part of it; a name with a slash behind it makes a directory.',
  arguments: {
    ...storageArguments,
    fileName: text,
    position,
    fileData: dataBlock,
  },
  needs: storageAccess,
  deviations:
    'Outer directories are made. A directory that is there already is no mistake. A file that is ' +
    `written as a whole loses its attributes, because it is a new one. ${authRule}`,

  prepare(context, values): Prepared | Promise<Prepared> {
    const account = targetStorage(context, values, false);
    const { path, directory } = filePath(values.fileName);
    if (directory) return { account: account.id };
    const bytes = values.fileData;
    requireWritable(context.tx, account, {
      path,
      place: values.position,
      length: bytes.length,
    });
    return Promise.all([
      context.server.files.write(account.id, bytes),
      joinPieces(context, account, path, values.position),
    ]).then(([blob, joined]) => ({ account: account.id, blob, joined }));
  },

  run(context, values, { account: owner, blob, joined }: Prepared) {
    const account = targetStorage(context, values, false);
    // Another Account got the name meanwhile: in between there was none, which is what we answer.
    if (account.id !== owner) refuse('unknown-account');
    const { path } = filePath(values.fileName);
    if (blob === undefined) {
      if (values.position !== 'whole file' || values.fileData.length > 0) {
        refuse('illegal-value', 'a directory is written without position and data');
      }
      makeDirectory(context, account, path);
      return done;
    }
    if (!isFresh(blob, context.now)) throw new Error('the blob of a file waited too long');
    const length = values.fileData.length;
    const writing = { path, place: values.position, length };
    writeFile(context, account, writing, blob.extent, usable(joined, context.now));
    return done;
  },

  example: `
    C: WriteStorageFile * FILE "a.txt" DATA [SGVsbG8=]
    S: 200 OK
    C: WriteStorageFile * FILE "a.txt" OFFSET END DATA [IFdvcmxk]
    S: 200 OK
    # OFFSET 5 goes over what is there; BEG leaves the rest behind it.
    C: WriteStorageFile * FILE "a.txt" OFFSET 5 DATA [LQ==] AUTH postmaster
    S: 200 OK
    C: WriteStorageFile * FILE "a.txt" OFFSET BEG DATA [aA==]
    S: 200 OK
    C: ReadStorageFile * FILE "a.txt"
    S: 201 ([aGVsbG8tV29ybGQ=],#T*
    C: WriteStorageFile * FILE "a.txt" OFFSET NEW DATA []
    S: 501 file or directory already exists
    C: WriteStorageFile * FILE "b.txt" OFFSET BEG DATA []
    S: 541 file is not found
    C: WriteStorageFile * FILE "a.txt" OFFSET 12 DATA []
    S: 501 position is outside of the file
    C: PutWebFile * FILE "dir/" DATA []
    S: 200 OK
    C: WriteStorageFile * FILE "dir/" DATA [aA==]
    S: 501 a directory is written without position and data
    C: ListStorageFiles *
    S: 201 {a.txt={*
  `,
});

/** Puts many extents of a file together that is about to get one more. */
async function joinPieces(
  { tx, server }: PreparationContext,
  account: FoundAccount,
  path: FilePath,
  place: WritePlace,
): Promise<Prepared['joined']> {
  if (isWhole(place)) return undefined;
  const extents = worthJoining(entryAt(tx, account.id, path, false)?.row.extents ?? []);
  if (extents.length === 0) return undefined;
  return { extents, by: await server.files.join(account.id, extents) };
}

function usable(joined: Prepared['joined'], now: number): Joined | undefined {
  const by = joined && isFresh(joined.by, now) ? joined.by.extent : undefined;
  return joined && by && { extents: joined.extents, by };
}
