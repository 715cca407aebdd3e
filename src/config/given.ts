/**
 * A value that somebody gave to a setting, and where: what the file, the environment and the flags
 * have in common. Knows the schema, not the sources.
 */
import { asciiLower } from '../values/letters.js';
import { ConfigurationFailure } from './failure.js';
import { allSettings, type Setting, type SettingValue } from './schema.js';

/** Where a value comes from. */
export type Source = 'flag' | 'environment' | 'file' | 'default';

/** A checked value of a setting. */
export interface Given {
  readonly setting: Setting;
  readonly value: SettingValue;
  readonly source: Source;
  /** The place as an operator finds it: `--port`, `CLIGATE_SERVER__PORT`, `/etc/cligate.yaml:12`. */
  readonly place: string;
}

/** Checks a value that has a type already, as values in a file do. */
export function givenValue(path: string, value: unknown, source: Source, place: string): Given {
  const setting = settingAt(path, place);
  const outcome = setting.check(value);
  if ('expected' in outcome) return illTyped(setting, outcome.expected, value, place);
  return { setting, value: outcome.value, source, place };
}

/** Checks a value that came as text; a text that is no string setting is read as number or truth. */
export function givenText(path: string, text: string, source: Source, place: string): Given {
  const setting = settingAt(path, place);
  const outcomes = [setting.check(text), setting.check(scalarOf(text))];
  for (const outcome of outcomes) {
    if ('value' in outcome) return { setting, value: outcome.value, source, place };
  }
  const [first] = outcomes;
  return illTyped(setting, first && 'expected' in first ? first.expected : '', text, place);
}

function settingAt(path: string, place: string): Setting {
  const setting = allSettings.get(path);
  if (setting === undefined) {
    throw new ConfigurationFailure(`${place}: unknown setting ${path}${suggestion(path)}`);
  }
  return setting;
}

function scalarOf(text: string): unknown {
  if (/^-?\d+$/.test(text)) return Number(text);
  if (text === 'true' || text === 'false') return text === 'true';
  return text;
}

function illTyped(setting: Setting, expected: string, value: unknown, place: string): never {
  const shown = JSON.stringify(value).slice(0, 60);
  throw new ConfigurationFailure(`${place}: ${setting.path}: expected ${expected}, got ${shown}`);
}

/** A setting of another letter case, or of the same name in another group, is likely to be meant. */
function suggestion(path: string): string {
  const folded = asciiLower(path);
  const last = folded.slice(folded.lastIndexOf('.') + 1);
  const known = [...allSettings.keys()];
  const near =
    known.find((name) => asciiLower(name) === folded) ??
    known.find((name) => asciiLower(name).split('.').at(-1) === last);
  return near === undefined ? '' : ` (did you mean ${near}?)`;
}
