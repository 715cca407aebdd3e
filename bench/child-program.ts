/** Child processes that a benchmark measures or measures with. */
import { spawn, type ChildProcess } from 'node:child_process';
import { setPriority } from 'node:os';

/** The server as `npm run build` made it. */
export const serverProgram = new URL('../dist/main.js', import.meta.url).pathname;

/** How long a child may take to end, in milliseconds. */
const stopMs = 10_000;

/** The first password of every server that a benchmark starts. */
export const password = 'bench-password';

/**
 * Starts a child process whose first line on standard output tells its port; `heard` gets what it
 * says on standard error, which is otherwise passed on. Throws when it ends before.
 */
export async function start(
  args: readonly string[],
  heard?: (text: string) => void,
): Promise<{ child: ChildProcess; port: number }> {
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', heard === undefined ? 'inherit' : 'pipe'],
    env: { ...process.env, CLIGATE_POSTMASTER_PASSWORD: password },
  });
  endWithUs(child);
  if (heard !== undefined) child.stderr?.setEncoding('utf8').on('data', heard);
  let text = '';
  if (child.stdout === null) throw new Error('the child has no standard output');
  for await (const chunk of child.stdout) {
    text += String(chunk);
    const ready = / ready on \S+:(\d+)\n/.exec(text);
    if (ready) return { child, port: Number(ready[1]) };
  }
  throw new Error(`did not start: ${text}`);
}

/** Ends a child and waits until it has; one that is too busy to hear is killed after a while. */
export async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  const killing = setTimeout(() => child.kill('SIGKILL'), stopMs);
  await new Promise((resolve) => child.once('exit', resolve));
  clearTimeout(killing);
}

/** Children that must not outlive this process, however it ends. */
const children = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of children) child.kill('SIGKILL');
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

/** Sees to it that a child does not outlive this process. */
export function endWithUs(child: ChildProcess): void {
  children.add(child);
  child.once('exit', () => children.delete(child));
}

/**
 * Lets a process go before others that happen to run on this machine, so that what is measured is
 * the process; where that is not permitted, it has to do without.
 */
export function prefer(pid: number | undefined): void {
  try {
    if (pid !== undefined) setPriority(pid, -10);
  } catch {
    // Only the noise is greater.
  }
}
