/**
 * Where a Domain's files sit below the base directory (storage, sections 2 and 3). Only computes
 * paths; knows no file. Directories carry the Domain's name as it is printed (ruling 3).
 */
import type { DomainRow } from '../../tables/tables.js';

/** A Domain's directory relative to the base directory: `Domains/stor1.mnt/client1.com`. */
export function domainLocation({ main, name, storage }: DomainRow): string {
  if (main) return 'Accounts';
  return storage === '' ? `Domains/${name}` : `Domains/${storage}.mnt/${name}`;
}
