/** Clearing a directory of what does not belong there. */
import type { SafeTree } from './safe-tree.js';
import { parentOf } from './tree-paths.js';

/**
 * Clears a directory of everything but the wanted paths and the directories around them. The path of
 * a directory ends in `/`: a file in the place of a directory goes, and the other way round. Throws
 * `TreeRefused` as the tree does.
 */
export function keepOnly(tree: SafeTree, directory: string, wanted: ReadonlySet<string>): void {
  const around = new Set<string>();
  for (const path of wanted) {
    let at = path.endsWith('/') ? path.slice(0, -1) : parentOf(path);
    for (; at.length > directory.length; at = parentOf(at)) around.add(at);
  }
  keepIn(tree, directory, wanted, around);
}

function keepIn(
  tree: SafeTree,
  directory: string,
  files: ReadonlySet<string>,
  around: ReadonlySet<string>,
): void {
  for (const name of tree.list(directory)) {
    const path = `${directory}/${name}`;
    const isDirectory = tree.stat(path)?.isDirectory() === true;
    if (!(isDirectory ? around : files).has(path)) clear(tree, path);
    else if (isDirectory) keepIn(tree, path, files, around);
  }
}

/**
 * Clears a path: a second name of what has another one goes, and loses nothing; all else may be the
 * only one of its bytes, and is moved aside.
 */
export function clear(tree: SafeTree, path: string): void {
  const found = tree.stat(path);
  if (found?.isFile() === true && found.nlink > 1) tree.remove(path);
  else tree.setAside(path);
}
