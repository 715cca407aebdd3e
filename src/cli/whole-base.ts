/** What programs ask of a base directory before they touch it. */
import { existsSync, realpathSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { isRestoreCutOff } from '../base-directory/backup/cut-off.js';
import { exit, ProgramFailure } from './exit.js';

/** Throws `ProgramFailure` when a restore was cut off while the new state took its place. */
export function requireWholeRestore(base: string, code: number = exit.conflict): void {
  if (!isRestoreCutOff(base)) return;
  throw new ProgramFailure(`${base} was not restored whole: restore it again`, code);
}

/**
 * Whether a path that may not be there yet leads to something below a directory, or to itself;
 * links on the way are followed.
 */
export function isWithin(path: string, directory: string): boolean {
  const inner = relative(realOf(resolve(directory)), realOf(resolve(path)));
  return inner.split(sep)[0] !== '..';
}

function realOf(path: string): string {
  const outer = dirname(path);
  if (existsSync(path) || outer === path) return realpathSync(path);
  return join(realOf(outer), basename(path));
}
