/**
 * The Main Domain of a store that is looked at as a whole. One that an import or a first start has
 * not come to yet has none, and neither has one that a disk spoiled.
 */
import { mainDomainId } from '../engine/directory/directory.js';
import type { Reader } from '../store/store.js';
import { domains, type DomainRow } from '../tables/tables.js';

/** The store has no Main Domain: there is nothing to write out. */
export class NoMainDomain extends Error {
  constructor() {
    super('the store has no Main Domain: start the server once, or import');
  }
}

/** The Main Domain; undefined when there is none. */
export function findMainDomain(tx: Reader): DomainRow | undefined {
  return tx.get(domains, mainDomainId(tx));
}

/** The Main Domain. Throws `NoMainDomain`. */
export function requireMainDomain(tx: Reader): DomainRow {
  const found = findMainDomain(tx);
  if (found === undefined) throw new NoMainDomain();
  return found;
}
