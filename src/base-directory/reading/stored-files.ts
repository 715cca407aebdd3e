/**
 * The File Storage of an Account as it lies in `account.web`, with what `account.files` adds about
 * single files; and the files of Skins and application environments. Bytes are read later.
 */
import { filePath } from '../../engine/file-storage/file-path.js';
import { Refusal } from '../../engine/core/refusal.js';
import { print } from '../../values/print.js';
import {
  isArray,
  isDictionary,
  TimeStamp,
  type Dictionary,
  type Value,
} from '../../values/value.js';
import { joined, type SourceTree } from './source-tree.js';

/** A file or a directory of a File Storage. Times are seconds since 1970. */
export interface FoundFile {
  /** In the storage; that of a directory ends in `/`. */
  readonly path: string;
  /** Below the tree's root; undefined for a directory. */
  readonly source: string | undefined;
  readonly created: number;
  readonly modified: number;
  readonly metaModified: number;
  /** The attributes' text, as rows keep it. */
  readonly attributes: string;
}

/** How deep directories are walked; a longer path could not be kept anyway. */
const depthMax = 500;

/**
 * What is in a File Storage, outer directories first. `known` is what is told of single files;
 * `unknown` gets what cannot be there.
 */
export function scanStorage(
  tree: SourceTree,
  directory: string,
  known: Dictionary,
  unknown: string[],
): readonly FoundFile[] {
  const found: FoundFile[] = [];
  if (!tree.isDirectory(directory)) return found;
  const walk = (path: string, outer: string, depth: number): void => {
    for (const { name, kind } of tree.list(path)) {
      const source = joined(path, name);
      const isDirectory = kind === 'directory';
      const inner = `${outer}${name}${isDirectory ? '/' : ''}`;
      if (!(isDirectory || kind === 'file') || !isLegal(inner) || depth > depthMax) {
        unknown.push(source);
        continue;
      }
      const stat = tree.stat(source);
      if (!isDirectory && stat !== undefined && !tree.isWithinLimit(stat)) {
        unknown.push(source);
        continue;
      }
      const modified = Math.floor((stat?.mtimeMs ?? 0) / 1000);
      const meta = known.get(inner);
      found.push({
        path: inner,
        source: isDirectory ? undefined : source,
        modified,
        ...metaOf(isDictionary(meta) ? meta : new Map(), modified),
      });
      if (isDirectory) walk(source, inner, depth + 1);
    }
  };
  walk(directory, '', 0);
  return found;
}

function metaOf(
  meta: Dictionary,
  modified: number,
): Pick<FoundFile, 'created' | 'metaModified' | 'attributes'> {
  const attributes = meta.get('Attributes');
  return {
    created: secondsOf(meta.get('Created')) ?? modified,
    metaModified: secondsOf(meta.get('MetaModified')) ?? 0,
    attributes: isArray(attributes) ? print(attributes) : '()',
  };
}

function secondsOf(value: Value | undefined): number | undefined {
  return value instanceof TimeStamp ? value.seconds : undefined;
}

function isLegal(path: string): boolean {
  try {
    filePath(path);
    return true;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}
