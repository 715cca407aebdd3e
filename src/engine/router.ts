/**
 * The Router (objects, section 11): where an address ends, for mail, signals or access. Every name
 * that leads to another one - a record of the Router table, a Forwarder, a Domain's address for
 * unknown names - begins again with the new address. Knows no message and no queue.
 *
 * Unknown: the original's exact words for destinations other than LOCAL, SMTP and NULL.
 */
import type { Reader } from '../store/store.js';
import { domainNames, forwarders, telnums, type DomainRow } from '../store/tables.js';
import {
  accountById,
  domainById,
  findName,
  fullName,
  mainDomainId,
  type Found,
} from './directory.js';
import { reroutesMax } from './login-names.js';
import { asDomainName, asObjectName, domainName } from './names.js';
import { refuse } from './refusal.js';
import { reroutedBy, routerRecords, type RouterRecord, type RoutingMode } from './router-table.js';
import { effectiveDomainSetting } from './settings-chain.js';

/** Where an address ends: the module, the object or queue in it, and the address in that queue. */
export type Destination = readonly [module: string, host: string, address: string];

/** An address on its way: the part before the `@`, and the domain in lower case. */
interface Pair {
  readonly local: string;
  readonly domain: string;
}

type Step = Pair | Destination;

/** What routing one address needs to know. */
interface Place {
  readonly tx: Reader;
  readonly mode: RoutingMode;
  readonly records: readonly RouterRecord[];
  readonly mainDomain: string;
}

/**
 * Where an address ends. Refuses with `unknown-domain`, `unknown-account` or `illegal-name` what
 * leads nowhere, and with `unroutable` what is to be rejected or goes round in circles.
 */
export function route(tx: Reader, address: string, mode: RoutingMode): Destination {
  const mainDomain = domainById(tx, mainDomainId(tx)).name;
  const place: Place = { tx, mode, records: routerRecords(tx), mainDomain };
  let at = begun(address, mainDomain);
  for (let reroutes = 0; !isDestination(at); reroutes += 1) {
    if (reroutes > reroutesMax) refuse('unroutable', 'routing loop');
    at = step(place, at);
  }
  return at;
}

function isDestination(at: Step): at is Destination {
  return Array.isArray(at);
}

/** Names without a domain that are no objects: the built-in destinations, or none for a rejection. */
const builtIn: ReadonlyMap<string, Destination | undefined> = new Map([
  ['', ['SYSTEM', 'NULL', '']],
  ['null', ['SYSTEM', 'NULL', '']],
  ['blackhole', ['SYSTEM', 'NULL', '']],
  ['mailer-daemon', ['SYSTEM', 'NULL', '']],
  ['error', undefined],
  ['spamtrap', undefined],
]);

/** The first step of an address; one without a domain is meant in `home`. */
function begun(text: string, home: string): Step {
  const bare = text.trim().replace(/^<(.*)>$/, '$1');
  const name = bare.toLowerCase();
  if (builtIn.has(name)) return builtIn.get(name) ?? refuse('unroutable');
  return pairOf(bare, home);
}

/** `local@domain`, `@domain:address`, `domain!address`, `local%domain` or `local`. */
function pairOf(text: string, home: string): Pair {
  const [, relay, rest] = /^@([^@:]+):(.+)$/.exec(text) ?? [];
  if (relay !== undefined && rest !== undefined)
    return { local: rest, domain: relay.toLowerCase() };
  const at = text.lastIndexOf('@');
  if (at >= 0) return split(text, at, home);
  const bang = text.indexOf('!');
  if (bang > 0) return { local: text.slice(bang + 1), domain: text.slice(0, bang).toLowerCase() };
  const sign = text.lastIndexOf('%');
  return sign < 0 ? { local: text, domain: home } : split(text, sign, home);
}

function split(text: string, at: number, home: string): Pair {
  const domain = text.slice(at + 1).toLowerCase();
  return { local: text.slice(0, at), domain: domain === '' ? home : domain };
}

function step(place: Place, pair: Pair): Step {
  const { tx, mode, mainDomain } = place;
  for (const record of place.records) {
    const address = reroutedBy(record, mode, pair, pair.domain === mainDomain);
    if (address === undefined) continue;
    const next = begun(address, mainDomain);
    if (isDestination(next) || next.local !== pair.local || next.domain !== pair.domain)
      return next;
  }
  if (pair.domain === 'telnum') return routedNumber(tx, pair.local);
  const name = asDomainName(pair.domain);
  const entry = name === undefined ? undefined : tx.get(domainNames, name);
  return entry === undefined
    ? (unified(place, pair) ?? remote(place, pair))
    : inDomain(place, pair.local, { id: entry.domain, row: domainById(tx, entry.domain) });
}

