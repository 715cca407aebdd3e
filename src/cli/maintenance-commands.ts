/** The subcommands that look after whole base directories: which flags they have, and what they call. */
import { InvalidArgumentError, Option, type Command } from 'commander';
import { loadConfiguration } from '../config/load.js';
import type { ImportQuestion } from './import.js';
import { flagsOf, withSettings, type SettingFlags } from './setting-flags.js';

/** Adds them to the program; `endWith` takes the code to end with. */
export function addMaintenance(program: Command, endWith: (code: number) => void): void {
  const baseOf = (flags: SettingFlags): string =>
    loadConfiguration(flagsOf(flags), process.env).settings.base;

  withSettings(program.command('check'))
    .description('Tell whether everything in the base directory fits together.')
    .option('--repair', 'repair what can be repaired; the server must be stopped')
    .option('--json', 'one JSON object per finding and line')
    .action(async (flags: SettingFlags & { repair?: boolean; json?: boolean }) => {
      const { check } = await import('./check.js');
      endWith(await check(loadConfiguration(flagsOf(flags), process.env).settings, flags));
    });

  withSettings(program.command('rescue'))
    .argument('[account]', 'an Account of the Main Domain; the postmaster if it is not given')
    .description('Let an administrator in again: Master, a new password, nothing in the way.')
    .action(async (account: string | undefined, flags: SettingFlags) => {
      const { rescue } = await import('./rescue.js');
      endWith(await rescue(baseOf(flags), account));
    });

  withSettings(program.command('sync'))
    .description('Wait until the documented files say what the store says.')
    .option('--timeout <seconds>', 'how long to wait for a running server', readSeconds, 600)
    .action(async (flags: SettingFlags & { timeout: number }) => {
      const { sync } = await import('./sync.js');
      endWith(await sync(loadConfiguration(flagsOf(flags), process.env).settings, flags.timeout));
    });

  withSettings(program.command('import'))
    .argument('<dir>', "the base directory to read, ours or the original product's")
    .description('Bring a base directory into the store of one that no server uses.')
    .option('--dry-run', 'tell what would be done and change nothing')
    .option('--merge', 'import into Domains that are there already; what they have is kept')
    .option('--follow-mounts', 'follow storage mount points that lead out of <dir>')
    .option('--strict', 'keep a Domain out when any file of it cannot be read')
    .option('--main-domain <name>', 'the Main Domain, where <dir> does not name it (domain.main)')
    .action(async (dir: string, flags: SettingFlags & ImportQuestion) => {
      const { importDirectory } = await import('./import.js');
      const { settings } = loadConfiguration(flagsOf(flags), process.env);
      endWith(await importDirectory(dir, settings, flags));
    });

  withSettings(program.command('backup'))
    .description('Write all of a base directory into one file, also while the server runs.')
    .argument('<file>', 'the archive to write')
    .action(async (file: string, flags: SettingFlags) => {
      const { backup } = await import('./backup.js');
      endWith(await backup(baseOf(flags), file));
    });

  withSettings(program.command('export'))
    .description('Write a base directory of the documented layout, also while the server runs.')
    .argument('<dir>', 'an empty or a new directory')
    .addOption(
      new Option(
        '--passwords <form>',
        'clear: as plain texts, for servers of other makers',
      ).choices(['sealed', 'clear']),
    )
    .action(async (dir: string, flags: SettingFlags & { passwords?: string }) => {
      const { exportTo } = await import('./export.js');
      endWith(await exportTo(baseOf(flags), dir, flags.passwords === 'clear'));
    });

  withSettings(program.command('restore'))
    .description('Make a base directory from a backup; the server must be stopped.')
    .argument('<file>', 'the archive')
    .option('--force', 'replace what is in the base directory; it is kept beside')
    .action(async (file: string, flags: SettingFlags & { force?: boolean }) => {
      const { restoreFrom } = await import('./restore.js');
      const { settings } = loadConfiguration(flagsOf(flags), process.env);
      endWith(await restoreFrom(settings, file, flags.force === true));
    });
}

function readSeconds(text: string): number {
  if (/^\d{1,6}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('expected a number of seconds');
}
