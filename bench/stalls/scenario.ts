/** What a case of the stalls program is: work of one client beside which the probe must not wait. */
import type { MeasuredServer } from './measured-server.js';

/** A case; each is the default export of a file in `scenarios/`. */
export interface Scenario {
  /** What the table calls it, and the command line; lower case with hyphens. */
  readonly name: string;
  /** The size at which it must keep the bound. */
  readonly size: string;
  /** The most milliseconds that the probe may wait; the bound for all, unless a reason says otherwise. */
  readonly boundMs?: number;
  /** Settings that the server gets, as `--set` takes them. */
  readonly set?: readonly string[];
  /** Fills the server; nobody measures meanwhile. */
  readonly prepare?: (server: MeasuredServer) => Promise<void>;
  /** The work. It may be done again, up to three times in all; `round` counts from 0. */
  readonly run: (server: MeasuredServer, round: number) => Promise<void>;
}
