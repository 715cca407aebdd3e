/** How Unix crypt writes bytes as letters: six bits each, lowest first, in an alphabet of its own. */

/** The letters, by their values. */
export const alphabet = './0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/**
 * The letters of a digest whose bytes are taken in the order of `triples`: in each of them the first
 * byte is the highest; a missing byte counts as zero and two bits of it make no letter.
 */
export function cryptLetters(digest: Uint8Array, triples: readonly (readonly number[])[]): string {
  let letters = '';
  for (const triple of triples) {
    let bits = 0;
    for (const index of triple) bits = (bits << 8) | (digest[index] ?? 0);
    const count = Math.ceil((triple.length * 8) / 6);
    for (let i = 0; i < count; i += 1) {
      letters += alphabet.charAt(bits & 0x3f);
      bits >>>= 6;
    }
  }
  return letters;
}

/** Random letters, for salts and decoys. */
export function lettersOf(bytes: Uint8Array): string {
  let letters = '';
  for (const byte of bytes) letters += alphabet.charAt(byte & 0x3f);
  return letters;
}

/** `bytes` again and again, cut at `length`. */
export function repeated(bytes: Buffer, length: number): Buffer {
  return Buffer.alloc(length, bytes.length === 0 ? 0 : bytes);
}
