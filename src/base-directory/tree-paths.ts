/** Paths in a tree of files, from other paths. Knows no file. */

/** The path of a directory's file or directory; the top has an empty path. */
export function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** Where a new file is until it is whole. Its name cannot be that of an Account. */
export function besideOf(path: string): string {
  const parent = parentOf(path);
  const name = path.slice(parent === '' ? 0 : parent.length + 1);
  return `${parent === '' ? '' : `${parent}/`}.${name.slice(0, 200)}.new`;
}
