#!/usr/bin/env node
/** The program `cligate`. See `cli/program.ts` for its subcommands, `cli/serve.ts` for the server. */
import { runProgram } from './cli/program.js';

// A reader such as `head` may close the pipe early; that is no failure of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? 0 : 1);
});

process.exitCode = await runProgram(process.argv.slice(2));
