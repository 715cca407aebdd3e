/** The server as a program of its own, for tests that end it without warning. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { LineClient } from '../transcript.js';

export const crashPassword = 'crash-test-password';

/** A running program. */
export interface Program {
  readonly child: ChildProcess;
  readonly port: number;
}

/** Starts `cligate serve` on a base directory, with these settings, and waits until it answers. */
export async function startProgram(base: string, ...more: readonly string[]): Promise<Program> {
  const main = new URL('../../src/main.ts', import.meta.url).pathname;
  const settings = ['domain.main=example.test', 'limits.connectionsPerAddress=0', ...more];
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', main, 'serve', '--port', '0', '--base', base].concat(
      settings.flatMap((setting) => ['--set', setting]),
    ),
    {
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { ...process.env, CLIGATE_POSTMASTER_PASSWORD: crashPassword },
    },
  );
  let said = '';
  for await (const chunk of child.stdout) {
    said += String(chunk);
    const ready = /^cligate ready on \S+:(\d+)$/m.exec(said);
    if (ready) return { child, port: Number(ready[1]) };
  }
  throw new Error(`the program did not start: ${said}`);
}

/** Ends it as a power cut would, and waits until it is gone. */
export async function kill(program: Program, signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
  const gone = once(program.child, 'exit');
  program.child.kill(signal);
  await gone;
}

/** A client logged in as postmaster, in INLINE mode. */
export async function postmaster({ port }: Program): Promise<LineClient> {
  const client = await LineClient.to(port);
  await client.hear();
  await client.ask('USER postmaster');
  const login = await client.ask(`PASS ${crashPassword}`);
  if (login?.startsWith('200') !== true) throw new Error(`the login failed: ${login ?? ''}`);
  await client.ask('INLINE');
  return client;
}
