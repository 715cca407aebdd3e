/**
 * What administrators may see and do of the running server through commands: counters, the log,
 * blocked addresses, the end. Joins the parts that know; decides nothing about who may.
 */
import { randomUUID } from 'node:crypto';
import type { BlockedAddress, Loudness, Operations } from '../commands/surroundings.js';
import type { Log, LogSettings } from '../log.js';
import type { Server } from '../server/server.js';
import { textOf } from '../values/text.js';
import type { Activity } from './activity.js';
import type { LoginCounts } from './login-counts.js';

/** What the operations work on. */
export interface OperationsParts {
  /** When the server started: milliseconds since 1970. */
  readonly started: number;
  /** What happens at the doors. */
  readonly pwd: Activity;
  readonly http: Activity;
  readonly log: Log;
  /** The settings of the log at this moment. */
  readonly logSettings: () => LogSettings;
  readonly loginCounts: LoginCounts;
  /** The server; it is made after the commands. */
  readonly server: () => Server;
  /** Called when somebody asks that the server stops. */
  readonly stop: () => void;
  /** Whether it does. */
  readonly isStopping: () => boolean;
}

/** The operations of a server. */
export class ServerOperations implements Operations {
  readonly instance = randomUUID();
  readonly started: number;
  readonly stop: () => void;
  readonly isStopping: () => boolean;
  readonly #parts: OperationsParts;

  constructor(parts: OperationsParts) {
    this.#parts = parts;
    this.started = parts.started;
    this.stop = parts.stop;
    this.isStopping = parts.isStopping;
  }

  readonly counters = (): ReadonlyMap<string, number> => {
    const { pwd, http } = this.#parts;
    return new Map([...countersOf('pwd', pwd), ...countersOf('http', http)]);
  };

  readonly settleLogins = (): Promise<void> | undefined => {
    const { loginCounts } = this.#parts;
    return loginCounts.hasMore ? loginCounts.settle() : undefined;
  };

  /** The record is a field of its own, so that whoever writes it cannot forge other lines. */
  readonly writeLog = (loudness: Loudness, record: string): void => {
    this.#parts.log.module('server')[loudness]('SYSTEM', { record: textOf(record) });
  };

  readonly logEverything = (on: boolean): void => {
    const { log, logSettings } = this.#parts;
    if (on) log.writeEverything();
    else log.setLevels(logSettings());
  };

  readonly blockedAddresses = (): readonly BlockedAddress[] =>
    this.#parts.server().blockedAddresses;

  readonly block = (address: string, seconds: number): string =>
    this.#parts.server().block(address, seconds);

  readonly countFailure = (address: string): void => this.#parts.server().countFailure(address);
}

function countersOf(door: string, activity: Activity): readonly (readonly [string, number])[] {
  return [
    [`${door}InputActive`, activity.active],
    [`${door}InputTotal`, activity.connections],
    [`${door}InputRejected`, activity.rejected],
    [`${door}Logins`, activity.logins],
    [`${door}LoginFailures`, activity.failedLogins],
    [`${door}Commands`, activity.commands],
  ];
}
