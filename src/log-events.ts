/**
 * Writes what happens on connections and in sessions to the log. Which event has which level is
 * decided here: docs/operations.md tells it to operators, and the filter for fail2ban there reads
 * the line of a failed login.
 */
import type { Log, LogFields, ModuleLog } from './log.js';
import type { CommandDone, ConnectionFacts, Events } from './protocol/events.js';
import { textOf } from './values/text.js';

/** Events to lines of the modules `session` and `command`. */
export class LogEvents implements Events {
  readonly #session: ModuleLog;
  readonly #command: ModuleLog;
  readonly #changes: (word: string) => boolean;

  /** `changes` tells of a command word whether the command changes something. */
  constructor(log: Log, changes: (word: string) => boolean) {
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
    this.#session.warn(`rejected connection from [${remoteAddress}]`, {
      remote: remoteAddress,
      why,
    });
  }

  loggedIn(connection: ConnectionFacts, account: string, method: string): void {
    this.#session.notice('login', { ...factsOf(connection), ...namesOf(account), method });
  }

  loginFailed(connection: ConnectionFacts, method: string, why: string): void {
    this.#session.warn(`failed login from [${connection.remoteAddress}]`, {
      ...factsOf(connection),
      method,
      why,
    });
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

  failed(connection: ConnectionFacts, error: unknown): void {
    this.#session.failure('a fault of the server', error, factsOf(connection));
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
