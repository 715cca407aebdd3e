/**
 * What a SASL mechanism is to the session (protocol, section 4.3): bytes in, steps out. A mechanism
 * knows neither lines nor base64 nor accounts; it asks the `Authenticator` and tells the outcome.
 */
import type { Authenticator, Peer, Login } from '../authenticator.js';

/** A mechanism of AUTH. */
export interface Mechanism {
  /** Its name as SASL registers it, in capitals. */
  readonly name: string;
  /** It never sends the clear password, so it may be used where a secure method is required. */
  readonly secure: boolean;
  /** Begins one exchange. */
  start(exchange: ExchangeFacts): Exchange;
}

/** What an exchange may know of its connection. */
export interface ExchangeFacts {
  /** The greeting's `<...>` text, brackets included. */
  readonly challenge: string;
  readonly peer: Peer;
  readonly authenticator: Authenticator;
  /** The Main Domain's name. */
  readonly realm: string;
  /** A fresh unpredictable text of printable characters without comma, quote or equals sign. */
  readonly nonce: () => string;
}

/** One exchange under way. */
export interface Exchange {
  /** Takes the decoded data of the client; undefined at the start without an initial response. */
  next(message: Buffer | undefined): Step | Promise<Step>;
}

/** What the session does next. */
export type Step =
  /** Sends `data` and waits for the client. */
  | { readonly kind: 'continue'; readonly data: Buffer }
  /** Answers with the outcome. */
  | { readonly kind: 'ended'; readonly login: Login }
  /** The client's data cannot be understood; the exchange is over. */
  | { readonly kind: 'malformed' };
