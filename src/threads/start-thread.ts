/**
 * Starts a thread of this process, from the built files and from the sources alike. Node 20 does not
 * hand the TypeScript loader of a process on to its threads, so a thread that starts from the sources
 * (tests, development) loads it by itself first.
 */
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker, type WorkerOptions } from 'node:worker_threads';

/**
 * Starts a thread with the module `file` (`./reading.js`) beside the module `here`, or with its
 * source when `here` is TypeScript itself.
 */
export function startThread(here: string, file: string, options: WorkerOptions): Worker {
  const fromSources = extname(fileURLToPath(here)) === '.ts';
  return fromSources
    ? new Worker(loadingTypeScript(here, file.replace(/\.js$/, '.ts')), { ...options, eval: true })
    : new Worker(new URL(file, here), options);
}

function loadingTypeScript(here: string, file: string): string {
  return `import('node:module').then(({ createRequire }) => {
    const requireFromHere = createRequire(${JSON.stringify(here)});
    requireFromHere('tsx/cjs');
    requireFromHere(${JSON.stringify(file)});
  });`;
}
