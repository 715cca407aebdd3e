/**
 * What goes from the base directory is moved aside first: into `.removed` at the top of the file
 * system that it is on, so that nothing is copied, below a directory that is named after the time
 * and under the path that it had. There it waits until it is old enough to be removed for good.
 */
import type { Tree } from './tree.js';
import { stampOf } from './set-aside.js';
import { parentOf } from './tree-paths.js';
import { TreeRefused } from './tree-refused.js';

/** The directory's name, at the top of the base directory and of each disk in it. */
export const removedName = '.removed';

/** What the time is behind when nobody says that it may go for good. */
const keptPrefix = 'kept-';

/** How many things of one path and second find a name. */
const triesMax = 1000;

const swept = /^(\d{4}-\d\d-\d\dT)(\d\d)(\d\d)(\d\d)Z(?:-|$)/;

/** How something is moved aside. */
export interface Removal {
  /** The path under which it is kept; its own when it waits elsewhere. */
  readonly as?: string;
  /** It is kept until somebody removes it: nothing tells that it may go. */
  readonly forEver?: boolean;
}

/**
 * Where a path goes. `now`: milliseconds since 1970. Looks for a name that is free, and throws
 * `TreeRefused` when there is none.
 */
export function removedPath(
  tree: Tree,
  path: string,
  { as = path, forEver = false }: Removal,
  now: number,
): string {
  const entry = `${forEver ? keptPrefix : ''}${stampOf(now)}`;
  const top = topOf(tree, path);
  const root = top === '' ? removedName : `${top}/${removedName}`;
  for (let more = 0; more < triesMax; more += 1) {
    const to = `${root}/${entry}${more === 0 ? '' : `-${more}`}/${as}`;
    if (isFree(tree, to)) return to;
  }
  throw new TreeRefused(root, 'there is no free name');
}

/** Whether nothing is at a path, nor a file in the place of a directory around it. */
function isFree(tree: Tree, path: string): boolean {
  try {
    return tree.stat(path) === undefined;
  } catch (error) {
    if (error instanceof TreeRefused) return false;
    throw error;
  }
}

/** The outermost directory around a path on the same file system. */
function topOf(tree: Tree, path: string): string {
  let top = parentOf(path);
  const device = tree.deviceOf(top);
  while (top !== '' && tree.deviceOf(parentOf(top)) === device) top = parentOf(top);
  return top;
}

/** Whether an entry of such a directory was moved there before a time (milliseconds since 1970). */
export function isOlder(entry: string, time: number): boolean {
  const [, day = '', hours = '', minutes = '', seconds = ''] = swept.exec(entry) ?? [];
  return day !== '' && Date.parse(`${day}${hours}:${minutes}:${seconds}Z`) < time;
}

/**
 * Removes for good what was moved aside before a time; one step is one file or directory, so whoever
 * walks this may do something else in between. `directories`: those in which there may be such a
 * directory; what is no directory is passed over.
 */
export function* sweepRemoved(
  tree: Tree,
  directories: Iterable<string>,
  before: number,
): Generator<void, void> {
  for (const directory of directories) {
    const root = directory === '' ? removedName : `${directory}/${removedName}`;
    if (tree.stat(root)?.isDirectory() !== true) continue;
    for (const entry of tree.list(root)) {
      if (isOlder(entry, before)) yield* removeSlowly(tree, `${root}/${entry}`);
    }
    if (tree.list(root).length === 0) tree.remove(root);
  }
}

/** Links go, what they lead to stays. */
function* removeSlowly(tree: Tree, path: string): Generator<void, void> {
  if (tree.stat(path)?.isDirectory() === true) {
    for (const name of tree.list(path)) yield* removeSlowly(tree, `${path}/${name}`);
  }
  tree.remove(path);
  yield;
}
