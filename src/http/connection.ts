/** What is known of a network connection that carries requests, and what is counted on it. */
import type { ConnectionFacts } from '../protocol/events.js';
import type { LoginGuard } from '../protocol/session-parts.js';

/** A connection, from its first byte to its end. */
export interface HttpConnection {
  readonly facts: ConnectionFacts;
  readonly guard: LoginGuard;
  /** Failed logins so far. */
  loginFailures: number;
  /** Whose login the log has been told of. */
  toldLogin: string | undefined;
  /** Requests that are not answered yet. */
  requests: number;
}
