/**
 * The Router table (objects, section 11.2; catalogue, GetRouterTable): a text with one record a
 * line, kept as it was given, and the records that this server understands:
 *
 *     <local@domain> = address      one address; without a Domain, one of the Main Domain
 *     domain = domain or address    all addresses of a domain
 *
 * One `*` on the left stands for any symbols, and `*` on the right for what they were. Before a
 * record there may be `Mail:`, `Signal:` or `Access:`, for which kinds of routing it counts, and
 * `Relay:` or `NoRelay:`, which concern relaying only. A semicolon begins a comment. Other lines
 * are kept and passed over.
 */
import type { Reader } from '../store/store.js';
import type { Value } from '../values/value.js';
import type { Change } from './change.js';
import { changeDocument, theServer } from './document-changes.js';
import { documentText, server, valueOf } from './documents.js';

/** For what an address is routed. */
export type RoutingMode = 'mail' | 'signal' | 'access';

/** A record of the table. */
export interface RouterRecord {
  /** The kinds of routing for which it counts; empty: for all. */
  readonly modes: readonly RoutingMode[];
  /** It is about one address rather than about a whole domain. */
  readonly account: boolean;
  /** What must match, in lower case: `local@domain`, `local` or `domain`. */
  readonly left: string;
  readonly right: string;
}

/** Replaces the table. */
export function setRouterTable(change: Change, text: string): void {
  changeDocument(change, theServer, 'routerTable', text);
}

/** The table that was read last, with its records: every login is routed. */
let lately: { readonly text: string; readonly records: readonly RouterRecord[] } = {
  text: '""',
  records: [],
};

/** The records of the table, in its order. */
export function routerRecords(tx: Reader): readonly RouterRecord[] {
  const text = documentText(tx, server, 'routerTable') ?? '""';
  if (text !== lately.text) lately = { text, records: recordsOf(valueOf(text)) };
  return lately.records;
}

function recordsOf(table: Value): readonly RouterRecord[] {
  if (typeof table !== 'string') return [];
  return table.split(/\r\n|[\r\n]/).flatMap((line) => recordOf(line) ?? []);
}

/**
 * The address into which a record turns `local@domain`, or undefined when it does not concern it.
 * `domain` is in lower case; `ofMainDomain` tells that it is the Main Domain's name.
 */
export function reroutedBy(
  record: RouterRecord,
  mode: RoutingMode,
  { local, domain }: { readonly local: string; readonly domain: string },
  ofMainDomain: boolean,
): string | undefined {
  if (record.modes.length > 0 && !record.modes.includes(mode)) return undefined;
  if (!record.account) {
    const stars = matched(record.left, domain);
    if (stars === undefined) return undefined;
    const right = filled(record.right, stars);
    return isDomain(right) ? `${local}@${right}` : right;
  }
  const subject = record.left.includes('@') ? `${local}@${domain}` : ofMainDomain && local;
  const stars = subject === false ? undefined : matched(record.left, subject);
  return stars === undefined ? undefined : filled(record.right, stars);
}

const modeOfPrefix: ReadonlyMap<string, RoutingMode | undefined> = new Map([
  ['mail', 'mail'],
  ['signal', 'signal'],
  ['access', 'access'],
  ['relay', undefined],
  ['norelay', undefined],
]);

function recordOf(line: string): RouterRecord | undefined {
  let rest = line.replace(/;.*$/, '').trim();
  const modes: RoutingMode[] = [];
  for (;;) {
    const [whole = '', word = ''] = /^([A-Za-z]+):\s*/.exec(rest) ?? [];
    if (!modeOfPrefix.has(word.toLowerCase())) break;
    const mode = modeOfPrefix.get(word.toLowerCase());
    if (mode !== undefined) modes.push(mode);
    rest = rest.slice(whole.length);
  }
  const [, local, domain, right] = /^(?:<([^<>=]+)>|([^<>=@\s]+))\s*=\s*(\S.*)$/.exec(rest) ?? [];
  const left = (local ?? domain)?.toLowerCase();
  if (left === undefined || right === undefined || left.split('*').length > 2) return undefined;
  return { modes, account: local !== undefined, left, right };
}

/** What `*` stands for in a text that matches a picture: empty when the picture has none. */
function matched(picture: string, text: string): string | undefined {
  const folded = text.toLowerCase();
  const star = picture.indexOf('*');
  if (star < 0) return folded === picture ? '' : undefined;
  const end = picture.slice(star + 1);
  const fits =
    text.length >= picture.length - 1 &&
    folded.startsWith(picture.slice(0, star)) &&
    folded.endsWith(end);
  return fits ? text.slice(star, text.length - end.length) : undefined;
}

function filled(right: string, stars: string): string {
  return right.replaceAll('*', () => stars);
}

/** The right side of a record about a domain is a domain when it has a point and no sign of an address. */
function isDomain(right: string): boolean {
  return right.includes('.') && !/[@%!]/.test(right);
}
