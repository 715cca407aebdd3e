/**
 * Puts the settings together: flag before environment before file before default. The whole result
 * is checked before anything starts; the first mistake is told in one line.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readEnvironment, type Environment } from './environment.js';
import { ConfigurationFailure } from './failure.js';
import { readConfigurationFile } from './file.js';
import { givenText, type Given, type Source } from './given.js';
import { allSettings, type SettingValue, type Settings } from './schema.js';

/** What the command line says of settings. */
export interface Flags {
  /** `--config`: the configuration file. */
  readonly config?: string | undefined;
  /** Flags that stand for one setting: flag, path, text. */
  readonly shorthands?: readonly (readonly [flag: string, path: string, text: string])[];
  /** `--set`: each `path.to.setting=value`. The last one for a setting counts. */
  readonly set?: readonly string[];
}

/** Where a value comes from, by source and by place (`/etc/cligate.yaml:12`). */
export interface Origin {
  readonly source: Source;
  readonly place: string;
}

/** The settings, and where each value comes from. */
export interface Configuration {
  readonly settings: Settings;
  /** By the setting's path, for all settings. */
  readonly values: ReadonlyMap<string, SettingValue>;
  readonly origins: ReadonlyMap<string, Origin>;
  /** The file that was read. */
  readonly file: string | undefined;
}

/** The reference configuration that comes with the program. */
export const referenceFile = fileURLToPath(new URL('../../conf/cligate.yaml', import.meta.url));

/** Reads all sources. Throws `ConfigurationFailure`. */
export function loadConfiguration(flags: Flags, environment: Environment): Configuration {
  const file = configurationFile(flags, environment);
  const given = [
    ...(file === undefined ? [] : readConfigurationFile(file)),
    ...readEnvironment(environment),
    ...readFlags(flags),
  ];
  const values = new Map<string, SettingValue>();
  const origins = new Map<string, Origin>();
  for (const [path, setting] of allSettings) {
    values.set(path, setting.default);
    origins.set(path, { source: 'default', place: 'default' });
  }
  for (const { setting, value, source, place } of given) {
    values.set(setting.path, value);
    origins.set(setting.path, { source, place });
  }
  return { settings: treeOf(values), values, origins, file };
}

/**
 * The file that counts: the one that was asked for, else the user's, else the system's, else the
 * reference file beside the program, which an operator of a checkout edits in place.
 */
function configurationFile(flags: Flags, environment: Environment): string | undefined {
  const asked = flags.config ?? environment['CLIGATE_CONFIG'];
  if (asked !== undefined && asked !== '') return asked;
  const home = environment['HOME'];
  const user =
    environment['XDG_CONFIG_HOME'] ?? (home === undefined ? undefined : join(home, '.config'));
  const places = [
    ...(user === undefined ? [] : [join(user, 'cligate', 'cligate.yaml')]),
    '/etc/cligate/cligate.yaml',
    referenceFile,
  ];
  return places.find((place) => existsSync(place));
}

function readFlags(flags: Flags): Given[] {
  const set = (flags.set ?? []).map((assignment) => {
    const equals = assignment.indexOf('=');
    if (equals < 1) {
      throw new ConfigurationFailure(`--set ${assignment}: expected path.to.setting=value`);
    }
    const path = assignment.slice(0, equals);
    return givenText(path, assignment.slice(equals + 1), 'flag', `--set ${path}`);
  });
  const shorthands = (flags.shorthands ?? []).map(([flag, path, text]) =>
    givenText(path, text, 'flag', flag),
  );
  return [...set, ...shorthands];
}

/** The tree of settings by path. The schema made the paths and checked the values. */
export function treeOf(values: ReadonlyMap<string, SettingValue>): Settings {
  type Tree = { [name: string]: Tree | SettingValue };
  const tree: Tree = {};
  for (const [path, value] of values) {
    const names = path.split('.');
    const last = names.pop() ?? '';
    let group = tree;
    for (const name of names) group = (group[name] ??= {}) as Tree;
    group[last] = value;
  }
  return tree as Settings;
}
