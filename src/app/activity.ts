/**
 * Counts what the server does, for the statistics elements: connections, logins, commands. Counters
 * begin at 0 with each start. Stands between the sessions and those who hear of them; changes
 * nothing on the way.
 */
import type { CommandDone, ConnectionFacts, Events } from '../protocol/events.js';
import type { LineBytes } from '../syntax/line-bytes.js';
import type { Outcome } from '../protocol/outcome.js';
import type { Caller, Dispatcher, NamedCalls, Reply } from '../protocol/reply.js';

/** What happens at one listener of the server, and did since the start. */
export interface Activity {
  /** Connections at this moment. */
  active: number;
  connections: number;
  rejected: number;
  logins: number;
  failedLogins: number;
  commands: number;
}

/** Nothing has happened yet. */
export function noActivity(): Activity {
  return { active: 0, connections: 0, rejected: 0, logins: 0, failedLogins: 0, commands: 0 };
}

/** Counts events and passes them on. */
export class CountingEvents implements Events {
  constructor(
    private readonly activity: Activity,
    private readonly next: Events,
  ) {}

  get commands(): boolean {
    return this.next.commands;
  }

  connected(connection: ConnectionFacts): void {
    this.activity.active += 1;
    this.activity.connections += 1;
    this.next.connected(connection);
  }

  rejected(remoteAddress: string, why: string): void {
    this.activity.rejected += 1;
    this.next.rejected(remoteAddress, why);
  }

  loggedIn(connection: ConnectionFacts, account: string, method: string): void {
    this.activity.logins += 1;
    this.next.loggedIn(connection, account, method);
  }

  loginFailed(connection: ConnectionFacts, method: string, why: string): void {
    this.activity.failedLogins += 1;
    this.next.loginFailed(connection, method, why);
  }

  commandDone(connection: ConnectionFacts, command: CommandDone): void {
    this.next.commandDone(connection, command);
  }

  closed(connection: ConnectionFacts, why: string): void {
    this.activity.active -= 1;
    this.next.closed(connection, why);
  }

  shed(connection: ConnectionFacts, bytes: number): void {
    this.next.shed(connection, bytes);
  }

  failed(connection: ConnectionFacts | undefined, error: unknown): void {
    this.next.failed(connection, error);
  }
}

/** Counts commands and passes them on. */
export class CountingDispatcher implements Dispatcher, NamedCalls {
  constructor(
    private readonly activity: Activity,
    private readonly next: Dispatcher & NamedCalls,
  ) {}

  run(line: string | LineBytes, caller: Caller): Outcome<Reply> {
    this.activity.commands += 1;
    return this.next.run(line, caller);
  }

  call(...[name, given, caller]: Parameters<NamedCalls['call']>): Outcome<Reply> {
    this.activity.commands += 1;
    return this.next.call(name, given, caller);
  }

  newPassword(caller: Caller, clear: string): Outcome<Reply> {
    this.activity.commands += 1;
    return this.next.newPassword(caller, clear);
  }
}
