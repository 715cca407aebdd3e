/** What a tree of files refuses and who its owner has to be. */
import type { Stats } from 'node:fs';
import { textOf } from '../values/text.js';

/** Something in the tree is not what it should be; the message is one line and names the path. */
export class TreeRefused extends Error {
  constructor(
    readonly path: string,
    /** Without the path. */
    readonly reason: string,
    options?: ErrorOptions,
  ) {
    super(refusalLine(path, reason), options);
  }
}

/** A path, which is a byte string, and what is wrong with it, as one line for people. */
export function refusalLine(path: string, reason: string): string {
  return `${textOf(path).replace(/[\0-\x1f\x7f]/g, '?')}: ${reason}`;
}

/** What the file system said about a path as an error of the tree. */
export function explained(path: string, error: unknown): unknown {
  if (error instanceof TreeRefused) return error;
  const reason = error instanceof Error ? error.message : String(error);
  return new TreeRefused(path, reason, { cause: error });
}

/** The file system's code of an error, such as `ENOENT`. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}

/** Whether something is of an owner whose files are trusted. */
export type IsOwn = (found: Stats) => boolean;

/** Refuses what belongs to another owner. */
export function requireOwn(path: string, found: Stats, isOwn: IsOwn): void {
  if (!isOwn(found)) throw new TreeRefused(path, 'of another owner');
}
