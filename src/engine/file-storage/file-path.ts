/**
 * Names of files and directories in an Account's File Storage (objects, section 1.1): the only place
 * where a string becomes a path. A path is parts joined by `/`; no part can lead out of the storage,
 * and each could be a name on a disk. Letter case counts.
 */
import { isUtf8 } from 'node:buffer';
import { refuse } from '../core/refusal.js';

/** A path without a `/` at either end. The top directory has none. */
export type FilePath = string & { readonly filePath: unique symbol };

/** A path as it was given. */
export interface GivenPath {
  readonly path: FilePath;
  /** It ended in `/`, so it means a directory. */
  readonly directory: boolean;
}

/** The most bytes of one part of a path: what file systems take. */
export const partBytesMax = 255;

/** The most bytes of a path: what fits into a key of the store with room to spare. */
export const pathBytesMax = 1024;

const control = /[\0-\x1f\x7f]/;

/**
 * Reads the name of a file, or of a directory when it ends in `/`. Refuses with `illegal-name`: an
 * empty part, `.` or `..`, a control character, bytes that are not UTF-8, too many bytes.
 */
export function filePath(text: string): GivenPath {
  const directory = text.endsWith('/');
  const path = directory ? text.slice(0, -1) : text;
  if (path.length > pathBytesMax) refuse('illegal-name', 'file name is too long');
  const legal =
    path.split('/').every(isPart) && !control.test(path) && isUtf8(Buffer.from(path, 'latin1'));
  if (!legal) refuse('illegal-name', 'illegal file name');
  return { path: path as FilePath, directory };
}

/** Reads the name of a directory, with or without a `/` behind it; empty or `/` is the top one. */
export function directoryPath(text: string): FilePath | undefined {
  return text === '' || text === '/' ? undefined : filePath(text).path;
}

/** The directories around a path, the outermost first. */
export function outerPaths(path: FilePath): readonly FilePath[] {
  const found: FilePath[] = [];
  for (let at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1)) {
    found.push(path.slice(0, at) as FilePath);
  }
  return found;
}

/** The path of what moves along with a directory. Refuses with `illegal-name` when it gets too long. */
export function movedPath(path: FilePath, from: FilePath, to: FilePath): FilePath {
  const moved = to + path.slice(from.length);
  if (moved.length > pathBytesMax) refuse('illegal-name', 'file name is too long');
  return moved as FilePath;
}

function isPart(part: string): boolean {
  return part !== '' && part !== '.' && part !== '..' && part.length <= partBytesMax;
}
