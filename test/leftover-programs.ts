/**
 * Ends the programs that a failed test left running, when all tests are over: they would hold the
 * run open, and whoever reads its output would wait for ever.
 */
import type { ChildProcess } from 'node:child_process';
import { subscribe } from 'node:diagnostics_channel';

const running = new Set<ChildProcess>();

subscribe('child_process', (message) => {
  const { process: child } = message as { process: ChildProcess };
  running.add(child);
  child.once('exit', () => running.delete(child));
});

/** Mocha's hooks around the whole run. */
export const mochaHooks = {
  afterAll(): void {
    for (const child of running) {
      console.error(`a test left the program ${child.pid} running: ${child.spawnargs.join(' ')}`);
      child.kill('SIGKILL');
    }
  },
};
