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
  const extension = extname(fileURLToPath(import.meta.url));
  const file = new URL(`./worker${extension}`, import.meta.url);
  const name = 'passwords';
  return extension === '.ts'
    ? new Worker(loadingTypeScript(file), { name, eval: true })
    : new Worker(file, { name });
}

function loadingTypeScript(file: URL): string {
  const loader = JSON.stringify(import.meta.resolve('tsx/esm/api'));
  return `import(${loader}).then((tsx) => {
    tsx.register();
    return import(${JSON.stringify(file.href)});
  });`;
}
