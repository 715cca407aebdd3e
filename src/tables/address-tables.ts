/** The tables of network addresses: those that administrators block, and those that are known. */
import { derivedKeys, derivedValues, journaledValues, key, number } from './columns.js';

/** When the block of an address ends: milliseconds since 1970, Infinity when it does not. */
export const addressBlocks = journaledValues('addressBlocks', key<string>(), number());

/** The addresses whose blocks end, by the time of the end: `blockEndKey`. */
export const addressBlockEnds = derivedKeys('addressBlockEnds');

/** The key of an end: keys are in the order of the times. The address may be left out for a bound. */
export function blockEndKey(until: number, address = ''): string {
  return `${String(until).padStart(16, '0')}/${address}`;
}

/** The day, in days since 1970, of the last login of anybody from a network address. */
export const loginNetworks = derivedValues('loginNetworks', key<string>(), number());
