/** The base directory: where the parts of the server keep their files in it. */
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Where the parts of a base directory are. */
export interface BasePlaces {
  readonly root: string;
  readonly store: string;
  readonly files: string;
  readonly key: string;
}

/** Makes the base directory, for its owner only, when it is not there. */
export function makeBaseDirectory(base: string): void {
  mkdirSync(base, { recursive: true, mode: 0o700 });
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

/** A file named in the settings: relative paths start at the base directory. */
export function fileInBase(base: string, path: string): string {
  return resolve(base, path);
}
