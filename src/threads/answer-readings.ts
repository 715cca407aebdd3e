/** The inner side of a thread that reads: takes tasks, answers with values (`reading-thread.ts`). */
import { parentPort } from 'node:worker_threads';
import { BadSyntax } from '../values/bad-syntax.js';
import type { Value } from '../values/value.js';
import type { Reading } from './reading-thread.js';
import { bytesOfValue, type ValueBytes } from './value-bytes.js';

/** Answers every task with what `read` makes of it; anything but `BadSyntax` ends the thread. */
export function answerReadings(read: (task: unknown) => Value): void {
  parentPort?.on('message', (task: unknown) => {
    let reading: Reading;
    try {
      reading = { value: bytesOfValue(read(task)) };
    } catch (error) {
      if (!(error instanceof BadSyntax)) throw error;
      reading = { badSyntax: error.message };
    }
    parentPort?.postMessage(reading, 'value' in reading ? ownBuffers(reading.value) : []);
  });
}

/** What is handed over without a copy: memory that nothing else shares. */
function ownBuffers({ bytes, blocks }: ValueBytes): ArrayBuffer[] {
  const own = blocks.filter(({ buffer, length }) => buffer.byteLength < 2 * length);
  const buffers = new Set([bytes, ...own].map(({ buffer }) => buffer));
  return [...buffers].filter((buffer) => buffer instanceof ArrayBuffer);
}
