/**
 * Changes of an Account's File Storage: write, rename, delete, set attributes (objects, section
 * 1.1; catalogue, section "File Storage Administration"). The bytes are on the disk before; here
 * they become part of a file.
 */
import { keysUnder, type Reader } from '../../store/store.js';
import {
  storageFiles,
  type Extent,
  type StorageFileRow,
} from '../../tables/storage-file-tables.js';
import type { AccountId } from '../../tables/tables.js';
import { print } from '../../values/print.js';
import type { Value } from '../../values/value.js';
import type { Change } from '../core/change.js';
import { type FoundAccount } from '../directory/directory.js';
import { movedPath, outerPaths, type FilePath, type GivenPath } from './file-path.js';
import { lengthOf, overlaid, withJoined, type Joined } from './extents.js';
import { valueOf } from '../core/documents.js';
import { refuse } from '../core/refusal.js';
import { entryAt, entryOf, keyOf, type Entry } from './storage-files.js';
import { countStored, requireRoom } from './storage-quota.js';
import { type Effect, effectOn } from '../core/effects.js';
import { theAccount } from '../directory/subjects.js';

/** What bytes are: part of a file from a position on, a whole file that may be there, or must be new. */
export type WritePlace = number | 'beginning' | 'end' | 'whole file' | 'new file';

/** Bytes to write. */
export interface Writing {
  readonly path: FilePath;
  readonly place: WritePlace;
  /** How many bytes there are. */
  readonly length: number;
}

/** What a writing comes to in the present state. */
interface Plan {
  /** The file whose bytes stay where they are not written over; undefined when it begins anew. */
  readonly kept: StorageFileRow | undefined;
  /** The file that is there, kept or not. */
  readonly before: StorageFileRow | undefined;
  readonly position: number;
}

/**
 * Refuses what `writeFile` would refuse: `unknown-storage-file`, `storage-file-exists`,
 * `illegal-value` for a position behind the end, `limit-reached`.
 */
export function requireWritable(tx: Reader, account: FoundAccount, writing: Writing): void {
  plan(tx, account, writing);
}

/**
 * Writes the bytes of an extent (none: no bytes), and puts joined extents in the place of theirs.
 * Outer directories come into being. Refuses as `requireWritable` says.
 */
export function writeFile(
  change: Change,
  account: FoundAccount,
  writing: Writing,
  extent: Extent | undefined,
  joined?: Joined,
): void {
  const { tx } = change;
  const { kept, before, position } = plan(tx, account, writing);
  makeOuter(change, account, writing.path);
  const present = kept ? (joined ? withJoined(kept.extents, joined) : kept.extents) : [];
  const extents = overlaid(present, position, extent);
  const now = secondsOf(change);
  const row: StorageFileRow = {
    size: lengthOf(extents),
    created: kept?.created ?? now,
    modified: now,
    metaModified: kept?.metaModified ?? 0,
    attributes: kept?.attributes ?? '()',
    extents: extents,
  };
  const shown = (file: StorageFileRow): Value => new Map([['STFileSize', BigInt(file.size)]]);
  const was = before && told(writing.path, shown(before));
  const effect = filesEffect(change, account, was, told(writing.path, shown(row)));
  change.put(storageFiles, keyOf(account.id, writing.path, false), row, effect);
  countStored(tx, account.id, {
    bytes: row.size - (before?.size ?? 0),
    files: before ? 0 : 1,
  });
}

/**
 * Makes a directory and those around it; one that is there stays as it is. Refuses with
 * `storage-file-exists` where there is a file, and with `limit-reached`.
 */
export function makeDirectory(change: Change, account: FoundAccount, path: FilePath): void {
  makeOuter(change, account, path);
  addDirectory(change, account, path);
}

/**
 * Renames or moves a file or a directory with all that is in it. Refuses with `unknown-storage-file`,
 * `storage-file-exists`, `illegal-name` or `limit-reached`, and with `illegal-value` to move a
 * directory into itself.
 */
export function renameEntry(
  change: Change,
  account: FoundAccount,
  from: GivenPath,
  to: GivenPath,
): void {
  const { tx } = change;
  const { id } = account;
  const entry = entryOf(tx, id, from);
  if (to.directory && !entry.directory) refuse('illegal-name', 'illegal file name');
  requireFreePath(tx, id, to.path);
  if (entry.directory && to.path.startsWith(`${entry.path}/`)) {
    refuse('illegal-value', 'a directory cannot move into itself');
  }
  makeOuter(change, account, to.path);
  const after = shownPath({ path: to.path, directory: entry.directory });
  const effect = filesEffect(change, account, print(shownPath(entry)), print(after));
  for (const [key, row] of rowsOf(tx, entry)) {
    const path = key.slice(`${id}/`.length) as FilePath;
    change.remove(storageFiles, key, effect);
    change.put(storageFiles, `${id}/${movedPath(path, entry.path, to.path)}`, row, effect);
  }
}

