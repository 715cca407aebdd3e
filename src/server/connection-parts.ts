/** What a connection is given: the rest of the server, as far as it may know it. Types only. */
import type { SecureContext } from 'node:tls';
import type { LoginGuard, SessionParts } from '../protocol/session-parts.js';
import type { BufferBudget } from './buffer-budget.js';
import type { Clock } from './clock.js';
import type { OpenSessions } from './sessions.js';
import type { ServerSettings } from './settings.js';
import type { Turns } from './turns.js';

/** The place of a connection among all. */
export interface Place {
  /** The address, as the limits see it. */
  readonly address: string;
  /** Whether somebody is logged in from now on. */
  loggedIn(isOpen: boolean): void;
  /** What is left of so many seconds when there is little room, but not less than `least`. */
  patience(seconds: number, least: number): number;
}

/** What a connection is given. */
export interface ConnectionParts {
  readonly session: SessionParts;
  readonly sessions: OpenSessions;
  readonly clock: Clock;
  readonly settings: () => ServerSettings;
  /** The certificate and key at this moment; undefined: there is no TLS. */
  readonly secureContext: () => SecureContext | undefined;
  readonly guard: LoginGuard;
  readonly turns: Turns;
  readonly buffers: BufferBudget;
  readonly place: Place;
  /** Called once, when the socket is closed. */
  readonly gone: () => void;
}
