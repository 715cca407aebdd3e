/**
 * The tables of datasets. A set has an inner id, so its name stands in one row; how many entries it
 * has is the counter `dataset/<setId>`.
 */
import { derivedValues, id, journaledValues, key, text, texts } from './columns.js';
import type { DatasetId } from './tables.js';

/** Sets: key `accountId/name`; the name of a nested set is a path. */
export const datasets = journaledValues('datasets', key<string>(), id<DatasetId>());

/** Entries: key `setId/entryName` to the text of a dictionary of attributes. */
export const datasetEntries = journaledValues('datasetEntries', key<string>(), text());

/** Which entries have an e-mail address: key `setId/address`, the address in lower case. */
export const datasetAddresses = derivedValues('datasetAddresses', key<string>(), texts());