/** Deletes a file or an empty directory. Refuses with `unknown-storage-file` or `directory-not-empty`. */
export function deleteEntry(change: Change, account: FoundAccount, path: GivenPath): void {
  const { tx } = change;
  const entry = entryOf(tx, account.id, path);
  if (entry.directory) {
    const [, inside] = tx.range(storageFiles, { ...keysUnder(entry.key), limit: 2 });
    if (inside) refuse('directory-not-empty');
  }
  const effect = filesEffect(change, account, print(shownPath(entry)), undefined);
  change.remove(storageFiles, entry.key, effect);
  const gone = entry.directory ? { directories: -1 } : { files: -1, bytes: -entry.row.size };
  countStored(tx, account.id, gone);
  change.afterCommit({ kind: 'collect files', account: account.id });
}

/** Keeps new attributes of a file or a directory: the text of an array of XML elements. */
export function keepAttributes(
  change: Change,
  account: FoundAccount,
  entry: Entry,
  attributes: string,
): void {
  const metaModified = secondsOf(change);
  const text = (row: StorageFileRow): string => told(shownPath(entry), valueOf(row.attributes));
  change.update(
    storageFiles,
    entry.key,
    (row) => ({ ...row, metaModified, attributes }),
    (row, old) => filesEffect(change, account, text(old), text(row)),
  );
}

function plan(tx: Reader, account: FoundAccount, { path, place, length }: Writing): Plan {
  const { id } = account;
  for (const outer of outerPaths(path)) requireNoFile(tx, id, outer);
  if (entryAt(tx, id, path, true)) refuse('storage-file-exists');
  const before = entryAt(tx, id, path, false)?.row;
  if (before && place === 'new file') refuse('storage-file-exists');
  if (!before && (place === 'beginning' || (typeof place === 'number' && place !== 0))) {
    refuse('unknown-storage-file');
  }
  const kept = isWhole(place) ? undefined : before;
  const size = kept?.size ?? 0;
  const position = place === 'end' ? size : typeof place === 'number' ? place : 0;
  if (position < 0 || position > size) refuse('illegal-value', 'position is outside of the file');
  const grown = Math.max(size, position + length);
  const more = { bytes: grown - (before?.size ?? 0), files: before ? 0 : 1 };
  requireRoom(tx, account, more, grown);
  return { kept, before, position };
}

/** Whether bytes in this place are all that their file has: what begins at 0 goes over all of it. */
export function isWhole(place: WritePlace): boolean {
  return place === 'whole file' || place === 'new file' || place === 0;
}

function makeOuter(change: Change, account: FoundAccount, path: FilePath): void {
  for (const outer of outerPaths(path)) addDirectory(change, account, outer);
}

function addDirectory(change: Change, account: FoundAccount, path: FilePath): void {
  const { tx } = change;
  if (entryAt(tx, account.id, path, true)) return;
  requireNoFile(tx, account.id, path);
  requireRoom(tx, account, { directories: 1 });
  const now = secondsOf(change);
  const row = {
    size: 0,
    created: now,
    modified: now,
    metaModified: 0,
    attributes: '()',
    extents: [],
  };
  const effect = filesEffect(change, account, undefined, print(`${path}/`));
  change.put(storageFiles, keyOf(account.id, path, true), row, effect);
  countStored(tx, account.id, { directories: 1 });
}

function requireNoFile(tx: Reader, account: AccountId, path: FilePath): void {
  if (entryAt(tx, account, path, false)) refuse('storage-file-exists');
}

function requireFreePath(tx: Reader, account: AccountId, path: FilePath): void {
  requireNoFile(tx, account, path);
  if (entryAt(tx, account, path, true)) refuse('storage-file-exists');
}

/** The row of a file; the rows of a directory and of all that is in it. */
function rowsOf(tx: Reader, { key, row, directory }: Entry): (readonly [string, StorageFileRow])[] {
  return directory ? Array.from(tx.range(storageFiles, keysUnder(key))) : [[key, row]];
}

function secondsOf({ now }: Change): number {
  return Math.floor(now / 1000);
}

function shownPath({ path, directory }: GivenPath): string {
  return directory ? `${path}/` : path;
}

function told(path: string, what: Value): string {
  return print(new Map([[path, what]]));
}

/** The journal tells which file it was and how large, never what is in it. */
function filesEffect(
  { tx }: Change,
  account: FoundAccount,
  before: string | undefined,
  after: string | undefined,
): Effect {
  return effectOn(theAccount(tx, account), 'files', { before, after });
}
