/** What the challenge-response methods have in common: digests of passwords, and how they are compared. */
import { createHmac, hash, timingSafeEqual } from 'node:crypto';
import { asciiLower } from '../../values/letters.js';

/** Whether hexadecimal digits, in any letter case, are those of a digest. Takes constant time. */
export function sameHex(given: string, digest: string): boolean {
  const one = Buffer.from(asciiLower(given), 'latin1');
  const other = Buffer.from(digest, 'latin1');
  return one.length === other.length && timingSafeEqual(one, other);
}

/** The MD5 of byte strings and bytes put together. */
export function md5(...parts: readonly (string | Buffer)[]): Buffer {
  return hash('md5', joined(parts), 'buffer');
}

/** The HMAC of a byte string. */
export function hmac(algorithm: 'md5' | 'sha256', key: string | Buffer, data: string): Buffer {
  const bytes = typeof key === 'string' ? Buffer.from(key, 'latin1') : key;
  return createHmac(algorithm, bytes).update(data, 'latin1').digest();
}

function joined(parts: readonly (string | Buffer)[]): Buffer {
  return Buffer.concat(
    parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : part)),
  );
}
