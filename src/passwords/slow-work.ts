/**
 * The queue before the worker thread. Slow verification may use neither the main thread nor Node's
 * own four threads, which disk flushes share: so it has one thread of its own, started when it is
 * first needed, that does one job after another. The thread keeps the process alive only while
 * jobs wait.
 */
import type { Worker } from 'node:worker_threads';
import { startThread } from '../threads/start-thread.js';
import { PasswordsBusy } from './passwords.js';
import type { Answered, Asked, SlowJob, SlowResult } from './slow-job.js';

interface Waiting {
  readonly resolve: (result: SlowResult) => void;
  readonly reject: (error: Error) => void;
}

/** Hands slow jobs to one worker thread. */
export class SlowWork {
  readonly #waitingMax: number;
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | undefined;
  #lastNumber = 0;
  #closed = false;

  /** At most `waitingMax` jobs may wait, the one under way included. */
  constructor(waitingMax: number) {
    this.#waitingMax = waitingMax;
  }

  /** Does a job. Rejects with `PasswordsBusy` when too many wait, and when the thread ends. */
  ask(job: SlowJob): Promise<SlowResult> {
    if (this.#closed) return Promise.reject(new PasswordsBusy('the password worker is closed'));
    if (this.#waiting.size >= this.#waitingMax) {
      return Promise.reject(new PasswordsBusy('too many passwords wait for verification'));
    }
    const worker = (this.#worker ??= this.#start());
    const number = (this.#lastNumber += 1);
    return new Promise((resolve, reject) => {
      this.#waiting.set(number, { resolve, reject });
      worker.ref();
      worker.postMessage({ number, job } satisfies Asked);
    });
  }

  /** Ends the thread; what waits is rejected with `PasswordsBusy`. */
  async close(): Promise<void> {
    this.#closed = true;
    const worker = this.#worker;
    this.#worker = undefined;
    this.#giveUp(new PasswordsBusy('the password worker is closed'));
    await worker?.terminate();
  }

  #start(): Worker {
    const worker = startThread(import.meta.url, './worker.js', { name: 'passwords' });
    worker.on('message', ({ number, result }: Answered) => {
      const asker = this.#waiting.get(number);
      this.#waiting.delete(number);
      if (this.#waiting.size === 0) worker.unref();
      if (result === undefined) asker?.reject(new PasswordsBusy('password work failed'));
      else asker?.resolve(result);
    });
    // A thread that broke is replaced at the next job; 'exit' always follows, so it only tells why.
    let broken: unknown;
    worker.on('error', (error) => (broken = error));
    worker.on('exit', () => {
      if (this.#worker !== worker) return;
      this.#worker = undefined;
      this.#giveUp(new PasswordsBusy('the password worker ended', { cause: broken }));
    });
    return worker;
  }

  #giveUp(reason: PasswordsBusy): void {
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { reject } of waiting) reject(reason);
  }
}
