/** What an operator may set about HTTP: plain values, filled in by who reads the configuration. */

/** The settings of the HTTP listener; all but the first three may be replaced while the server runs. */
export interface HttpSettings {
  /** The address to listen on. */
  readonly host: string;
  /** The port; 0 takes a free one. */
  readonly port: number;
  /** How deep containers in JSON may nest. */
  readonly nestingMax: number;
  /** How many elements a body may have; their commands allow most of them fewer. */
  readonly longListMax: number;
  /** Bytes of long bodies that are read or wait for it at the same time. */
  readonly longLinesMax: number;
  /** Host names of this server besides the usual ones, with blanks or commas between them. */
  readonly hosts: string;
  /** Whether scripts may give commands that change something by GET. */
  readonly changesByGet: boolean;
  /** Connections at the same time. */
  readonly connections: number;
  /** Connections kept for this host and for addresses from which somebody logged in lately. */
  readonly connectionsReserved: number;
  /** Connections at the same time from one other address on which nobody is logged in; 0: no limit. */
  readonly connectionsPerAddressBeforeLogin: number;
  /** From how many of a hundred connections on the limits on time shrink; 100: never. */
  readonly stressedPercent: number;
  /** The longest body of a request, in bytes. */
  readonly bodyMax: number;
  /** The longest command line, in bytes. */
  readonly lineMax: number;
  /** Seconds in which the head of a request must arrive; 0: no limit. */
  readonly headSeconds: number;
  /** Seconds in which a whole request must arrive; 0: no limit. */
  readonly requestSeconds: number;
  /** Seconds in which somebody must log in on a connection, whatever is asked; 0: no limit. */
  readonly loginSeconds: number;
  /** Seconds that a connection stays open for a next request. */
  readonly idleSeconds: number;
  /** Failed logins after which a connection is closed; 0: never. */
  readonly loginFailuresPerConnection: number;
  /** How long requests under way may take when the server closes. */
  readonly closeGraceMs: number;
}
