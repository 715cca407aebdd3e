/**
 * The tables of datasets. A set has an inner id, so its name stands in one row; how many entries it
 * has is the counter `dataset/<setId>`.
 */
import type { DerivedTable, JournaledTable } from '../store/store.js';
import { list, unlist, type DatasetId } from './tables.js';

/** Sets: key `accountId/name`; the name of a nested set is a path. */
export const datasets: JournaledTable<string, DatasetId> = {
  name: 'datasets',
  role: 'journaled',
  encode: String,
  decode: Number,
};

/** Entries: key `setId/entryName` to the text of a dictionary of attributes. */
export const datasetEntries: JournaledTable<string, string> = {
  name: 'datasetEntries',
  role: 'journaled',
  encode: (text) => text,
  decode: (text) => text,
};

/** Which entries have an e-mail address: key `setId/address`, the address in lower case. */
export const datasetAddresses: DerivedTable<string, readonly string[]> = {
  name: 'datasetAddresses',
  role: 'derived',
  encode: list,
  decode: unlist,
};
