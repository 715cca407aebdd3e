/**
 * The thread that audits a data file: `workerData` says which state of which file, and its one
 * message is what is damaged. It reads the file alone, so that damage cannot end the process.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { auditAtOnce } from './audit.js';
import type { Meta } from './meta-page.js';
import { PageFile } from './page-file.js';

/** What the thread is given. */
export interface AuditTask {
  readonly path: string;
  /** A state whose pages stay as they are meanwhile. */
  readonly state: Meta;
}

const { path, state } = workerData as AuditTask;
const file = new PageFile(path);
const damages = auditAtOnce(file, state);
file.close();
parentPort?.postMessage(damages);
