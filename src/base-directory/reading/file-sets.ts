/**
 * Skins and application environments as they lie on the disk: a directory for each set, and the
 * files of the unnamed set directly in the area's directory. In a set there is one level of
 * directories at most.
 */
import { requireFileName, type FileArea } from '../../engine/skins/file-sets.js';
import { Refusal } from '../../engine/core/refusal.js';
import { joined, type SourceTree } from './source-tree.js';

/** A set of files as it was found. */
export interface FoundFileSet {
  readonly area: FileArea;
  /** Empty for the unnamed Skin and for an environment itself. */
  readonly name: string;
  /** Paths below the tree's root by the paths in the set. */
  readonly files: ReadonlyMap<string, string>;
}

/**
 * The sets in the directory of an area: the unnamed one is there for its files, and is all that an
 * empty directory can mean. `unknown` gets what cannot be in a set.
 */
export function scanFileSets(
  tree: SourceTree,
  directory: string,
  area: FileArea,
  unknown: string[],
): readonly FoundFileSet[] {
  const unnamed = new Map<string, string>();
  const sets: FoundFileSet[] = [];
  const entries = tree.list(directory);
  for (const { name, kind } of entries) {
    const path = joined(directory, name);
    if (!isLegal(name) || (kind !== 'file' && kind !== 'directory')) unknown.push(path);
    else if (kind === 'file') unnamed.set(name, path);
    else sets.push({ area, name, files: filesOf(tree, path, unknown) });
  }
  const isThere = unnamed.size > 0 || (entries.length === 0 && tree.isDirectory(directory));
  return isThere ? [{ area, name: '', files: unnamed }, ...sets] : sets;
}

function filesOf(
  tree: SourceTree,
  directory: string,
  unknown: string[],
): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  const walk = (path: string, folder: string): void => {
    for (const { name, kind } of tree.list(path)) {
      const source = joined(path, name);
      if (isLegal(name) && kind === 'file') files.set(folder + name, source);
      else if (isLegal(name) && kind === 'directory' && folder === '') walk(source, `${name}/`);
      else unknown.push(source);
    }
  };
  walk(directory, '');
  return files;
}

function isLegal(name: string): boolean {
  try {
    requireFileName(name);
    return true;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}
