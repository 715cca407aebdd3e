/**
 * A thread that reads what is long: everybody else has their turn meanwhile. This is its outer side;
 * `answer-readings.ts` is the inner one. Knows no format: a task is what the module of the thread
 * takes, its result is a value.
 */
import type { Transferable, Worker } from 'node:worker_threads';
import { BadSyntax } from '../values/bad-syntax.js';
import type { Value } from '../values/value.js';
import { inSlices } from './slices.js';
import { valueOfBytes, type ValueBytes } from './value-bytes.js';

/** What the thread answers: a value, or why it could not be read. */
export type Reading = { readonly value: ValueBytes } | { readonly badSyntax: string };

/** The server has too much to read at this moment; nothing was begun. */
export class TooMuchToRead extends Error {}

interface Waiting<Task> {
  readonly task: Task;
  readonly bytes: number;
  readonly transfer: readonly Transferable[];
  readonly resolve: (reading: Reading) => void;
  readonly reject: (error: Error) => void;
}

/** Reads one text after the other in a thread, which starts with the first one. */
export class ReadingThread<Task> {
  readonly #start: () => Worker;
  readonly #waitingBytesMax: () => number;
  #thread: Worker | undefined;
  #waiting: Waiting<Task>[] = [];
  #current: Waiting<Task> | undefined;
  #waitingBytes = 0;

  /** `waitingBytesMax` limits what is being read or waits for it, in bytes; one text is always read. */
  constructor(start: () => Worker, waitingBytesMax: () => number) {
    this.#start = start;
    this.#waitingBytesMax = waitingBytesMax;
  }

  /**
   * Reads a text of some bytes. Throws `BadSyntax` when it cannot be understood, `TooMuchToRead`
   * when too much waits already, and the failure of the thread.
   */
  async read(task: Task, bytes: number, transfer: readonly Transferable[] = []): Promise<Value> {
    if (this.#waitingBytes > 0 && this.#waitingBytes + bytes > this.#waitingBytesMax()) {
      throw new TooMuchToRead('too much is being read');
    }
    this.#waitingBytes += bytes;
    try {
      const reading = await new Promise<Reading>((resolve, reject) => {
        this.#waiting.push({ task, bytes, transfer, resolve, reject });
        this.#next();
      });
      if ('badSyntax' in reading) throw new BadSyntax(reading.badSyntax);
      return await inSlices(valueOfBytes(reading.value));
    } finally {
      this.#waitingBytes -= bytes;
    }
  }

  /** Ends the thread; what waits is given up. */
  async close(): Promise<void> {
    const thread = this.#thread;
    this.#failed(new Error('the reading thread was closed'));
    await thread?.terminate();
  }

  #next(): void {
    if (this.#current !== undefined) return;
    this.#current = this.#waiting.shift();
    if (this.#current === undefined) return;
    const { task, transfer } = this.#current;
    const thread = this.#running();
    thread.ref();
    thread.postMessage(task, transfer);
  }

  #running(): Worker {
    if (this.#thread !== undefined) return this.#thread;
    const thread = this.#start();
    thread.on('message', (reading: Reading) => {
      const answered = this.#current;
      this.#current = undefined;
      // A process with nothing else to do may end.
      thread.unref();
      this.#next();
      answered?.resolve(reading);
    });
    // The next text gets a thread of its own.
    thread.on('error', (error) => this.#ended(thread, error));
    thread.on('exit', () => this.#ended(thread, new Error('the reading thread ended')));
    this.#thread = thread;
    return thread;
  }

  #ended(thread: Worker, error: Error): void {
    if (thread !== this.#thread) return;
    this.#thread = undefined;
    const failed = this.#current;
    this.#current = undefined;
    failed?.reject(error);
    this.#next();
  }

  #failed(error: Error): void {
    this.#thread = undefined;
    const given = [...(this.#current === undefined ? [] : [this.#current]), ...this.#waiting];
    this.#current = undefined;
    this.#waiting = [];
    for (const { reject } of given) reject(error);
  }
}
