/**
 * Moving parts of a base directory aside instead of removing them: into a directory in it that is
 * named after the time. Knows no store; of its directory only that the lock in it stays.
 */
import { mkdirSync, readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { syncPlace } from './tree-walks.js';

/** The directory of the store, and what in it is of its lock (`directory-lock.ts`). */
export const storeName = 'store';
export const ofLock = /^owner(?:\.|$)/;

/** Directories into which earlier restores and beginnings moved what was there. */
export const asideName = /^(?:replaced|set-aside)-/;

/** A time as a part of a name: `2026-01-31T120000Z`. `now`: milliseconds since 1970. */
export function stampOf(now: number): string {
  return new Date(now)
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replaceAll(':', '');
}

/** Moves something; of a store only what is in it, so that its lock stays where it is. */
export function moveInBase(from: string, to: string, name: string): void {
  if (name !== storeName) {
    renameSync(join(from, name), join(to, name));
    return;
  }
  mkdirSync(join(to, name), { recursive: true, mode: 0o700 });
  for (const file of readdirSync(join(from, name))) {
    if (!ofLock.test(file)) renameSync(join(from, name, file), join(to, name, file));
  }
  syncPlace(Buffer.from(join(to, name)));
}
