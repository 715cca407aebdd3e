/** Network addresses as the limits see them. */
import { isIPv6, SocketAddress } from 'node:net';
import type { Ports } from '../authentication/authenticator.js';

/**
 * The address that people know: an IPv4 address within an IPv6 one, as one that came through an IPv6
 * socket is, is written as IPv4, however it was spelt.
 */
export function shownAddress(address: string | undefined): string {
  if (address === undefined || !isIPv6(address)) return address ?? '';
  const canonical = new SocketAddress({ address, family: 'ipv6' }).address;
  return /^::ffff:([0-9.]+)$/.exec(canonical)?.[1] ?? address;
}

/**
 * What is counted as one address: an IPv4 address, or the first 64 bits of an IPv6 address, since
 * whoever has one of those has them all.
 */
export function countedAddress(address: string): string {
  if (!isIPv6(address)) return address;
  const [bare = ''] = address.split('%');
  const [head = '', tail] = bare.split('::');
  const first = head === '' ? [] : head.split(':');
  const last = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : 8 - first.length - last.length;
  const groups = [...first, ...Array<string>(Math.max(zeros, 0)).fill('0'), ...last];
  return groups
    .slice(0, 4)
    .map((group) => parseInt(group, 16).toString(16))
    .join(':');
}

/** The first address of what `countedAddress` gave. */
export function firstAddressOf(counted: string): string {
  return counted.includes(':') ? `${counted}::` : counted;
}

/** The ports of a connection; 0 for one that is gone already. */
export function portsOf(socket: {
  readonly remotePort?: number | undefined;
  readonly localPort?: number | undefined;
}): Ports {
  return { remote: socket.remotePort ?? 0, local: socket.localPort ?? 0 };
}
