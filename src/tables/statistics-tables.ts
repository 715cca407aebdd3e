/** The table of statistics elements that administrators keep themselves. */
import { column, journaledTable } from './tables.js';

/** A Custom statistics element. */
export interface StatElementRow {
  /** As it was first written. */
  readonly name: string;
  /** A number of 64 bits with its sign. */
  readonly value: bigint;
}

/** Custom statistics elements by their names in lower case. */
export const statElements = journaledTable<string, StatElementRow>(
  'statElements',
  (row) => `${row.name}${column}${row.value}`,
  ([name = '', value = '0']) => ({ name, value: BigInt(value) }),
);
