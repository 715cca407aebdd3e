/**
 * Named sets of files of the server or of a Domain: what Web Skins and Real-Time Application
 * environments have in common. Each is a flat set; a path may have one folder before the file's
 * name. Knows neither what the files mean nor which sets there have to be. Nothing here is a file
 * on a disk, yet a path is such that it could become one: it leads nowhere else.
 */
import { isUtf8 } from 'node:buffer';
import {
  fileContents,
  files,
  fileSets,
  type FileRow,
  type FileSetRow,
} from '../../tables/file-tables.js';
import { collectInSteps } from '../../store/steps.js';
import { keysUnder, type Reader } from '../../store/store.js';
import type { FileSetId, OwnerId } from '../../tables/tables.js';
import { trimmed } from '../../values/letters.js';
import { print } from '../../values/print.js';
import { TimeStamp, type Dictionary, type Value } from '../../values/value.js';
import type { Change } from '../core/change.js';
import { newId } from '../directory/directory.js';
import { refuse } from '../core/refusal.js';
import { discard } from '../directory/remains.js';
import { type Subject, type Effect, effectOn } from '../core/effects.js';

/** What sets of files are for. */
export type FileArea = 'skins' | 'pbx';

/** Who has sets of files. */
export type FileSetOwner = Subject<'server' | 'domain'>;

/** A set of files by its name, which may be empty. */
export interface FileSet {
  readonly owner: FileSetOwner;
  readonly area: FileArea;
  readonly name: string;
}

/** A file as it is read. */
export interface StoredFile {
  readonly content: Uint8Array;
  readonly modified: TimeStamp;
}

/** The largest file: well below the longest command line, which carries it in base64. */
export const fileBytesMax = 16 * 1024 * 1024;

/** The most files in a set, and the most sets of one owner: enough for any real one. */
export const filesPerSetMax = 10_000;
export const setsPerOwnerMax = 1000;

/** The most bytes of one part of a path: what file systems take. */
const partBytesMax = 255;

/** Control characters and the characters that separate folders anywhere. */
const illegalInPart = /[\0-\x1f\x7f/\\]/;

/**
 * Refuses with `illegal-name` what cannot be the name of a set, a folder or a file: it would have to
 * be UTF-8, at most 255 bytes, without separators and control characters, and without a dot before.
 */
export function requireFileName(part: string): void {
  const legal =
    part !== '' &&
    part.length <= partBytesMax &&
    !part.startsWith('.') &&
    trimmed(part) === part &&
    !illegalInPart.test(part) &&
    isUtf8(Buffer.from(part, 'latin1'));
  if (!legal) refuse('illegal-name', 'illegal file name');
}

/** Refuses with `illegal-name` what is neither `file` nor `folder/file`. */
export function requireFilePath(path: string): void {
  const parts = path.split('/');
  if (parts.length > 2) refuse('illegal-name', 'illegal file name');
  for (const part of parts) requireFileName(part);
}

/** The row of a set, or undefined when there is none. */
export function findSet(tx: Reader, set: FileSet): FileSetRow | undefined {
  return set.name.length > partBytesMax ? undefined : tx.get(fileSets, keyOf(set));
}

/** The names of an owner's sets, sorted. */
export function listSets(
  tx: Reader,
  owner: OwnerId,
  area: FileArea,
  limit?: number,
): readonly string[] {
  const prefix = `${owner}/${area}/`;
  const span = limit === undefined ? keysUnder(prefix) : { ...keysUnder(prefix), limit };
  return Array.from(tx.range(fileSets, span), ([key]) => key.slice(prefix.length));
}

/** Adds an empty set, which is not there yet. Refuses with `limit-reached`. */
export function addSet(change: Change, set: FileSet): FileSetRow {
  const { tx } = change;
  if (listSets(tx, set.owner.id, set.area).length >= setsPerOwnerMax) refuse('limit-reached');
  const row = { id: newId(tx), files: 0 };
  change.put(fileSets, keyOf(set), row, effect(set, undefined, undefined, '{}'));
  return row;
}

/** Gives a set that is there a name that none has yet. */
export function renameSet(change: Change, set: FileSet, row: FileSetRow, name: string): void {
  const renamed = { ...set, name };
  const told = effect(renamed, undefined, print(set.name), print(name));
  change.remove(fileSets, keyOf(set), told);
  change.put(fileSets, keyOf(renamed), row, told);
}

