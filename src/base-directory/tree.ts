/** What moving and putting aside need of a tree of files (`safe-tree.ts`). Paths are below its root. */
import type { Stats } from 'node:fs';
import type { IsOwn } from './tree-refused.js';

/** A tree of files. */
export interface Tree {
  readonly isOwn: IsOwn;
  /** Nothing that is known of directories counts any more. */
  forget(): void;
  /** Where a path is, in bytes. */
  pathOf(path: string): Buffer;
  /** What is at a path, links not followed; undefined when nothing is. */
  stat(path: string): Stats | undefined;
  /** The names in a directory; none when it is not there. */
  list(path: string): readonly string[];
  readFile(path: string): string | undefined;
  writeFile(path: string, chunks: Iterable<string>): boolean;
  remove(path: string): void;
  /** The file system that a path is on. */
  deviceOf(path: string): number;
  /** Makes sure that what was written survives a loss of power. */
  sync(path: string): void;
}
