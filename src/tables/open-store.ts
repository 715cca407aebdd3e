/** Opens stores of this server's tables. */
import { allTables } from './all-tables.js';
import { openStoreOf, type EmbeddedOptions, type StoreShape } from '../store/embedded.js';
import type { Store } from '../store/store.js';
import { storeFormat } from './tables.js';

/** As `openStoreOf`, with all tables of the server unless others are named. */
export function openEmbeddedStore(
  directory: string,
  { tables = allTables, ...options }: EmbeddedOptions & Partial<Pick<StoreShape, 'tables'>> = {},
): Promise<Store> {
  return openStoreOf({ tables, format: storeFormat }, directory, options);
}
