/**
 * What administrators may see of the running server through commands: counters and blocked
 * addresses. Joins the parts that know; decides nothing about who may.
 */
import { randomUUID } from 'node:crypto';
import type { BlockedAddress, Operations } from '../commands/server-context.js';
import type { Server } from '../server/server.js';
import type { Activity } from './activity.js';

/** What the operations work on. */
export interface OperationsParts {
  /** When the server started: milliseconds since 1970. */
  readonly started: number;
  /** What happens at the listeners. */
  readonly pwd: Activity;
  readonly http: Activity;
  /** The server; it is made after the commands. */
  readonly server: () => Server;
  /** Whether it does. */
  readonly isStopping: () => boolean;
}

/** The operations of a server. */
export class ServerOperations implements Operations {
  readonly instance = randomUUID();
  readonly started: number;
  readonly isStopping: () => boolean;
  readonly #parts: OperationsParts;

  constructor(parts: OperationsParts) {
    this.#parts = parts;
    this.started = parts.started;
    this.isStopping = parts.isStopping;
  }

  readonly counters = (): ReadonlyMap<string, number> => {
    const { pwd, http } = this.#parts;
    return new Map([...countersOf('pwd', pwd), ...countersOf('http', http)]);
  };

  readonly blockedAddresses = (): readonly BlockedAddress[] =>
    this.#parts.server().blockedAddresses;

  readonly addressName = (address: string): string => this.#parts.server().addressName(address);
}

function countersOf(listener: string, activity: Activity): readonly (readonly [string, number])[] {
  return [
    [`${listener}InputActive`, activity.active],
    [`${listener}InputTotal`, activity.connections],
    [`${listener}InputRejected`, activity.rejected],
    [`${listener}Logins`, activity.logins],
    [`${listener}LoginFailures`, activity.failedLogins],
    [`${listener}Commands`, activity.commands],
  ];
}
