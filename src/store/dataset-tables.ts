/**
 * The tables of datasets. A set has an inner id, so its name stands in one row; how many entries it
 * has is the counter `dataset/<setId>`.
 */
import type { Table } from './store.js';
import { list, unlist, type Id } from './tables.js';

/** Sets: key `accountId/name`; the name of a nested set is a path. */
export const datasets: Table<string, Id> = { name: 'datasets', encode: String, decode: Number };

/** Entries: key `setId/entryName` to the text of a dictionary of attributes. */
export const datasetEntries: Table<string, string> = {
  name: 'datasetEntries',
  encode: (text) => text,
  decode: (text) => text,
};

/** Which entries have an e-mail address: key `setId/address`, the address in lower case. */
export const datasetAddresses: Table<string, readonly string[]> = {
  name: 'datasetAddresses',
  encode: list,
  decode: unlist,
};
