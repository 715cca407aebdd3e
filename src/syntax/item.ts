/** One parameter or keyword of a command line: its value, and whether it was a word without quotes. */
import type { Value } from '../values/value.js';

export interface Item {
  readonly value: Value;
  /** A keyword is a bare word, so a quoted "into" is never one. */
  readonly bare: boolean;
}
