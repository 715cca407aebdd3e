import type { Value } from './value.js';
/** The value of a single-line text. Throws `BadSyntax`. */
export function readValue(text: string): Value {
  return text;
}
