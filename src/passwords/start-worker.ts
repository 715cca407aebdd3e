/**
 * Starts the worker thread, from the built files and from the sources alike. Node 20 does not hand
 * the TypeScript loader of a process on to its threads, so a thread that starts from the sources
 * (tests, development) loads it by itself first.
 */
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';

/** Starts a thread with `worker.js`, or with `worker.ts` when this file is TypeScript itself. */
export function startWorker(): Worker {
  const name = 'passwords';
  const fromSources = extname(fileURLToPath(import.meta.url)) === '.ts';
  return fromSources
    ? new Worker(loadingTypeScript(import.meta.url), { name, eval: true })
    : new Worker(new URL('./worker.js', import.meta.url), { name });
}

function loadingTypeScript(here: string): string {
  return `import('node:module').then(({ createRequire }) => {
    const requireFromHere = createRequire(${JSON.stringify(here)});
    requireFromHere('tsx/cjs');
    requireFromHere('./worker.ts');
  });`;
}
