/** The probe as the program that measures sees it. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { endWithUs, password, prefer, stop } from '../child-program.js';
import { probedAccount } from './measured-server.js';

/** What the probe has met. */
export interface Waits {
  /** The longest time between a question and its answer, in milliseconds. */
  readonly longestMs: number;
  readonly questions: number;
}

/** A client that asks for something small all the time. */
export class Probe {
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess) {
    this.#child = child;
  }

  /** Starts the probe beside the server of a port. */
  static async start(port: number): Promise<Probe> {
    const file = new URL('./probe-process.ts', import.meta.url).pathname;
    const child = fork(file, [String(port), password, probedAccount], {
      execArgv: ['--import', 'tsx'],
    });
    endWithUs(child);
    prefer(child.pid);
    await Promise.race([
      once(child, 'message'),
      once(child, 'exit').then(() => Promise.reject(new Error('the probe did not start'))),
    ]);
    return new Probe(child);
  }

  /** The waits while some work goes on. Throws when the probe gets no answers any more. */
  async during(work: () => Promise<void>): Promise<Waits> {
    this.#child.send('begin');
    await work();
    this.#child.send('end');
    const [waits] = (await Promise.race([
      once(this.#child, 'message'),
      once(this.#child, 'exit').then(() => Promise.reject(new Error('the probe lost the server'))),
    ])) as [Waits];
    return waits;
  }

  stop(): Promise<void> {
    return stop(this.#child);
  }
}
