/**
 * Which user of this machine a connection from here comes from. Linux tells it in `/proc/net/tcp` and
 * `tcp6`; elsewhere nobody knows. Read only when it matters, because the file lists all connections.
 */
import { readFile } from 'node:fs/promises';

/** The two ends of a connection within this machine: the client's address and both ports. */
export interface LocalEnds {
  readonly remoteAddress: string;
  readonly remotePort: number;
  readonly localPort: number;
}

const localFour = '0100007F';
const localSix = '00000000000000000000000001000000';

/** The number of the user whose program has the client's end; undefined when it is not known. */
export async function localUser(ends: LocalEnds): Promise<string | undefined> {
  const isSix = ends.remoteAddress === '::1';
  try {
    const table = await readFile(isSix ? '/proc/net/tcp6' : '/proc/net/tcp', 'latin1');
    return userIn(table, ends);
  } catch {
    return undefined;
  }
}

/**
 * The same by the text of the table: its columns are a number, the end that the row is about, the
 * other end, the state, three more and the user, an end being an address and a port in hexadecimal.
 */
export function userIn(table: string, ends: LocalEnds): string | undefined {
  const address = ends.remoteAddress === '::1' ? localSix : localFour;
  const own = ` ${address}:${portText(ends.remotePort)} `;
  const other = `${address}:${portText(ends.localPort)}`;
  for (let at = table.indexOf(own); at >= 0; at = table.indexOf(own, at + 1)) {
    const end = table.indexOf('\n', at);
    const columns = table.slice(at + 1, end < 0 ? undefined : end).split(/ +/);
    if (columns[1] === other) return columns[6];
  }
  return undefined;
}

const digits = '0123456789ABCDEF';

function portText(port: number): string {
  return [12, 8, 4, 0].map((shift) => digits.charAt((port >> shift) & 15)).join('');
}
