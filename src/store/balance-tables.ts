/** The table of billing histories; the balances themselves are a document of the Account. */
import type { Table } from './store.js';

/** Transactions: key `accountId/number`, 12 digits of a number that grows, to a dictionary's text. */
export const transactions: Table<string, string> = {
  name: 'transactions',
  encode: (text) => text,
  decode: (text) => text,
};
