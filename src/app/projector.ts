/**
 * The projector as the server sees it: starts its process, tells it that something changed, asks it
 * about files, and starts it again should it end. Nothing here waits but who asked to.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Request, Start, Response } from '../base-directory/projection/messages.js';
import {
  noVolatileData,
  type DocumentedFiles,
  type VolatileData,
} from '../engine/accounts/account-files.js';
import { lastPosition } from '../engine/core/journal.js';
import type { LoginHistory } from '../engine/logins/login-history.js';
import { Refusal } from '../engine/core/refusal.js';
import type { ModuleLog } from '../log/log.js';
import type { Reader } from '../store/store.js';
import type { Id } from '../tables/tables.js';
import { print } from '../values/print.js';
import { readValue } from '../values/read.js';
import { isDictionary } from '../values/value.js';

/** What the projector needs of the running server. */
export interface ProjectorParts {
  readonly start: Start;
  readonly logins: Pick<LoginHistory, 'of' | 'takeTouched'>;
  readonly log: ModuleLog;
  /** How long somebody waits for files to be in place, in seconds. */
  readonly waitSeconds: () => number;
}

/** How often logins are handed over. */
const visitsMs = 10_000;

/** Pauses before the process is started again, growing from the first to the last. */
const firstPauseMs = 500;
const lastPauseMs = 60_000;

/**
 * How long the process may take to end before it is ended: nobody waits for a large file when the
 * server stops, and an interrupted step is done again.
 */
const endMs = 1000;

/** How long somebody waits for volatile data; then there are none. */
const infoMs = 10_000;

interface Waiter {
  readonly position: number;
  readonly resolve: () => void;
}

/** The projector of a server. */
export class Projector implements DocumentedFiles {
  readonly #parts: ProjectorParts;
  readonly #visits: NodeJS.Timeout;
  readonly #waiters = new Set<Waiter>();
  readonly #questions = new Map<number, (data: VolatileData) => void>();
  #child: ChildProcess | undefined;
  #restart: NodeJS.Timeout | undefined;
  #pauseMs = firstPauseMs;
  #isTold = false;
  #isClosed = false;
  #lastNumber = 0;
  #at = { position: 0, deferredTasks: 0 };

  constructor(parts: ProjectorParts) {
    this.#parts = parts;
    this.#visits = setInterval(() => this.#handOverVisits(), visitsMs);
    this.#visits.unref();
    this.#start();
  }

  /** Something was kept in the store. */
  changed(): void {
    if (this.#isTold) return;
    this.#isTold = true;
    this.#ask({ kind: 'changed', now: this.#waiters.size > 0 });
  }

  settled(tx: Reader): void | Promise<void> {
    const position = lastPosition(tx);
    if (this.#at.position >= position) return;
    let timer: NodeJS.Timeout | undefined;
    return new Promise<void>((resolve, reject) => {
      const waiter = { position, resolve };
      this.#waiters.add(waiter);
      timer = setTimeout(() => {
        this.#waiters.delete(waiter);
        // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- see Refusal
        reject(new Refusal('files-not-written'));
      }, this.#parts.waitSeconds() * 1000);
      this.#ask({ kind: 'changed', now: true });
    }).finally(() => clearTimeout(timer));
  }

  volatileData(account: Id): Promise<VolatileData> {
    const number = (this.#lastNumber += 1);
    return new Promise((resolve) => {
      const timer = setTimeout(() => answer(noVolatileData), infoMs);
      const answer = (data: VolatileData): void => {
        clearTimeout(timer);
        this.#questions.delete(number);
        resolve(data);
      };
      this.#questions.set(number, answer);
      this.#ask({ kind: 'info', number, account });
    });
  }

  lag(tx: Reader): { records: number; files: number } {
    const records = Math.max(0, lastPosition(tx) - this.#at.position);
    return { records, files: this.#at.deferredTasks };
  }

  /** Ends the process; what is not written yet is written after the next start. */
  async close(): Promise<void> {
    this.#handOverVisits();
    this.#isClosed = true;
    clearInterval(this.#visits);
    clearTimeout(this.#restart);
    this.#giveUp();
    const child = this.#child;
    if (child === undefined) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    // Nothing else may be left that keeps this process waiting for that.
    child.ref();
    this.#ask({ kind: 'stop' });
    const timer = setTimeout(() => child.kill('SIGKILL'), endMs);
    await ended;
    clearTimeout(timer);
  }

  #start(): void {
    const extension = extname(fileURLToPath(import.meta.url));
    const program = new URL(`../base-directory/projection/child${extension}`, import.meta.url);
    const child = fork(fileURLToPath(program), [JSON.stringify(this.#parts.start)], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    this.#child = child;
    this.#isTold = false;
    child.on('message', (response: Response) => this.#hear(response));
    child.on('error', (error) => this.#parts.log.failure('the projector failed', error));
    child.once('exit', (code, signal) => this.#hasEnded(code, signal));
    child.unref();
    child.channel?.unref();
  }

  #hasEnded(code: number | null, signal: string | null): void {
    this.#child = undefined;
    for (const answer of [...this.#questions.values()]) answer(noVolatileData);
    if (this.#isClosed) return;
    this.#parts.log.warn('the projector ended and starts again', { reason: signal ?? code ?? '' });
    this.#restart = setTimeout(() => this.#start(), this.#pauseMs);
    this.#restart.unref();
    this.#pauseMs = Math.min(lastPauseMs, this.#pauseMs * 2);
  }

  #hear(response: Response): void {
    switch (response.kind) {
      case 'heard':
        this.#isTold = false;
        break;
      case 'at':
        this.#at = response;
        this.#pauseMs = firstPauseMs;
        for (const waiter of this.#waiters) {
          if (waiter.position > response.position) continue;
          this.#waiters.delete(waiter);
          waiter.resolve();
        }
        break;
      case 'info': {
        const elements = readValue(response.elements);
        this.#questions.get(response.number)?.({
          elements: isDictionary(elements) ? elements : new Map(),
          counts: new Map(
            response.counts.map(([path, messages, size, lastUid]) => [
              path,
              { messages, size, lastUid },
            ]),
          ),
        });
        break;
      }
      case 'trouble':
        this.#parts.log.warn('a documented file', { trouble: response.what });
    }
  }

  #ask(request: Request): void {
    const child = this.#child;
    if (child?.connected !== true) return;
    child.send(request, (error) => {
      if (error !== null) this.#isTold = false;
    });
  }

  #handOverVisits(): void {
    const { logins } = this.#parts;
    const visits = logins
      .takeTouched()
      .map((account) => [account, print(logins.of(account))] as const);
    if (visits.length > 0) this.#ask({ kind: 'visits', visits });
  }

  #giveUp(): void {
    for (const answer of [...this.#questions.values()]) answer(noVolatileData);
    for (const { resolve } of this.#waiters) resolve();
    this.#waiters.clear();
  }
}
