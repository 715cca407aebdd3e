/** `cligate config`: shows, checks and describes the settings. */
import { readFileSync } from 'node:fs';
import { loadConfiguration, referenceFile, type Flags } from '../config/load.js';

/** Every setting with its value and its origin; `json` gives one object per line. */
export function showConfiguration(flags: Flags, json: boolean): void {
  const { values, origins } = loadConfiguration(flags, process.env);
  for (const [path, value] of values) {
    const origin = origins.get(path);
    const line = json
      ? JSON.stringify({ setting: path, value, ...origin })
      : `${path} = ${JSON.stringify(value)}  # ${origin?.place ?? ''}`;
    process.stdout.write(`${line}\n`);
  }
}

/** Reads everything as a start would. Throws `ConfigurationFailure`. */
export function checkConfiguration(flags: Flags): void {
  const { file } = loadConfiguration(flags, process.env);
  process.stderr.write(`cligate: the configuration is good (${file ?? 'no file'})\n`);
}

/** The reference configuration: every setting, explained. */
export function describeConfiguration(): void {
  process.stdout.write(readFileSync(referenceFile));
}
