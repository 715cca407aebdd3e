/**
 * The greeting line (protocol, section 2). One client reads it with its data grammar, so outside
 * the one pair of brackets it holds only letters, digits, `.`, `-` and blanks.
 */

/** What makes the challenge of a connection unique. */
export interface ChallengeFacts {
  /** The number of the connection since the start. */
  readonly connection: number;
  readonly unixSeconds: number;
  /** The Main Domain's name. */
  readonly host: string;
}

/** The `<number.time@name>` text that APOP and the SASL challenges use, brackets included. */
export function challengeOf({ connection, unixSeconds, host }: ChallengeFacts): string {
  return `<${connection}.${unixSeconds}@${host}>`;
}

/**
 * The bytes of the greeting. Without a challenge there are no brackets at all: clients that see a
 * pair use APOP and do not fall back.
 */
export function greetingBytes(
  host: string,
  version: string,
  challenge: string | undefined,
): string {
  const ready = `200 ${host} CommuniGate Pro PWD Server ${version} ready`;
  return challenge === undefined ? `${ready}\r\n` : `${ready} ${challenge}\r\n`;
}
