/**
 * The queue before the worker thread. Slow verification may use neither the main thread nor Node's
 * own four threads, which disk flushes share: so it has one thread of its own, started when it is
 * first needed, that does one job after another. A form that needs much memory slows its neighbours
 * down whatever its thread's priority is: so the thread rests after a job while the main thread is
 * busy. It keeps the process alive only while jobs wait.
 */
import type { Worker } from 'node:worker_threads';
import { startThread } from '../threads/start-thread.js';
import { PasswordsBusy } from './passwords.js';
import type { SlowJob, SlowResult } from './slow-job.js';

interface Waiting {
  readonly job: SlowJob;
  readonly resolve: (result: SlowResult) => void;
  readonly reject: (error: Error) => void;
}

/** How the queue goes, see `busyRest`. */
export interface Pace {
  /** Starts to look at a job; the function tells how many milliseconds to rest after it. */
  begin(): () => number;
  /** Calls back after some milliseconds; the function calls it off. */
  later(work: () => void, ms: number): () => void;
}

/**
 * The busier the main thread is, the longer the rests: jobs take this share of the time, from 0 to
 * 1, beside a thread that is busy all the time, and all of it beside one that does nothing.
 */
export function busyRest(
  share: number,
  clock: Pick<typeof performance, 'now' | 'eventLoopUtilization'> = performance,
): Pace {
  return {
    begin: () => {
      const start = clock.eventLoopUtilization();
      const startMs = clock.now();
      return () => {
        const busy = clock.eventLoopUtilization(start).utilization;
        return (clock.now() - startMs) * busy * (1 / share - 1);
      };
    },
    later: (work, ms) => {
      const timer = setTimeout(work, ms);
      return () => clearTimeout(timer);
    },
  };
}

/** Hands slow jobs to one worker thread. */
export class SlowWork {
  readonly #waitingMax: number;
  readonly #pace: Pace;
  /** The first is under way, or waits for the end of a rest. */
  readonly #waiting: Waiting[] = [];
  #worker: Worker | undefined;
  #restAfter: (() => number) | undefined;
  #callOffRest: (() => void) | undefined;
  #closed = false;

  /** At most `waitingMax` jobs may wait, the one under way included. */
  constructor(waitingMax: number, pace: Pace) {
    this.#waitingMax = waitingMax;
    this.#pace = pace;
  }

  /** Does a job. Rejects with `PasswordsBusy` when too many wait, and when the thread ends. */
  ask(job: SlowJob): Promise<SlowResult> {
    if (this.#closed) return Promise.reject(new PasswordsBusy('the password worker is closed'));
    if (this.#waiting.length >= this.#waitingMax) {
      return Promise.reject(new PasswordsBusy('too many passwords wait for verification'));
    }
    return new Promise((resolve, reject) => {
      this.#waiting.push({ job, resolve, reject });
      this.#next();
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

  /** Begins the first job, unless one is under way or the thread rests. */
  #next(): void {
    const [first] = this.#waiting;
    if (first === undefined || this.#restAfter || this.#callOffRest) return;
    const worker = (this.#worker ??= this.#start());
    worker.ref();
    this.#restAfter = this.#pace.begin();
    worker.postMessage(first.job);
  }

  /** The first job is done: its asker hears of it now, the next one begins after the rest. */
  #done(result: SlowResult | undefined): void {
    const asker = this.#waiting.shift();
    const rest = this.#restAfter?.() ?? 0;
    this.#restAfter = undefined;
    if (result === undefined) asker?.reject(new PasswordsBusy('password work failed'));
    else asker?.resolve(result);
    if (rest <= 0) return this.#next();
    this.#callOffRest = this.#pace.later(() => {
      this.#callOffRest = undefined;
      this.#next();
    }, rest);
  }

  #start(): Worker {
    const worker = startThread(import.meta.url, './worker.js', { name: 'passwords' });
    worker.on('message', (result: SlowResult | undefined) => {
      worker.unref();
      this.#done(result);
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
    this.#callOffRest?.();
    this.#callOffRest = this.#restAfter = undefined;
    for (const { reject } of this.#waiting.splice(0)) reject(reason);
  }
}
