/** The base directory: where the parts of the server keep their files in it. */
import { existsSync, mkdirSync, realpathSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { isRestoreCutOff } from '../base/backup/cut-off.js';
import type { BasePlaces } from '../base/base-places.js';
import { exit, ProgramFailure } from './exit.js';

/** Makes the base directory, for its owner only, when it is not there. */
export function makeBaseDirectory(base: string): void {
  mkdirSync(base, { recursive: true, mode: 0o700 });
}

/** Throws `ProgramFailure` when a restore was cut off while the new state took its place. */
export function requireWholeRestore(base: string, code: number = exit.conflict): void {
  if (!isRestoreCutOff(base)) return;
  throw new ProgramFailure(`${base} was not restored whole: restore it again`, code);
}

/** The store's files. */
export function storeDirectory(base: string): string {
  return join(base, 'store');
}

/** The bytes of Account files. */
export function filesDirectory(base: string): string {
  return join(base, 'files');
}

/** What the projector knows of the documented files. */
export function projectorDirectory(base: string): string {
  return join(base, 'projector');
}

/** The key under which readable passwords are kept. */
export function passwordKeyFile(base: string): string {
  return join(base, 'password.key');
}

/** The parts of a base directory, for programs that deal with whole ones. */
export function basePlaces(base: string): BasePlaces {
  return {
    root: resolve(base),
    store: storeDirectory(base),
    files: filesDirectory(base),
    key: passwordKeyFile(base),
  };
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

/** A file named in the settings: relative paths start at the base directory. */
export function fileInBase(base: string, path: string): string {
  return resolve(base, path);
}
