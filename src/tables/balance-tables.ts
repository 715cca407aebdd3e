/** The table of billing histories; the balances themselves are a document of the Account. */
import type { DerivedTable } from '../store/store.js';

/** Transactions, which follow from what the journal tells of balances: key `accountId/number`, 12 digits of a number that grows, to a dictionary's text. */
export const transactions: DerivedTable<string, string> = {
  name: 'transactions',
  role: 'derived',
  encode: (text) => text,
  decode: (text) => text,
};
