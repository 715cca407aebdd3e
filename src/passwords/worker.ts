/** The worker thread for slow password work: one job at a time, in the order they came. */
import { parentPort } from 'node:worker_threads';
import { doSlowJob, type SlowJob, type SlowResult } from './slow-job.js';
import { giveWay } from './thread-priority.js';

const port = parentPort;
if (port === null) throw new Error('this file is the start of a worker thread');

giveWay();

port.on('message', (job: SlowJob) => {
  let result: SlowResult | undefined;
  try {
    result = doSlowJob(job);
  } catch {
    result = undefined; // what failed says nothing of the password, and might show it
  }
  port.postMessage(result);
});
