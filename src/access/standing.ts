/**
 * Who stands above whom: whoever acts on an Account must hold at least the rights of that Account,
 * or else would get them by a new password, a session or the like. Knows no command and no need.
 */
import type { FoundAccount } from '../engine/directory/directory.js';
import { isServerRight } from '../engine/accounts/rights.js';
import type { Reader } from '../store/store.js';
import { domainNames, domains, type AccountRow, type Id } from '../tables/tables.js';
import { holdsServerRight, managesAllDomains, type Actor } from './actor.js';

/**
 * Whether the actor holds at least the rights of an Account: all its server rights that count; and
 * all its rights in Domains, in each Domain where they count. Master and, for rights in Domains, All
 * Domains hold everything. Nobody stands above itself.
 */
export function holdsRightsOf(tx: Reader, actor: Actor, { id, row }: FoundAccount): boolean {
  if (id === actor.id || row.rights.length === 0) return true;
  const inMainDomain = tx.get(domains, row.domain)?.main === true;
  if (inMainDomain && !row.rights.every((right) => holdsIfOfServer(actor, right))) return false;
  return managesAllDomains(actor) || holdsDomainRightsOf(tx, actor, row);
}

function holdsIfOfServer(actor: Actor, right: string): boolean {
  if (!isServerRight(right) || holdsServerRight(actor, right)) return true;
  return right === 'DomainsRead' && managesAllDomains(actor);
}

/** Without `Domain`, the other rights in a Domain have no effect. */
function holdsDomainRightsOf(tx: Reader, actor: Actor, row: AccountRow): boolean {
  if (!row.rights.includes('Domain')) return true;
  const hasThem = row.rights.every((right) => isServerRight(right) || actor.rights.has(right));
  if (!hasThem) return false;
  if (row.domain === actor.row.domain) return true;
  return (
    isAdministeredFrom(tx, row.domain, actor.row.domain) &&
    !administersAnotherThan(tx, row.domain, actor.row.domain)
  );
}

/** A Domain is administered from itself and from the Domain that its `AdminDomainName` names. */
export function isAdministeredFrom(tx: Reader, domain: Id, from: Id): boolean {
  if (domain === from) return true;
  const administering = tx.get(domains, domain)?.adminDomain ?? '';
  return administering !== '' && tx.get(domainNames, administering)?.domain === from;
}

/**
 * Whether a Domain is administered from `from` that is neither itself nor `other`. Administrators
 * elsewhere do not reach it, as a Domain names one other Domain at most.
 */
function administersAnotherThan(tx: Reader, from: Id, other: Id): boolean {
  for (const [id] of tx.range(domains, {})) {
    if (id !== from && id !== other && isAdministeredFrom(tx, id, from)) return true;
  }
  return false;
}
