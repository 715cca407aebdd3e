/**
 * The Router (objects, section 11): where an address ends, for mail, signals or access, which is
 * for logins. Every name that leads to another one - a record of the Router table, a Forwarder, a
 * Domain's address for unknown names - begins again with the new address. Knows no message, no
 * queue and no password.
 *
 * Unknown: the original's exact words for destinations other than LOCAL, SMTP and NULL.
 */
import { isIP } from 'node:net';
import type { Reader } from '../../store/store.js';
import { domainNames, forwarders, telnums, type Id } from '../../tables/tables.js';
import { asciiLower, domainKey, trimmed, type DomainKey } from '../../values/letters.js';
import {
  type FoundDomain,
  accountById,
  domainById,
  domainOf,
  findName,
  fullName,
  mainDomainId,
  presentAccount,
} from '../directory/directory.js';
import { asDomainName, asObjectName, type DomainName } from '../core/names.js';
import { refuse, type Reason } from '../core/refusal.js';
import { addressBytesMax, filled, type RoutedPair, type RouterLookup } from './router-lookup.js';
import { type RoutingMode } from './router-lookup.js';
import { routerLookup } from './router-table.js';
import { effectiveDomainSetting } from '../settings/settings-chain.js';

/** How often a name may lead to another one: more is a routing loop. */
export const reroutesMax = 10;

/** Where an address ends: the module, the object or queue in it, and the address in that queue. */
export type Destination = readonly [module: string, host: string, address: string];

/** The end of a way: a destination, and the Account when it is one of this server's. */
interface End {
  readonly destination: Destination;
  readonly account?: Id;
}

/** The end of a way that leads nowhere. Told rather than thrown: for logins it is an ordinary case. */
interface DeadEnd {
  readonly refused: Reason;
  readonly words?: string;
}

type Step = RoutedPair | End | DeadEnd;

/** What routing one address needs to know. */
interface Place {
  readonly tx: Reader;
  readonly mode: RoutingMode;
  readonly records: RouterLookup;
  /** Only names that Accounts have themselves lead somewhere: no record, Forwarder or reroute does. */
  readonly direct: boolean;
  readonly mainDomain: DomainKey;
  /** The Domain in which bare names are meant. */
  readonly home: DomainKey;
  /** The Domain of one of the server's addresses, for `name@[address]`; undefined when it is none. */
  readonly domainOfAddress: (address: string) => DomainKey | undefined;
}

/**
 * Where an address ends. Refuses with `unknown-domain`, `unknown-account` or `illegal-name` what
 * leads nowhere, and with `unroutable` what is to be rejected or goes round in circles.
 */
export function route(tx: Reader, address: string, mode: RoutingMode): Destination {
  const mainDomain = domainById(tx, mainDomainId(tx)).name;
  const end = endOf(
    placeOf(tx, mode, mainDomain, () => undefined),
    address,
  );
  return 'refused' in end ? refuse(end.refused, end.words) : end.destination;
}

/**
 * The Account to which a login name is routed (objects, section 11.6), or undefined. `home` is the
 * name of the Domain in which bare names are meant. What is addressed to a part of an Account only,
 * such as `name+detail`, is no login name. With `direct`, only names count that Accounts have
 * themselves: no record of the Router table, no Forwarder, and no Domain's way with unknown names.
 */
export function accountRoutedTo(
  tx: Reader,
  loginName: string,
  home: DomainKey,
  domainOfAddress: (address: string) => DomainKey,
  direct: boolean,
): Id | undefined {
  const end = endOf({ ...placeOf(tx, 'access', home, domainOfAddress), direct }, loginName);
  return 'account' in end && end.destination[2] === '' ? end.account : undefined;
}

function placeOf(
  tx: Reader,
  mode: RoutingMode,
  home: DomainKey,
  domainOfAddress: Place['domainOfAddress'],
): Place {
  const mainDomain = domainById(tx, mainDomainId(tx)).name;
  const records = routerLookup(tx);
  return { tx, mode, records, direct: false, mainDomain, home, domainOfAddress };
}

function endOf(place: Place, address: string): End | DeadEnd {
  let at = begun(address, place.home);
  for (let reroutes = 0; 'local' in at; reroutes += 1) {
    if (reroutes > reroutesMax) return { refused: 'unroutable', words: 'routing loop' };
    at = step(place, at);
  }
  return at;
}

