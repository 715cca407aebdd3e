/**
 * Walks over all that is below one place on the disk: looking, copying, removing. Links are never
 * followed, and nothing of another owner is touched. Names are bytes, whatever they are.
 */
import {
  closeSync,
  constants,
  copyFileSync,
  fsyncSync,
  lstatSync,
  lutimesSync,
  mkdirSync,
  openSync,
  readdirSync,
  readlinkSync,
  rmdirSync,
  symlinkSync,
  unlinkSync,
} from 'node:fs';
import { requireOwn, TreeRefused, type IsOwn } from './tree-refused.js';

const slash = Buffer.from('/');

/** The names in a directory. */
function namesIn(place: Buffer): readonly Buffer[] {
  return readdirSync(place, { encoding: 'buffer' });
}

function inner(place: Buffer, name: Buffer): Buffer {
  return Buffer.concat([place, slash, name]);
}

function below(path: string, name: Buffer): string {
  return `${path}/${name.toString('latin1')}`;
}

/** Refuses what another owner has, and what is neither a directory, a plain file nor a link. */
export function requireOwnBelow(place: Buffer, path: string, isOwn: IsOwn): void {
  const found = lstatSync(place);
  if (found.isSymbolicLink()) return;
  requireOwn(path, found, isOwn);
  if (found.isDirectory()) {
    for (const name of namesIn(place))
      requireOwnBelow(inner(place, name), below(path, name), isOwn);
  } else if (!found.isFile()) throw new TreeRefused(path, 'no plain file');
}

/**
 * Copies a file, or a directory with all that is in it, to where nothing is; links stay links. All of
 * it is on the disk afterwards, but for the name of the copy itself.
 */
export function copyBelow(from: Buffer, to: Buffer): void {
  const found = lstatSync(from);
  if (found.isSymbolicLink()) {
    symlinkSync(readlinkSync(from, { encoding: 'buffer' }), to);
    return;
  }
  if (found.isDirectory()) {
    mkdirSync(to, { mode: 0o700 });
    for (const name of namesIn(from)) copyBelow(inner(from, name), inner(to, name));
  } else {
    copyFileSync(from, to, constants.COPYFILE_EXCL);
  }
  lutimesSync(to, found.atimeMs / 1000, found.mtimeMs / 1000);
  syncPlace(to);
}

/** Removes a file, or a directory with all that is in it. Links go, what they lead to stays. */
export function removeBelow(place: Buffer, path: string, isOwn: IsOwn): void {
  const found = lstatSync(place);
  if (found.isSymbolicLink()) return unlinkSync(place);
  requireOwn(path, found, isOwn);
  if (!found.isDirectory()) return unlinkSync(place);
  for (const name of namesIn(place)) removeBelow(inner(place, name), below(path, name), isOwn);
  rmdirSync(place);
}

/** Makes sure that a file's bytes, or the names in a directory, survive a loss of power. */
export function syncPlace(place: Buffer): void {
  const file = openSync(place, constants.O_RDONLY);
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