/** All addresses of `name.local` are for the Account `name` of the Main Domain. */
function unified({ tx }: Place, { local, domain }: Pair): Destination | undefined {
  const name = domain.endsWith('.local') ? asObjectName(domain.slice(0, -6)) : undefined;
  const entry = name === undefined ? undefined : findName(tx, mainDomainId(tx), name);
  if (entry?.kind !== 'account' && entry?.kind !== 'alias') return undefined;
  return localAccount(tx, entry.id, `${local}@${domain}`);
}

/** A telephone number's Account; the numbers' keys have no leading `+`. */
function routedNumber(tx: Reader, number: string): Destination {
  const id = tx.get(telnums, number.replace(/^\+/, '')) ?? refuse('unknown-account');
  return localAccount(tx, id, '');
}

function localAccount(tx: Reader, id: number, address: string): Destination {
  const { domain, name } = accountById(tx, id);
  return ['LOCAL', fullName(tx, domain, name), address];
}

const viaSuffix = /\._?via$/;

/** An address outside: a queue of the module that would carry it there. */
function remote({ mode }: Place, { local, domain }: Pair): Destination {
  if (mode === 'access') return refuse('unknown-domain');
  const module = mode === 'mail' ? 'SMTP' : 'SIP';
  if (viaSuffix.test(domain)) {
    const host = domainName(domain.replace(viaSuffix, ''));
    const sign = local.lastIndexOf('%');
    const address =
      sign < 0 ? `${local}@${host}` : `${local.slice(0, sign)}@${local.slice(sign + 1)}`;
    return [module, host, address];
  }
  const host = /^\[[0-9a-f:.]+\]$/.test(domain) ? domain : domainName(domain);
  return [module, host, `${local}@${host}`];
}

/** A name in one of the server's Domains. */
function inDomain(place: Place, local: string, domain: Found<DomainRow>): Step {
  const { tx } = place;
  if (/[@%!]/.test(local)) return pairOf(local, domain.row.name);
  const name = asObjectName(local);
  const entry = name === undefined ? undefined : findName(tx, domain.id, name);
  switch (entry?.kind) {
    case 'account':
    case 'alias':
      return localAccount(tx, entry.id, '');
    case 'forwarder':
      return begun(tx.get(forwarders, entry.id)?.target ?? '', domain.row.name);
    case 'group':
    case 'list':
      return ['LIST', `${name}@${domain.row.name}`, ''];
    case 'task':
      return ['SYSTEM', 'TASK', `${name}@${domain.row.name}`];
    case undefined:
      return derived(place, local, domain) ?? unknown(place, local, domain);
  }
}

const serviceSuffix =
  /-(?:on|off|feed|digest|index|null|subscribe|unsubscribe|request|admin|report)$/;

/** Addresses that belong to an object without being one (objects, sections 7.3, 11.2 and 11.4). */
function derived(
  { tx, mode }: Place,
  local: string,
  domain: Found<DomainRow>,
): Destination | undefined {
  const address = `${local}@${domain.row.name}`;
  const folded = local.toLowerCase();
  if (mode === 'mail' && folded === 'all') return ['LIST', address, ''];
  const listName = asObjectName(folded.replace(serviceSuffix, ''));
  if (listName !== undefined && findName(tx, domain.id, listName)?.kind === 'list') {
    return ['LIST', `${listName}@${domain.row.name}`, address];
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
function unknown({ tx, mode }: Place, local: string, domain: Found<DomainRow>): Step {
  const [policyKey, addressKey] = unknownSettings[mode];
  const policy = effectiveDomainSetting(tx, domain.id, policyKey);
  const address = effectiveDomainSetting(tx, domain.id, addressKey);
  switch (typeof policy === 'string' ? policy.toLowerCase() : '') {
    case 'discarded':
      return ['SYSTEM', 'NULL', ''];
    case 'accepted and bounced':
      return ['SYSTEM', 'BOUNCE', `${local}@${domain.row.name}`];
    case 'rerouted to':
      if (typeof address !== 'string') return refuse('unknown-account');
      return begun(
        address.replaceAll('*', () => local),
        domain.row.name,
      );
    default:
      return refuse('unknown-account');
  }
}
