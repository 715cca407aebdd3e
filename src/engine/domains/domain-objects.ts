/**
 * What is in a Domain, for listing (objects, section 15): its Accounts at once, or Accounts,
 * aliases and Forwarders page by page.
 */
import { visitInSteps } from '../../store/steps.js';
import { keysUnder, type Reader } from '../../store/store.js';
import {
  names,
  type AccountType,
  type DomainId,
  type NameRow,
  type ObjectKind,
} from '../../tables/tables.js';
import { asciiLower } from '../../values/letters.js';
import { visitPage, type PageQuery } from '../directory/pages.js';

/** Which objects are wanted. */
export interface ObjectQuery extends PageQuery {
  readonly kinds: ReadonlySet<ObjectKind>;
}

/** Visits all Accounts of a Domain in the order of their names. */
export function* visitAccounts(
  tx: Reader,
  domain: DomainId,
  visit: (name: string, type: AccountType) => void,
): Generator<void, void> {
  const prefix = `${domain}/`;
  yield* visitInSteps(tx.range(names, keysUnder(prefix)), ([key, { kind, type }]) => {
    if (kind === 'account' && type !== '') visit(key.slice(prefix.length), type);
  });
}

/** Visits a page of a Domain's objects of some kinds; gives the cookie of the next page. */
export function visitObjects(
  tx: Reader,
  domain: DomainId,
  { kinds, filter, limit, cookie }: ObjectQuery,
  visit: (name: string, object: NameRow) => void,
): Generator<void, string> {
  const query = { filter: filter && asciiLower(filter), limit: kinds.size && limit, cookie };
  return visitPage(tx, names, `${domain}/`, query, (name, row) => {
    if (!kinds.has(row.kind)) return false;
    visit(name, row);
    return true;
  });
}