const dropped: End = { destination: ['SYSTEM', 'NULL', ''] };
const rejected: DeadEnd = { refused: 'unroutable' };
const tooLong: DeadEnd = { refused: 'unroutable', words: 'address is too long' };
const unknownAccount: DeadEnd = { refused: 'unknown-account' };

/** Names without a domain that are no objects: the built-in destinations, and rejections. */
const builtIn: ReadonlyMap<string, End | DeadEnd> = new Map<string, End | DeadEnd>([
  ['', dropped],
  ['null', dropped],
  ['blackhole', dropped],
  ['mailer-daemon', dropped],
  ['error', rejected],
  ['spamtrap', rejected],
]);

/**
 * The first step of an address; one without a domain is meant in `home`. An undefined one grew too
 * long, or has too many stars.
 */
function begun(text: string | undefined, home: DomainKey): Step {
  if (text === undefined || text.length > addressBytesMax) return tooLong;
  const bare = trimmed(text).replace(/^<(.*)>$/, '$1');
  return builtIn.get(asciiLower(bare)) ?? pairOf(bare, home);
}

/** `local@domain`, `@domain:address`, `domain!address`, `local%domain` or `local`. */
function pairOf(text: string, home: DomainKey): RoutedPair {
  const [, relay, rest] = /^@([^@:]+):(.+)$/.exec(text) ?? [];
  if (relay !== undefined && rest !== undefined) return { local: rest, domain: domainKey(relay) };
  const at = text.lastIndexOf('@');
  if (at >= 0) return split(text, at, home);
  const bang = text.indexOf('!');
  if (bang > 0) return { local: text.slice(bang + 1), domain: domainKey(text.slice(0, bang)) };
  const sign = text.lastIndexOf('%');
  return sign < 0 ? { local: text, domain: home } : split(text, sign, home);
}

function split(text: string, at: number, home: DomainKey): RoutedPair {
  const domain = domainKey(text.slice(at + 1));
  return { local: text.slice(0, at), domain: domain === '' ? home : domain };
}

function step(place: Place, pair: RoutedPair): Step {
  const { tx, mode, mainDomain } = place;
  const ofMainDomain = pair.domain === mainDomain;
  const rerouted = place.direct ? [] : place.records.addressesFor(mode, pair, ofMainDomain);
  for (const address of rerouted) {
    const next = begun(address, mainDomain);
    if (!('local' in next) || next.local !== pair.local || next.domain !== pair.domain) return next;
  }
  if (pair.domain === 'telnum') return routedNumber(tx, pair.local);
  const ofAddress = domainOfAddress(place, pair.domain);
  if (ofAddress !== undefined) return { local: pair.local, domain: ofAddress };
  const name = asDomainName(pair.domain);
  const entry = name === undefined ? undefined : tx.get(domainNames, name);
  return entry === undefined
    ? (unified(place, pair) ?? remote(place, pair))
    : inDomain(place, pair.local, domainOf(tx, entry.domain));
}

/** The Domain that an IP address in place of one stands for, if it is an address of the server. */
function domainOfAddress(place: Place, domain: string): DomainKey | undefined {
  const address = domain.replace(/^\[(.*)\]$/, '$1');
  return isIP(address) === 0 ? undefined : place.domainOfAddress(address);
}

/** All addresses of `name.local` are for the Account `name` of the Main Domain. */
function unified({ tx }: Place, { local, domain }: RoutedPair): End | undefined {
  const name = domain.endsWith('.local') ? asObjectName(domain.slice(0, -6)) : undefined;
  const entry = name === undefined ? undefined : findName(tx, mainDomainId(tx), name);
  if (entry?.kind !== 'account' && entry?.kind !== 'alias') return undefined;
  return localAccount(tx, entry.id, `${local}@${domain}`);
}

/** A telephone number's Account; the numbers' keys have no leading `+`. */
function routedNumber(tx: Reader, number: string): End | DeadEnd {
  const id = tx.get(telnums, number.replace(/^\+/, ''));
  return id === undefined || !presentAccount(tx, id) ? unknownAccount : localAccount(tx, id, '');
}

