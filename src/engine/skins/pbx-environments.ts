/**
 * Real-Time Application environments of the server and of Domains (objects, section 13): sets of
 * files, each with national subsets, which are named by a language. Nothing here runs them.
 */
import type { Reader } from '../../store/store.js';
import type { Dictionary, Value } from '../../values/value.js';
import type { Change } from '../core/change.js';
import type { FileSetOwner } from './file-sets.js';
import {
  addSet,
  findSet,
  hasFile,
  listFiles,
  listSets,
  readFile,
  removeFile,
  removeSet,
  requireFileName,
  storeFile,
  type FileSet,
  type StoredFile,
} from './file-sets.js';
import { refuse } from '../core/refusal.js';

/** The environment itself, as opposed to a national subset. */
const base = '';

const noAttributes: Dictionary = new Map();

/**
 * Creates an environment, or a national subset in it when a language is given. The server's own
 * environment is always there. Refuses with `illegal-name`, `environment-exists`, or
 * `unknown-environment` for a subset of a Domain that has none.
 */
export function createEnvironment(change: Change, owner: FileSetOwner, language = base): void {
  const { tx } = change;
  if (isThere(tx, owner, language)) refuse('environment-exists');
  if (language !== base) {
    requireFileName(language);
    if (!isThere(tx, owner, base)) refuse('unknown-environment');
    const row = findSet(tx, setOf(owner, base));
    if (row && hasFile(tx, row, language)) refuse('environment-exists', 'a file has this name');
  }
  addSet(change, setOf(owner, language));
}

/** Deletes a national subset with its files. Refuses with `unknown-environment` or `illegal-value`. */
export function deleteSubset(change: Change, owner: FileSetOwner, language = base): void {
  if (language === base) refuse('illegal-value', 'only a national subset can be deleted');
  const set = setOf(owner, language);
  removeSet(change, set, findSet(change.tx, set) ?? refuse('unknown-environment'));
}

/**
 * The files of an environment or of a national subset with their attributes; none when it is not
 * there. An environment lists its subsets too, with empty attributes.
 */
export function* listEnvironment(
  tx: Reader,
  owner: FileSetOwner,
  language = base,
): Generator<void, Dictionary> {
  const row = findSet(tx, setOf(owner, language));
  const found = row ? yield* listFiles(tx, row) : noAttributes;
  if (language !== base) return found;
  const all = new Map<string, Value>(found);
  for (const name of listSets(tx, owner.id, 'pbx')) if (name !== base) all.set(name, noAttributes);
  return all;
}

/** A file, `name` or `language/name`. Refuses with `unknown-file`. */
export function readEnvironmentFile(tx: Reader, owner: FileSetOwner, path: string): StoredFile {
  const { language, name } = partsOf(path);
  const row = findSet(tx, setOf(owner, language)) ?? refuse('unknown-file');
  return readFile(tx, row, name);
}

/**
 * Writes a file, or deletes it when there is no content. Refuses with `illegal-name`,
 * `unknown-environment`, `environment-exists` when a subset has the name, `limit-reached`, or
 * `unknown-file` when there is nothing to delete.
 */
export function changeEnvironmentFile(
  change: Change,
  owner: FileSetOwner,
  path: string,
  content: Uint8Array | undefined,
): void {
  const { tx } = change;
  const { language, name } = partsOf(path);
  const set = setOf(owner, language);
  if (content === undefined) return removeFile(change, set, name);
  requireFileName(name);
  if (!isThere(tx, owner, language)) refuse('unknown-environment');
  if (language === base && findSet(tx, setOf(owner, name))) {
    refuse('environment-exists', 'a national subset has this name');
  }
  if (!findSet(tx, set)) addSet(change, set);
  storeFile(change, set, name, content);
}

function partsOf(path: string): { readonly language: string; readonly name: string } {
  const slash = path.indexOf('/');
  if (slash <= 0) return { language: base, name: path };
  return { language: path.slice(0, slash), name: path.slice(slash + 1) };
}

function isThere(tx: Reader, owner: FileSetOwner, language: string): boolean {
  if (owner.kind === 'server' && language === base) return true;
  return findSet(tx, setOf(owner, language)) !== undefined;
}

function setOf(owner: FileSetOwner, name: string): FileSet {
  return { owner, area: 'pbx', name };
}
