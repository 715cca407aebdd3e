/**
 * From a login name to an Account (protocol, section 4.6; objects, sections 11.1 and 11.6): login
 * names pass the Router, so aliases, Domain Aliases, Forwarders and records of the Router table lead
 * to their Accounts. Only an Account with server rights is found by its own names and by nothing
 * else: who may edit the Router table must not be able to take its name from it, nor to give it
 * others. Knows no password. Never refuses: a name that leads nowhere is an unknown one, whatever
 * the reason.
 */
import type { Reader } from '../../store/store.js';
import { domainNames, type DomainId, type AccountId } from '../../tables/tables.js';
import type { DomainKey } from '../../values/letters.js';
import {
  type FoundAccount,
  accountOf,
  domainById,
  mainDomainId,
  presentAccount,
} from '../directory/directory.js';
import { asDomainName } from '../core/names.js';
import { holdsServerRights } from '../accounts/rights.js';
import { accountRoutedTo } from '../router/router.js';

/**
 * Names of Domains by the server's addresses that are bound to them. Unknown: how the original keeps
 * assigned addresses among its Domain settings, so they are given from outside.
 */
export type BoundAddresses = ReadonlyMap<string, DomainKey>;

/**
 * The Account that a login name means, or undefined. `localAddress` is the server's address that
 * the client connected to: a name without a Domain is meant in the Domain bound to it.
 */
export function accountOfLogin(
  tx: Reader,
  loginName: string,
  localAddress: string,
  bound: BoundAddresses,
): FoundAccount | undefined {
  const domainOf = (address: string): DomainKey => domainOfAddress(tx, bound, address);
  const home = domainOf(localAddress);
  // Both ways are gone for every name, so that all take alike.
  const own = found(tx, accountRoutedTo(tx, loginName, home, domainOf, true));
  const routed = found(tx, accountRoutedTo(tx, loginName, home, domainOf, false));
  if (own && holdsServerRights(tx, own.row)) return own;
  return routed && holdsServerRights(tx, routed.row) ? undefined : routed;
}

function found(tx: Reader, id: AccountId | undefined): FoundAccount | undefined {
  return id === undefined || !presentAccount(tx, id) ? undefined : accountOf(tx, id);
}

/**
 * The Domain whose rules count for a login name that leads to no Account: the one that it names, if
 * it is here, else the one in which a bare name is meant.
 */
export function domainOfLogin(
  tx: Reader,
  loginName: string,
  localAddress: string,
  bound: BoundAddresses,
): DomainId {
  const sign = Math.max(loginName.lastIndexOf('@'), loginName.lastIndexOf('%'));
  const named = sign < 0 ? undefined : asDomainName(loginName.slice(sign + 1));
  const home = bound.get(localAddress);
  for (const name of [named, home]) {
    const entry = name === undefined ? undefined : tx.get(domainNames, name);
    if (entry !== undefined) return entry.domain;
  }
  return mainDomainId(tx);
}

/** The name of the Domain bound to an address of the server, else of the Main Domain. */
function domainOfAddress(tx: Reader, bound: BoundAddresses, address: string): DomainKey {
  const name = bound.get(address);
  const entry = name === undefined ? undefined : tx.get(domainNames, name);
  return domainById(tx, entry?.domain ?? mainDomainId(tx)).name;
}
