/** APOP (protocol, section 4.2): not a SASL mechanism but a verb; proves the password in one step. */
import { md5, sameHex } from './proof.js';

/**
 * Tells whether a clear password gives the digest: hexadecimal MD5 of the greeting's `<...>` text,
 * brackets included, and the password. Meant for `Authenticator.proof`.
 */
export function provesApop(challenge: string, digest: string): (clear: string) => boolean {
  return (clear) => sameHex(digest, md5(challenge, clear).toString('hex'));
}