/** Removes a set with its files. */
export function removeSet(change: Change, set: FileSet, row: FileSetRow): void {
  const before = print(new Map(filesOf(change.tx, row)));
  change.remove(fileSets, keyOf(set), effect(set, undefined, before, undefined));
  discard(change, 'fileSet', row.id);
}

/** All files of a set by path, each with the dictionary of its attributes. */
export function listFiles(tx: Reader, set: FileSetRow): Generator<void, Dictionary> {
  return collectInSteps(filesOf(tx, set));
}

function* filesOf(tx: Reader, { id }: FileSetRow): Generator<readonly [string, Value], void> {
  const prefix = `${id}/`;
  for (const [key, row] of tx.range(files, keysUnder(prefix))) {
    yield [key.slice(prefix.length), attributesOf(row)];
  }
}

/** Whether a set has a file of this path. */
export function hasFile(tx: Reader, { id }: FileSetRow, path: string): boolean {
  return findFile(tx, id, path) !== undefined;
}

/** A file. Refuses with `unknown-file`. */
export function readFile(tx: Reader, { id }: FileSetRow, path: string): StoredFile {
  const key = `${id}/${path}`;
  const row = findFile(tx, id, path) ?? refuse('unknown-file');
  const content = Buffer.from(tx.get(fileContents, key) ?? '', 'latin1');
  return { content, modified: new TimeStamp('time', row.modified) };
}

/** Writes a file, over one of the same path. Refuses with `limit-reached`. */
export function storeFile(change: Change, set: FileSet, path: string, content: Uint8Array): void {
  const { tx } = change;
  const setRow = findSet(tx, set) ?? refuse('unknown-file');
  const key = `${setRow.id}/${path}`;
  const before = tx.get(files, key);
  if (content.length > fileBytesMax) refuse('limit-reached', 'file is too large');
  const row = { size: content.length, modified: Math.floor(change.now / 1000) };
  const was = before && print(attributesOf(before));
  const told = effect(set, path, was, print(attributesOf(row)));
  if (before === undefined) {
    if (setRow.files >= filesPerSetMax) refuse('limit-reached', 'too many files');
    countFiles(change, set, 1, told);
  }
  change.put(files, key, row, told);
  tx.put(fileContents, key, bytesAsText(content));
}

function countFiles(change: Change, set: FileSet, more: number, told: Effect): void {
  change.update(
    fileSets,
    keyOf(set),
    (row) => ({ ...row, files: row.files + more }),
    () => told,
  );
}

/** Removes a file. Refuses with `unknown-file`. */
export function removeFile(change: Change, set: FileSet, path: string): void {
  const { tx } = change;
  const setRow = findSet(tx, set) ?? refuse('unknown-file');
  const key = `${setRow.id}/${path}`;
  const row = findFile(tx, setRow.id, path) ?? refuse('unknown-file');
  const told = effect(set, path, print(attributesOf(row)), undefined);
  change.remove(files, key, told);
  tx.remove(fileContents, key);
  countFiles(change, set, -1, told);
}

function findFile(tx: Reader, set: FileSetId, path: string): FileRow | undefined {
  return path.length > 2 * partBytesMax + 1 ? undefined : tx.get(files, `${set}/${path}`);
}

/** The names are those of Account files; Unknown: which ones the original has here. */
function attributesOf({ size, modified }: FileRow): Dictionary {
  return new Map<string, Value>([
    ['STFileSize', BigInt(size)],
    ['STModified', new TimeStamp('time', modified)],
  ]);
}

function bytesAsText({ buffer, byteOffset, byteLength }: Uint8Array): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString('latin1');
}

function keyOf({ owner, area, name }: FileSet): string {
  return `${owner.id}/${area}/${name}`;
}

/** The journal tells which file it was and how large, never what is in it. */
function effect(
  { owner, area, name }: FileSet,
  path: string | undefined,
  before: string | undefined,
  after: string | undefined,
): Effect {
  const part = path === undefined ? name : `${name}/${path}`;
  return effectOn(owner, area, { part, before, after });
}
