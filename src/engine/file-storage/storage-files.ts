/**
 * An Account's File Storage, as it is read: its files and directories, one directory's list, totals
 * (objects, sections 1.1 and 5.1). What the bytes of a file are is known to `src/files`; this file
 * knows which extents make it.
 */
import { visitInSteps } from '../../store/steps.js';
import { keysUnder, type Reader } from '../../store/store.js';
import {
  storageFiles,
  storageTotals,
  type StorageFileRow,
  type StorageTotals,
} from '../../tables/storage-file-tables.js';
import type { AccountId, AccountType, Id } from '../../tables/tables.js';
import type { FoundAccount } from '../directory/directory.js';
import { filePath, type FilePath, type GivenPath } from './file-path.js';
import { refuse } from '../core/refusal.js';

/** What a path leads to: its key in the table, its path and its row. */
export interface Entry {
  readonly key: string;
  readonly path: FilePath;
  readonly directory: boolean;
  readonly row: StorageFileRow;
}

const withoutStorage: readonly AccountType[] = ['TextMailbox', 'MailDirMailbox', 'SlicedMailbox'];

const nothing: StorageTotals = { bytes: 0, files: 0, directories: 0 };

/** Refuses with `not-on-this-account` an Account whose type has no File Storage. */
export function requireStorage({ row }: FoundAccount): void {
  if (withoutStorage.includes(row.type)) refuse('not-on-this-account');
}

/** The key of a file, or of a directory. */
export function keyOf(account: AccountId, path: FilePath, directory: boolean): string {
  return directory ? `${account}/${path}/` : `${account}/${path}`;
}

/** What a path leads to, if anything: a directory only when it ended in `/`, else whatever there is. */
export function findEntry(
  tx: Reader,
  account: AccountId,
  { path, directory }: GivenPath,
): Entry | undefined {
  return directory
    ? entryAt(tx, account, path, true)
    : (entryAt(tx, account, path, false) ?? entryAt(tx, account, path, true));
}

/** What a path leads to. Refuses with `unknown-storage-file`. */
export function entryOf(tx: Reader, account: AccountId, given: GivenPath): Entry {
  return findEntry(tx, account, given) ?? refuse('unknown-storage-file');
}

/** A file. Refuses with `unknown-storage-file`, also when there is a directory of that name. */
export function fileOf(tx: Reader, account: AccountId, given: GivenPath): StorageFileRow {
  const entry = given.directory ? undefined : entryAt(tx, account, given.path, false);
  return entry?.row ?? refuse('unknown-storage-file');
}

/** A file or a directory of this path, whichever is asked for. */
export function entryAt(
  tx: Reader,
  account: AccountId,
  path: FilePath,
  directory: boolean,
): Entry | undefined {
  const key = keyOf(account, path, directory);
  const row = tx.get(storageFiles, key);
  return row && { key, path, directory, row };
}

/**
 * What is directly in a directory, in the top one for no path, by name: the row of a file, nothing
 * for a directory. Refuses with `unknown-storage-file`.
 */
export function* entriesIn(
  tx: Reader,
  account: AccountId,
  path: FilePath | undefined,
): Generator<readonly [name: string, file: StorageFileRow | undefined], void> {
  if (path !== undefined && !entryAt(tx, account, path, true)) refuse('unknown-storage-file');
  const prefix = prefixOf(account, path);
  let { start } = keysUnder(prefix);
  for (let more = true; more;) {
    more = false;
    for (const [key, row] of tx.range(storageFiles, { ...keysUnder(prefix), start })) {
      const name = key.slice(prefix.length);
      const end = name.indexOf('/');
      if (end >= 0) {
        // What is in a directory is not walked through: the next range begins behind it.
        yield [name.slice(0, end), undefined];
        start = keysUnder(prefix + name.slice(0, end + 1)).end;
        more = true;
        break;
      }
      if (name !== '') yield [name, row];
    }
  }
}

/** How much there is in all. */
export function totalsOf(tx: Reader, account: Id): StorageTotals {
  return tx.get(storageTotals, account) ?? nothing;
}

/** How much there is below a path, or in all: nothing where there is nothing. */
export function* totalsUnder(
  tx: Reader,
  account: AccountId,
  path: FilePath | undefined,
): Generator<void, StorageTotals> {
  if (path === undefined) return totalsOf(tx, account);
  const file = entryAt(tx, account, path, false);
  if (file) return { bytes: file.row.size, files: 1, directories: 0 };
  let { bytes, files, directories } = nothing;
  const rows = tx.range(storageFiles, keysUnder(prefixOf(account, path)));
  yield* visitInSteps(rows, ([key, { size }]) => {
    if (key.endsWith('/')) directories += 1;
    else files += 1;
    bytes += size;
  });
  return { bytes, files, directories };
}

/** The names of all blobs that an Account's files are made of. */
export function blobsOf(tx: Reader, account: AccountId): ReadonlySet<string> {
  const found = new Set<string>();
  for (const [, { extents: extents }] of tx.range(storageFiles, keysUnder(`${account}/`))) {
    for (const { blob } of extents) found.add(blob);
  }
  return found;
}

/** A path that must be of a file: without `/` behind it. Refuses with `illegal-name`. */
export function plainFilePath(text: string): FilePath {
  const { path, directory } = filePath(text);
  return directory ? refuse('illegal-name', 'illegal file name') : path;
}

function prefixOf(account: AccountId, path: FilePath | undefined): string {
  return path === undefined ? `${account}/` : `${account}/${path}/`;
}
