/** Which connections come from this very machine (protocol, section 4.7). */

/**
 * The addresses by which programs on this machine reach the server unless they choose another:
 * others of the loopback network are strangers like any.
 */
export const loopbackAddresses: readonly string[] = ['127.0.0.1', '::1'];

/** Whether an address is one of them; one of IPv4 may stand in one of IPv6. */
export function isLoopback(address: string): boolean {
  return loopbackAddresses.includes(address) || address === '::ffff:127.0.0.1';
}
