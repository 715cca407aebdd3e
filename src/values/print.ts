import type { Value } from './value.js';
/** The one-line text of a value. */
export function print(value: Value): string {
  return String(value);
}
