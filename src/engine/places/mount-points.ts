/**
 * Storage mount points: the places, besides the base directory itself, where new Domains or a
 * Domain's new Accounts may put their files (storage, sections 2 and 3). A point is known by the
 * name of its directory without `.mnt`. Knows no file system: the directories are made by whoever
 * writes the base directory.
 */
import type { Reader } from '../../store/store.js';
import type { Id } from '../../tables/tables.js';
import { asciiLower } from '../../values/letters.js';
import { isArray } from '../../values/value.js';
import type { Change } from '../core/change.js';
import { documentText, valueOf } from '../core/documents.js';
import { changeDocument, type DocumentOwner } from '../core/document-changes.js';
import { refuse } from '../core/refusal.js';

/** Points for Domains belong to the server, points for Accounts to their Domain. */
export type MountPoints = 'domainStorage' | 'accountStorage';

/** One path component that is a plain name on every file system, and no directory of ours. */
const mountPointName = /^[A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,62}[A-Za-z0-9_-])?$/;
const ownSuffix = /\.(?:mnt|sub)$/i;

/** The names of the mount points of an owner, sorted. */
export function listMountPoints(tx: Reader, owner: Id, points: MountPoints): readonly string[] {
  const text = documentText(tx, owner, points);
  const names = text === undefined ? [] : valueOf(text);
  return isArray(names) ? names.filter((name) => typeof name === 'string') : [];
}

/** Adds a mount point. Refuses with `illegal-name` or `storage-exists`. */
export function createMountPoint(
  change: Change,
  owner: DocumentOwner,
  points: MountPoints,
  name: string,
): void {
  if (!mountPointName.test(name) || ownSuffix.test(name)) {
    refuse('illegal-name', 'illegal storage name');
  }
  const names = listMountPoints(change.tx, owner.id, points);
  const folded = asciiLower(name);
  if (names.some((other) => asciiLower(other) === folded)) refuse('storage-exists');
  changeDocument(change, owner, points, [...names, name].sort());
}

/** Refuses with `unknown-storage` unless there is such a mount point. */
export function requireMountPoint(tx: Reader, owner: Id, points: MountPoints, name: string): void {
  if (!listMountPoints(tx, owner, points).includes(name)) refuse('unknown-storage');
}
