/** The projector of a server, as its settings want it. */
import { resolve } from 'node:path';
import type { Settings } from '../config/schema.js';
import { Projector, type ProjectorParts } from './projector.js';
import {
  filesDirectory,
  projectorDirectory,
  storeDirectory,
} from '../base-directory/base-places.js';

/**
 * Starts the projector; undefined when there is none. With the store in memory there is nothing
 * that files could be written from again.
 */
export function projectorOf(
  { base, store, projector, storage }: Settings,
  parts: Omit<ProjectorParts, 'start'>,
): Projector | undefined {
  if (store.driver === 'memory' || !projector.on) return undefined;
  const start = {
    base: resolve(base),
    store: storeDirectory(base),
    state: projectorDirectory(base),
    blobs: filesDirectory(base),
    followMountLinks: storage.followMountLinks,
    collectMs: projector.collectMs,
    keepRemovedDays: storage.keepRemovedDays,
  };
  return new Projector({ ...parts, start });
}
