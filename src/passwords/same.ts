/** Comparisons of secrets that take the same time whatever differs, and however much. */
import { hash, timingSafeEqual } from 'node:crypto';

/** Whether two byte strings are the same. Both are digested first, so their lengths do not show. */
export function sameText(one: string, other: string): boolean {
  return timingSafeEqual(digestOf(one), digestOf(other));
}

/** Whether two digests are the same bytes. Their lengths are no secret. */
export function sameBytes(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && timingSafeEqual(one, other);
}

function digestOf(text: string): Buffer {
  return hash('sha256', Buffer.from(text, 'latin1'), 'buffer');
}
