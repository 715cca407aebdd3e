/**
 * Which settings a running server takes over on SIGHUP, and what differs between two
 * configurations. Knows no signal.
 */
import { treeOf, type Configuration } from './load.js';

/** Groups, or single settings, that a running server takes over. */
const reloadablePaths = [
  'projector.waitSeconds',
  'http.',
  'auth.apop',
  'limits.',
  'stored.',
  'tls.',
  'journal.',
  'log.level',
  'log.levels.',
  'stop.',
];

/** A socket stays where it is. */
const fixedPaths: ReadonlySet<string> = new Set(['http.port', 'http.host']);

/** Whether a running server takes this setting over on SIGHUP. */
export function reloadable(path: string): boolean {
  if (fixedPaths.has(path)) return false;
  return reloadablePaths.some((known) =>
    known.endsWith('.') ? path.startsWith(known) : path === known,
  );
}

/** The settings that differ, parted by what a running server can do about them. */
export interface Differences {
  readonly taken: readonly string[];
  /** These need a restart. */
  readonly kept: readonly string[];
}

/** Compares two configurations. */
export function differences(now: Configuration, next: Configuration): Differences {
  const changed = [...next.values.keys()].filter(
    (path) => now.values.get(path) !== next.values.get(path),
  );
  return {
    taken: changed.filter(reloadable),
    kept: changed.filter((path) => !reloadable(path)),
  };
}

/** What a running server has after it took over what it can of `next`. */
export function takenOver(now: Configuration, next: Configuration): Configuration {
  const values = new Map(now.values);
  const origins = new Map(now.origins);
  for (const path of differences(now, next).taken) {
    const [value, origin] = [next.values.get(path), next.origins.get(path)];
    if (value !== undefined) values.set(path, value);
    if (origin !== undefined) origins.set(path, origin);
  }
  return { settings: treeOf(values), values, origins, file: next.file };
}
