/**
 * From a login name to an Account (protocol, section 4.6; objects, sections 11.1, 11.3 and 11.6):
 * login names pass the Router, so aliases, Domain Aliases and Forwarders lead to their Accounts.
 * Knows no password. Never refuses: a name that leads nowhere is an unknown one, whatever the reason.
 */
import { isIP } from 'node:net';
import type { Reader } from '../store/store.js';
import { accounts, domainNames, forwarders, type AccountRow, type Id } from '../store/tables.js';
import { findName, mainDomainId, type Found } from './directory.js';
import { domainName, objectName, type DomainName, type ObjectName } from './names.js';
import { Refusal } from './refusal.js';
import { effectiveDomainSetting } from './settings-chain.js';

/** How often a name may lead to another one: more is a routing loop. */
export const reroutesMax = 10;

/** A name on its way through the Router. */
interface Pair {
  readonly local: string;
  readonly domain: Id;
}

/**
 * Names of Domains by the server's addresses that are bound to them. Unknown: how the original keeps
 * assigned addresses among its Domain settings, so they are given from outside.
 */
export type BoundAddresses = ReadonlyMap<string, string>;

/** Where login names are read. */
interface Place {
  readonly tx: Reader;
  readonly bound: BoundAddresses;
}

/**
 * The Account that a login name means, or undefined. `localAddress` is the server's address that
 * the client connected to: a name without a Domain is meant in the Domain bound to it.
 */
export function accountOfLogin(
  tx: Reader,
  loginName: string,
  localAddress: string,
  bound: BoundAddresses,
): Found<AccountRow> | undefined {
  const place: Place = { tx, bound };
  let pair = pairOf(place, loginName, domainOfAddress(place, localAddress));
  for (let reroutes = 0; pair !== undefined && reroutes <= reroutesMax; reroutes += 1) {
    const outcome = step(place, pair);
    if (outcome === undefined || 'row' in outcome) return outcome;
    pair = outcome;
  }
  return undefined;
}

/** An Account, the next name on the way to one, or undefined at a dead end. */
function step(place: Place, { local, domain }: Pair): Found<AccountRow> | Pair | undefined {
  const { tx } = place;
  // `user%domain@here`: the part before the sign is a name of its own once it arrived here.
  if (local.includes('%')) return pairOf(place, local, domain);
  const name = readable(objectName, local);
  const entry = name === undefined ? undefined : findName(tx, domain, name);
  if (entry?.kind === 'account' || entry?.kind === 'alias') {
    const row = tx.get(accounts, entry.id);
    return row && { id: entry.id, row };
  }
  if (entry?.kind === 'forwarder') {
    const target = tx.get(forwarders, entry.id)?.target;
    return target === undefined ? undefined : pairOf(place, target, domain);
  }
  return entry === undefined ? rerouted(place, local, domain) : undefined;
}

/** Where a Domain sends logins with unknown names; `*` in the address is the unknown name. */
function rerouted(place: Place, local: string, domain: Id): Pair | undefined {
  const policy = effectiveDomainSetting(place.tx, domain, 'AccessToUnknown');
  if (typeof policy !== 'string' || policy.toLowerCase() !== 'rerouted to') return undefined;
  const address = effectiveDomainSetting(place.tx, domain, 'AccessRerouteAddress');
  if (typeof address !== 'string') return undefined;
  return pairOf(
    place,
    address.replaceAll('*', () => local),
    domain,
  );
}

/** `local@domain`, `local%domain` or `local`, which is meant in `bareDomain`; undefined when not of this server. */
function pairOf(place: Place, text: string, bareDomain: Id): Pair | undefined {
  const at = text.lastIndexOf('@');
  const sign = at < 0 ? text.lastIndexOf('%') : at;
  if (sign < 0) return { local: text, domain: bareDomain };
  const domain = domainOf(place, text.slice(sign + 1));
  return domain === undefined ? undefined : { local: text.slice(0, sign), domain };
}

function domainOf(place: Place, text: string): Id | undefined {
  const address = text.replace(/^\[(.*)\]$/, '$1');
  if (isIP(address) !== 0) return domainOfAddress(place, address);
  const name = readable(domainName, text);
  return name === undefined ? undefined : place.tx.get(domainNames, name)?.domain;
}

/** The Domain bound to an address of the server, else the Main Domain. */
function domainOfAddress({ tx, bound }: Place, address: string): Id {
  const name = bound.get(address);
  const entry = name === undefined ? undefined : tx.get(domainNames, name);
  return entry?.domain ?? mainDomainId(tx);
}

/** A name that `read` accepts, or undefined. */
function readable<Name extends DomainName | ObjectName>(
  read: (text: string) => Name,
  text: string,
): Name | undefined {
  try {
    return read(text);
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}
