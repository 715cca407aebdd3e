/**
 * What an operator may set about sockets and sessions. Plain values: whoever reads the
 * configuration fills them in. Everything but the addresses may be replaced while the server runs.
 */
import type { SessionSettings } from '../protocol/session-parts.js';

/** The settings of a server. */
export interface ServerSettings extends SessionSettings {
  /** The address to listen on, for both ports. */
  readonly host: string;
  /** The clear-text port; 0 takes a free one. */
  readonly port: number;
  /** The port with TLS from the first byte; 0 takes a free one, undefined opens none. */
  readonly tlsPort: number | undefined;
  /** Connections at the same time; 0 takes none (protocol, section 9). */
  readonly channels: number;
  /** Connections at the same time from one address; 0: no limit. */
  readonly connectionsPerAddress: number;
  /** Channels kept for this host and for addresses from which somebody logged in lately. */
  readonly channelsReserved: number;
  /** Connections at the same time from one other address on which nobody is logged in; 0: no limit. */
  readonly connectionsPerAddressBeforeLogin: number;
  /** From how many of a hundred channels on the limits on time shrink; 100: never. */
  readonly stressedPercent: number;
  /** What all connections together may hold in memory of input and answers, in bytes. */
  readonly bufferBytesMax: number;
  /** The longest line before login, in bytes without its end. */
  readonly lineMaxBeforeLogin: number;
  /** The longest line after login, in bytes without its end. */
  readonly lineMax: number;
  /** Lines of one connection that are not answered yet; the rest waits in the socket. */
  readonly linesInFlightMax: number;
  /** Seconds in which somebody must log in, whatever else is said; 0: no limit. */
  readonly loginSeconds: number;
  /** Seconds without a whole line before login; 0: no limit. */
  readonly idleSecondsBeforeLogin: number;
  /** Seconds without a sign of life after login; 0: no limit. */
  readonly idleSeconds: number;
  /** Failed logins from one address, within the window, after which it is blocked; 0: never. */
  readonly loginFailuresPerAddress: number;
  /** The window in which the failures of an address are counted. */
  readonly loginFailureWindowSeconds: number;
  /** How long an address stays blocked. */
  readonly addressBlockSeconds: number;
  /** The least time from an attempt to log in to the answer that it failed; 0: none. */
  readonly loginFailureDelayMs: number;
  /** Answers to failed logins come at multiples of this after the attempt, if the delay is shorter; 0: at once. */
  readonly loginFailureGrainMs: number;
  /** How long commands under way may take when the server closes. */
  readonly closeGraceMs: number;
}
