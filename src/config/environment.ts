/**
 * The environment: `CLIGATE_` and a setting's path in upper case, `__` between group and name
 * (`CLIGATE_LIMITS__IDLESECONDS`), and the few variables of the program itself. An empty variable
 * counts as absent, because container tools pass unset ones on like that.
 */
import { readFileSync } from 'node:fs';
import { asciiUpper } from '../values/letters.js';
import { ConfigurationFailure } from './failure.js';
import { givenText, type Given } from './given.js';
import { allSettings } from './schema.js';

/** The variables of a process. */
export type Environment = Readonly<Record<string, string | undefined>>;

const prefix = 'CLIGATE_';

/** The variable that holds the first postmaster's password, itself or (`_FILE`) the path of a file. */
export const postmasterPasswordVariable = 'CLIGATE_POSTMASTER_PASSWORD';

/** Variables that are no settings: the place of the file, and secrets, which no file shall hold. */
const programVariables: ReadonlySet<string> = new Set([
  'CLIGATE_CONFIG',
  postmasterPasswordVariable,
  `${postmasterPasswordVariable}_FILE`,
]);

const settingOfVariable: ReadonlyMap<string, string> = new Map(
  [...allSettings.keys()].map((path) => [variableOf(path), path]),
);

/** The variable of a setting. */
export function variableOf(path: string): string {
  return prefix + asciiUpper(path).replaceAll('.', '__');
}

/** Reads the settings of an environment. Throws `ConfigurationFailure` for a variable it does not know. */
export function readEnvironment(environment: Environment): Given[] {
  const given: Given[] = [];
  for (const [variable, text] of Object.entries(environment)) {
    if (!variable.startsWith(prefix) || text === undefined || text === '') continue;
    if (programVariables.has(variable) || isServiceLink(variable, text)) continue;
    const path = settingOfVariable.get(variable);
    if (path === undefined) throw new ConfigurationFailure(`${variable}: unknown setting`);
    given.push(givenText(path, text, 'environment', variable));
  }
  return given;
}

/**
 * Kubernetes and older Docker links announce a service called `cligate` to every container by
 * variables such as `CLIGATE_PORT=tcp://10.0.0.7:8106`; nobody means a setting by them.
 */
function isServiceLink(variable: string, text: string): boolean {
  return (
    /_SERVICE_(HOST|PORT)(_|$)|_PORT_\d+_(TCP|UDP)/.test(variable) || /^(tcp|udp):\/\//.test(text)
  );
}

/**
 * The first postmaster's password, or undefined when the environment has none. Throws
 * `ConfigurationFailure` when it is given twice or its file cannot be read.
 */
export function postmasterPassword(environment: Environment): string | undefined {
  const fileVariable = `${postmasterPasswordVariable}_FILE`;
  const password = environment[postmasterPasswordVariable] ?? '';
  const file = environment[fileVariable] ?? '';
  if (file === '') return password === '' ? undefined : password;
  if (password !== '') {
    throw new ConfigurationFailure(
      `${fileVariable}: ${postmasterPasswordVariable} is given too; give only one of them`,
    );
  }
  const text = secretIn(file, fileVariable);
  if (text === '') throw new ConfigurationFailure(`${fileVariable}: the file is empty`);
  return text;
}

function secretIn(file: string, variable: string): string {
  try {
    return readFileSync(file, 'utf8').replace(/\r?\n$/, '');
  } catch (error) {
    throw new ConfigurationFailure(`${variable}: the file cannot be read`, { cause: error });
  }
}
