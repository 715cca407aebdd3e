/**
 * Between byte strings (one character per byte, see `value.ts`) and ordinary Unicode strings.
 * Used only where people read or write: configuration, logs, command line, national domain names.
 */

/** The byte string of a Unicode string. */
export function bytesOf(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}

/** The Unicode string of a byte string; bytes that are not valid UTF-8 become U+FFFD. */
export function textOf(bytes: string): string {
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
