/** The table of what a store knows of itself. */
import type { DerivedTable } from './store.js';

/** Facts of the whole store: `format`, `mainDomain`, ... */
export const metadata: DerivedTable<string, string> = {
  name: 'facts',
  role: 'derived',
  encode: (text) => text,
  decode: (text) => text,
};