function localAccount(tx: Reader, id: Id, address: string): End {
  const { domain, name } = accountById(tx, id);
  return { destination: ['LOCAL', fullName(tx, domain, name), address], account: id };
}

const viaSuffix = /\._?via$/;

/** An address outside: a queue of the module that would carry it there. */
function remote({ mode }: Place, { local, domain }: RoutedPair): End | DeadEnd {
  if (mode === 'access') return { refused: 'unknown-domain' };
  const module = mode === 'mail' ? 'SMTP' : 'SIP';
  const host = hostOf(domain.replace(viaSuffix, ''));
  if (host === undefined) return { refused: 'illegal-name' };
  const sign = viaSuffix.test(domain) ? local.lastIndexOf('%') : -1;
  const address =
    sign < 0 ? `${local}@${host}` : `${local.slice(0, sign)}@${local.slice(sign + 1)}`;
  return { destination: [module, host, address] };
}

function hostOf(domain: string): DomainName | string | undefined {
  return /^\[[0-9a-f:.]+\]$/.test(domain) ? domain : asDomainName(domain);
}

/** A name in one of the server's Domains. */
function inDomain(place: Place, local: string, domain: FoundDomain): Step {
  const { tx } = place;
  if (/[@%!]/.test(local)) return pairOf(local, domain.row.name);
  const name = asObjectName(local);
  const entry = name === undefined ? undefined : findName(tx, domain.id, name);
  switch (entry?.kind) {
    case 'account':
    case 'alias':
      return localAccount(tx, entry.id, '');
    case 'forwarder':
      if (place.direct) return unknownAccount;
      return begun(tx.get(forwarders, entry.id)?.target ?? '', domain.row.name);
    case 'group':
    case 'list':
      return { destination: ['LIST', `${name}@${domain.row.name}`, ''] };
    case 'task':
      return { destination: ['SYSTEM', 'TASK', `${name}@${domain.row.name}`] };
    case undefined:
      if (place.direct) return unknownAccount;
      return derived(place, local, domain) ?? unknown(place, local, domain);
  }
}

const serviceSuffix =
  /-(?:on|off|feed|digest|index|null|subscribe|unsubscribe|request|admin|report)$/;

/** Addresses that belong to an object without being one (objects, sections 7.3, 11.2 and 11.4). */
function derived({ tx, mode }: Place, local: string, domain: FoundDomain): End | undefined {
  const address = `${local}@${domain.row.name}`;
  const folded = asciiLower(local);
  if (mode === 'mail' && folded === 'all') return { destination: ['LIST', address, ''] };
  const listName = asObjectName(folded.replace(serviceSuffix, ''));
  if (listName !== undefined && findName(tx, domain.id, listName)?.kind === 'list') {
    return { destination: ['LIST', `${listName}@${domain.row.name}`, address] };
  }
  const mailbox = local.lastIndexOf('#');
  const name = asObjectName(mailbox < 0 ? (local.split('+')[0] ?? '') : local.slice(mailbox + 1));
  const entry = name === undefined ? undefined : findName(tx, domain.id, name);
  if (entry?.kind !== 'account' && entry?.kind !== 'alias') return undefined;
  return localAccount(tx, entry.id, address);
}

const unknownSettings = {
  mail: ['MailToUnknown', 'MailRerouteAddress'],
  signal: ['SignalToUnknown', 'SignalRerouteAddress'],
  access: ['AccessToUnknown', 'AccessRerouteAddress'],
} as const;

/** What a Domain does with unknown names; `*` in its address for them is the name. */
function unknown({ tx, mode }: Place, local: string, domain: FoundDomain): Step {
  const [policyKey, addressKey] = unknownSettings[mode];
  const policy = effectiveDomainSetting(tx, domain.id, policyKey);
  const address = effectiveDomainSetting(tx, domain.id, addressKey);
  switch (typeof policy === 'string' ? asciiLower(policy) : '') {
    case 'discarded':
      return dropped;
    case 'accepted and bounced':
      return { destination: ['SYSTEM', 'BOUNCE', `${local}@${domain.row.name}`] };
    case 'rerouted to':
      if (typeof address !== 'string') return unknownAccount;
      return begun(filled(address, local), domain.row.name);
    default:
      return unknownAccount;
  }
}
