/** The table of billing histories; the balances themselves are a document of the Account. */
import { derivedValues, key, text } from './columns.js';

/** Transactions, which follow from what the journal tells of balances: key `accountId/number`, 12 digits of a number that grows, to a dictionary's text. */
export const transactions = derivedValues('transactions', key<string>(), text());
