/**
 * Web Skins of the server and of Domains (objects, sections 10.3 and 13): which there may be, and
 * their files. Nothing here shows them to anybody.
 */
import type { FileSetRow } from '../../tables/file-tables.js';
import type { Reader } from '../../store/store.js';
import { folded } from '../../values/letters.js';
import type { Dictionary } from '../../values/value.js';
import type { Change } from '../core/change.js';
import type { FileSetOwner } from './file-sets.js';
import {
  addSet,
  findSet,
  listFiles,
  listSets,
  readFile,
  removeFile,
  removeSet,
  renameSet,
  requireFileName,
  requireFilePath,
  storeFile,
  type FileSet,
  type StoredFile,
} from './file-sets.js';
import { refuse } from '../core/refusal.js';

/** The name of the unnamed Skin. */
const unnamed = '';

/** The names of an owner's Skins, sorted; the unnamed one is the empty string. */
export function listSkins(tx: Reader, owner: FileSetOwner): readonly string[] {
  return listSets(tx, owner.id, 'skins');
}

/**
 * Creates an empty Skin. Refuses with `illegal-name`, `skin-exists`, or `unnamed-skin` for a named
 * one while a Domain has no unnamed one.
 */
export function createSkin(change: Change, owner: FileSetOwner, name: string): void {
  requireSkinName(name);
  const skin = skinOf(owner, name);
  if (findSet(change.tx, skin)) refuse('skin-exists');
  const isNeeded = owner.kind === 'domain' && name !== unnamed;
  if (isNeeded && !findSet(change.tx, skinOf(owner, unnamed))) refuse('unnamed-skin');
  addSet(change, skin);
}

/** Renames a named Skin. Refuses with `unknown-skin`, `illegal-name`, `illegal-value`, `skin-exists`. */
export function renameSkin(
  change: Change,
  owner: FileSetOwner,
  name: string,
  newName: string,
): void {
  requireSkinName(newName);
  const row = rowOf(change.tx, owner, name);
  if (name === unnamed || newName === unnamed) {
    refuse('illegal-value', 'not applicable to the unnamed skin');
  }
  if (findSet(change.tx, skinOf(owner, newName))) refuse('skin-exists');
  renameSet(change, skinOf(owner, name), row, newName);
}

/**
 * Deletes a Skin with its files. Refuses with `unknown-skin`, or with `unnamed-skin` for the unnamed
 * one while a Domain has named ones.
 */
export function deleteSkin(change: Change, owner: FileSetOwner, name: string): void {
  const row = rowOf(change.tx, owner, name);
  const isNeeded = owner.kind === 'domain' && name === unnamed;
  if (isNeeded && listSets(change.tx, owner.id, 'skins', 2).length > 1) refuse('unnamed-skin');
  removeSet(change, skinOf(owner, name), row);
}

/**
 * The path under which a file of a Skin is kept: clients write it in any letter case (ruling 21).
 */
export function skinFilePath(path: string): string {
  return folded(path);
}

/** The files of a Skin with their attributes. Refuses with `unknown-skin`. */
export function listSkinFiles(
  tx: Reader,
  owner: FileSetOwner,
  name: string,
): Generator<void, Dictionary> {
  return listFiles(tx, rowOf(tx, owner, name));
}

/** A file of a Skin. Refuses with `unknown-skin` or `unknown-file`. */
export function readSkinFile(
  tx: Reader,
  owner: FileSetOwner,
  name: string,
  path: string,
): StoredFile {
  return readFile(tx, rowOf(tx, owner, name), skinFilePath(path));
}

/**
 * Writes a file of a Skin, or deletes it when there is no content. Refuses with `unknown-skin`,
 * `illegal-name`, `limit-reached`, or `unknown-file` when there is nothing to delete.
 */
export function changeSkinFile(
  change: Change,
  owner: FileSetOwner,
  name: string,
  path: string,
  content: Uint8Array | undefined,
): void {
  rowOf(change.tx, owner, name);
  keepFile(change, skinOf(owner, name), path, content);
}

/** The files of a Domain's unnamed Skin, or none, for the commands that are older than Skins. */
export function* unnamedSkinFiles(tx: Reader, owner: FileSetOwner): Generator<void, Dictionary> {
  const row = findSet(tx, skinOf(owner, unnamed));
  return row ? yield* listFiles(tx, row) : new Map();
}

/** A file of the unnamed Skin. Refuses with `unknown-file`. */
export function readUnnamedSkinFile(tx: Reader, owner: FileSetOwner, path: string): StoredFile {
  const row = findSet(tx, skinOf(owner, unnamed)) ?? refuse('unknown-file');
  return readFile(tx, row, skinFilePath(path));
}

/** As `changeSkinFile` for the unnamed Skin, which is created when a file is written. */
export function changeUnnamedSkinFile(
  change: Change,
  owner: FileSetOwner,
  path: string,
  content: Uint8Array | undefined,
): void {
  const skin = skinOf(owner, unnamed);
  if (content !== undefined) {
    requireFilePath(path);
    if (!findSet(change.tx, skin)) addSet(change, skin);
  }
  keepFile(change, skin, path, content);
}

function keepFile(
  change: Change,
  skin: FileSet,
  path: string,
  content: Uint8Array | undefined,
): void {
  const kept = skinFilePath(path);
  if (content === undefined) return removeFile(change, skin, kept);
  requireFilePath(path);
  storeFile(change, skin, kept, content);
}

function requireSkinName(name: string): void {
  if (name !== unnamed) requireFileName(name);
}

function rowOf(tx: Reader, owner: FileSetOwner, name: string): FileSetRow {
  return findSet(tx, skinOf(owner, name)) ?? refuse('unknown-skin');
}

function skinOf(owner: FileSetOwner, name: string): FileSet {
  return { owner, area: 'skins', name };
}
