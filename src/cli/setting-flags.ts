/** The flags that say where the settings are, for every subcommand that needs some. */
import type { Command } from 'commander';
import type { Flags } from '../config/load.js';

/** What the command line says about the settings. */
export interface SettingFlags {
  readonly config?: string;
  readonly base?: string;
  readonly host?: string;
  readonly port?: string;
  readonly mainDomain?: string;
  readonly set: readonly string[];
}

/** Gives a subcommand these flags. */
export function withSettings(command: Command): Command {
  return command
    .option('--config <file>', 'the configuration file')
    .option('--base <dir>', 'the base directory (base)')
    .option(
      '--set <path=value>',
      'a setting by its path, as often as needed',
      (assignment: string, before: readonly string[]) => [...before, assignment],
      [] as readonly string[],
    );
}

/** The flags as the configuration takes them. */
export function flagsOf({ config, base, host, port, mainDomain, set }: SettingFlags): Flags {
  const shorthands = (
    [
      ['--base', 'base', base],
      ['--host', 'server.host', host],
      ['--port', 'server.port', port],
      ['--main-domain', 'domain.main', mainDomain],
    ] as const
  ).flatMap(([flag, path, text]) => (text === undefined ? [] : [[flag, path, text] as const]));
  return { config, shorthands, set };
}
