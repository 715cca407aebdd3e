/** The table of statistics elements that administrators keep themselves. */
import { bigInteger, journaledTable, key, text, type RowOf } from './columns.js';

/** Custom statistics elements by their names in lower case. */
export const statElements = journaledTable('statElements', key<string>(), {
  /** As it was first written. */
  name: text(),
  /** A number of 64 bits with its sign. */
  value: bigInteger(),
});

/** A Custom statistics element. */
export type StatElementRow = RowOf<typeof statElements>;
