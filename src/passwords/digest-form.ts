/**
 * Digests in the style of directories: `{SSHA}` and `{SMD5}` (base64 of digest and salt), and
 * without salt `{SHA}` and `{MD5}`, which are verified but never made. Quick to verify, and as
 * quick to guess: kept for imports and for those who need them elsewhere.
 */
import { hash, randomBytes } from 'node:crypto';
import { sameBytes } from './same.js';

const saltBytes = 8;
const saltBytesMax = 64;

interface Scheme {
  readonly algorithm: 'sha1' | 'md5';
  readonly digestBytes: number;
  readonly salted: boolean;
}

const schemes = {
  SSHA: { algorithm: 'sha1', digestBytes: 20, salted: true },
  SHA: { algorithm: 'sha1', digestBytes: 20, salted: false },
  SMD5: { algorithm: 'md5', digestBytes: 16, salted: true },
  MD5: { algorithm: 'md5', digestBytes: 16, salted: false },
} as const satisfies Record<string, Scheme>;

const shape = /^\{(SSHA|SHA|SMD5|MD5)\}([A-Za-z0-9+/]+={0,2})$/;

/** What a text says that has one of these forms. */
export interface Digest {
  readonly algorithm: 'sha1' | 'md5';
  readonly digest: Buffer;
  readonly salt: Buffer;
}

/** Reads a digest form; undefined when the text is none. */
export function readDigest(text: string): Digest | undefined {
  const [, name, base64 = ''] = shape.exec(text) ?? [];
  if (name === undefined) return undefined;
  const { algorithm, digestBytes, salted } = schemes[name as keyof typeof schemes];
  const all = Buffer.from(base64, 'base64');
  const salt = all.subarray(digestBytes);
  const fits = salted ? salt.length > 0 && salt.length <= saltBytesMax : all.length === digestBytes;
  return fits ? { algorithm, digest: all.subarray(0, digestBytes), salt } : undefined;
}

/** Whether a clear password is the one that was digested. */
export function matchesDigest({ algorithm, digest, salt }: Digest, clear: string): boolean {
  return sameBytes(digestOf(algorithm, clear, salt), digest);
}

/** A salted digest of a clear password. */
export function makeDigest(scheme: 'SSHA' | 'SMD5', clear: string): string {
  const salt = randomBytes(saltBytes);
  const digest = digestOf(schemes[scheme].algorithm, clear, salt);
  return `{${scheme}}${Buffer.concat([digest, salt]).toString('base64')}`;
}

function digestOf(algorithm: 'sha1' | 'md5', clear: string, salt: Buffer): Buffer {
  return hash(algorithm, Buffer.concat([Buffer.from(clear, 'latin1'), salt]), 'buffer');
}
