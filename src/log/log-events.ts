/**
 * Writes what happens on connections and in sessions to the log. Which event has which level is
 * decided here: docs/operations.md tells it to operators, and the filter for fail2ban there reads
 * the line of a failed login. What strangers can cause is not written without end (`Repetitions`).
 */
import type { Log, LogFields, ModuleLog } from './log.js';
import { Repetitions } from './log-repetitions.js';
import type { CommandDone, ConnectionFacts, Events } from '../protocol/events.js';
import type { Clock } from '../server/clock.js';
import { textOf } from '../values/text.js';

/** Lines of one address and kind in a minute before the others are only counted. */
const linesInMinute = { rejected: 1, loginFailed: 10, shed: 1, failed: 10 };

/** Events to lines of the modules `session` and `command`. */
export class LogEvents implements Events {
  readonly #session: ModuleLog;
  readonly #command: ModuleLog;
  readonly #changes: (word: string) => boolean;

  readonly #repetitions: Repetitions;

  /** `changes` tells of a command word whether the command changes something. */
  constructor(log: Log, changes: (word: string) => boolean, clock: Clock) {
    this.#repetitions = new Repetitions(clock);
    this.#session = log.module('session');
    this.#command = log.module('command');
    this.#changes = changes;
  }

  get commands(): boolean {
    return this.#command.writes('info');
  }

  connected(connection: ConnectionFacts): void {
    if (this.#session.writes('debug')) this.#session.debug('connected', factsOf(connection));
  }

  rejected(remoteAddress: string, why: string): void {
    this.#tell('rejected', remoteAddress, (more) =>
      this.#session.warn(`rejected connection from [${remoteAddress}]`, {
        remote: remoteAddress,
        why,
        ...more,
      }),
    );
  }

  loggedIn(connection: ConnectionFacts, account: string, method: string): void {
    this.#session.notice('login', { ...factsOf(connection), ...namesOf(account), method });
  }

  loginFailed(connection: ConnectionFacts, method: string, why: string): void {
    const { remoteAddress } = connection;
    this.#tell('loginFailed', remoteAddress, (more) =>
      this.#session.warn(`failed login from [${remoteAddress}]`, {
        ...factsOf(connection),
        method,
        why,
        ...more,
      }),
    );
  }

  commandDone(connection: ConnectionFacts, { account, word, code, ms }: CommandDone): void {
    const level = this.#changes(word) ? 'info' : 'debug';
    if (!this.#command.writes(level)) return;
    this.#command[level]('command', {
      ...factsOf(connection),
      ...namesOf(account),
      command: word,
      code,
      duration_ms: Math.round(ms * 1000) / 1000,
    });
  }

  closed(connection: ConnectionFacts, why: string): void {
    if (this.#session.writes('debug'))
      this.#session.debug('closed', { ...factsOf(connection), why });
  }

  shed(connection: ConnectionFacts, bytes: number): void {
    this.#tell('shed', connection.remoteAddress, (more) =>
      this.#session.warn('closed for its bytes in memory', {
        ...factsOf(connection),
        bytes,
        ...more,
      }),
    );
  }

  failed(connection: ConnectionFacts | undefined, error: unknown): void {
    const facts = connection === undefined ? {} : factsOf(connection);
    this.#tell('failed', connection?.remoteAddress ?? '', (more) =>
      this.#session.failure('a fault of the server', error, { ...facts, ...more }),
    );
  }

  /** Writes what was counted and not told yet. */
  flush(): void {
    this.#repetitions.flush();
  }

  #tell(
    kind: keyof typeof linesInMinute,
    address: string,
    write: (repeated: LogFields) => void,
  ): void {
    this.#repetitions.tell(kind, address, linesInMinute[kind], (more) => write({ ...more }));
  }
}

function factsOf({ number, remoteAddress }: ConnectionFacts): LogFields {
  return { session: String(number), remote: remoteAddress };
}

/** An Account's full name and its Domain; both are byte strings until here. */
function namesOf(account: string): LogFields {
  const name = textOf(account);
  return { account: name, domain: name.slice(name.lastIndexOf('@') + 1) };
}
