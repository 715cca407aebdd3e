/** The digest of APOP (protocol, section 4.2). Knows no account. */
import { createHash, timingSafeEqual } from 'node:crypto';
import { asciiLower } from '../values/letters.js';

/**
 * Whether a digest as a client sends it, in hex of any letter case, proves a password: MD5 over the
 * challenge with its brackets and the password. Takes as long for every wrong digest of its length.
 */
export function isProofOf(digest: string, challenge: string, clear: string): boolean {
  const right = createHash('md5')
    .update(challenge + clear, 'latin1')
    .digest('hex');
  const given = asciiLower(digest);
  return (
    given.length === right.length &&
    timingSafeEqual(Buffer.from(given, 'latin1'), Buffer.from(right, 'latin1'))
  );
}
