/**
 * Loaded before the program: kills it, as a power cut of the process would, before the work of this
 * number, which the environment tells. Works are what changes the base directory: those of the file
 * system, and the transactions of a store, before and after which a kill may come. Without a number
 * it is told on standard error, at the end, how many works there were.
 */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { BatchingStore } from '../../src/store/batching-store.js';

const at = Number(process.env['KILL_AT'] ?? 0);
let works = 0;

function work(): void {
  works += 1;
  if (works === at) process.kill(process.pid, 'SIGKILL');
}

const changing = [
  'mkdirSync',
  'writeFileSync',
  'writeSync',
  'copyFileSync',
  'chmodSync',
  'utimesSync',
  'renameSync',
  'linkSync',
  'unlinkSync',
  'rmdirSync',
  'rmSync',
  'fsyncSync',
] as const;
const calls = fs as unknown as Record<string, (...given: unknown[]) => unknown>;
for (const name of changing) {
  const call = calls[name]?.bind(fs);
  calls[name] = (...given) => {
    work();
    return call?.(...given);
  };
}
syncBuiltinESMExports();

const update = Reflect.get(BatchingStore.prototype, 'update') as (
  work: unknown,
) => Promise<unknown>;
Reflect.set(BatchingStore.prototype, 'update', async function (this: unknown, change: unknown) {
  work();
  const result = await update.call(this, change);
  work();
  return result;
});

if (at === 0) process.on('exit', () => process.stderr.write(`works: ${works}\n`));
