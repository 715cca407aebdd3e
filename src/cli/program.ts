/**
 * The command line of the program: which subcommands and flags there are, and the code to end with.
 * What a subcommand needs is loaded when it is called, so that `--help` answers at once.
 */
import { Command, CommanderError } from 'commander';
import { loadConfiguration } from '../config/load.js';
import { lineOf } from '../store/failure-line.js';
import { codeOf, exit, serveCodeOf, serveExit } from './exit.js';
import { addMaintenance } from './maintenance-commands.js';
import { flagsOf, withSettings, type SettingFlags } from './setting-flags.js';
import type { LogQuestion } from './show-log.js';
import { versionLine } from './version.js';

/** Runs the program with the arguments behind its name; returns the code to end with. */
export async function runProgram(args: readonly string[]): Promise<number> {
  const serving = args[0] === 'serve';
  let code: number = exit.done;
  const program = makeProgram((result) => (code = result));
  try {
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return exit.done;
      return serving ? serveExit.usage : exit.usage;
    }
    process.stderr.write(`cligate: ${lineOf(error)}\n`);
    return serving ? serveCodeOf(error) : codeOf(error);
  }
}

function makeProgram(endWith: (code: number) => void): Command {
  const program = new Command('cligate')
    .description('A server for the CommuniGate Pro CLI/PWD protocol.')
    .version(versionLine(), '--version', 'print the version, the store format and the Node version')
    .helpOption('--help', 'print this help')
    .helpCommand(false)
    .exitOverride();

  withSettings(program.command('serve'))
    .description('Run the server.')
    .option('--host <host>', 'the address to listen on (server.host)')
    .option('--port <number>', 'the port to listen on, 0 for a free one (server.port)')
    .option('--begin-anew', 'when the store is lost: move what is left aside and begin without it')
    .action(async (flags: SettingFlags & { beginAnew?: boolean }) => {
      const configuration = loadConfiguration(flagsOf(flags), process.env);
      const { serve } = await import('./serve.js');
      endWith(await serve(flagsOf(flags), configuration, flags.beginAnew === true));
    });

  withSettings(program.command('log'))
    .description('Print the journal: who changed what, and when.')
    .option('--object <name>', 'only changes of this object: name@domain, or a name in any Domain')
    .option('--actor <name>', 'only changes by this Account')
    .option('--since <time>', 'only changes from this time on: 2026-01-31T12:00Z, or 2h, 7d ago')
    .option('--json', 'one JSON object per change and line')
    .action(async (flags: SettingFlags & LogQuestion) => {
      const { showLog } = await import('./show-log.js');
      await showLog(loadConfiguration(flagsOf(flags), process.env).settings.base, flags);
    });

  addMaintenance(program, endWith);
  const config = program.command('config').description('Show, check or describe the settings.');
  withSettings(config.command('show'))
    .description('Print every setting with its value and where the value comes from.')
    .option('--json', 'one JSON object per setting and line')
    .action(async (flags: SettingFlags & { json?: boolean }) => {
      const { showConfiguration } = await import('./config-commands.js');
      showConfiguration(flagsOf(flags), flags.json === true);
    });
  withSettings(config.command('check'))
    .description('Tell the first mistake in the settings, if there is one.')
    .action(async (flags: SettingFlags) => {
      const { checkConfiguration } = await import('./config-commands.js');
      checkConfiguration(flagsOf(flags));
    });
  config
    .command('describe')
    .description('Print the reference configuration: every setting with its default, explained.')
    .action(async () => {
      const { describeConfiguration } = await import('./config-commands.js');
      describeConfiguration();
    });
  return program;
}
