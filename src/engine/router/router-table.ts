/**
 * The Router table (objects, section 11.2; catalogue, `GetRouterTable`): a text with one record a
 * line, kept as it was given, and the records that this server understands:
 *
 *     <local@domain> = address      one address; without a Domain, one of the Main Domain
 *     domain = domain or address    all addresses of a domain
 *
 * One `*` on the left stands for any symbols, and up to four on the right for what they were. Before a
 * record there may be `Mail:`, `Signal:` or `Access:`, for which kinds of routing it counts, and
 * `Relay:` or `NoRelay:`, which concern relaying only. A semicolon begins a comment. Other lines
 * are kept and passed over.
 */
import { BoundedMap } from '../../memory/bounded-map.js';
import type { Reader } from '../../store/store.js';
import { asciiLower, domainKey, foldedAddress, trimmed } from '../../values/letters.js';
import { print } from '../../values/print.js';
import type { Change } from '../core/change.js';
import { changeDocument } from '../core/document-changes.js';
import { documentText, valueOf } from '../core/documents.js';
import {
  addressBytesMax,
  RouterLookup,
  starsIn,
  starsMax,
  type RoutingMode,
  type RouterRecord,
} from './router-lookup.js';
import { theServer, server } from '../directory/subjects.js';

/** Longer lines hold no record: an address on each side, and a comment. */
const lineBytesMax = 4 * addressBytesMax;

/** Replaces the table. */
export function setRouterTable(change: Change, text: string): void {
  changeDocument(change, theServer, 'routerTable', text);
}

/**
 * The tables that were read lately, by their stored texts, ready for looking up: every login is
 * routed. Two, because a new table is made ready while the old one still counts.
 */
const lately = new BoundedMap<string, RouterLookup>(2);

/** Lines that are read in a row before others have their turn: a few milliseconds. */
const linesInTurn = 250;

/** The records of the table, ready for looking up; each table is made ready once. */
export function routerLookup(tx: Reader): RouterLookup {
  const text = routerTableText(tx);
  const known = lately.get(text);
  if (known !== undefined) return known;
  const lookup = new RouterLookup();
  for (const line of linesOf(tableOf(text))) addRecord(lookup, line);
  lately.set(text, lookup);
  return lookup;
}

/** Makes a table, as it is given, ready before it is needed, without holding others up. */
export async function makeRouterReady(table: string): Promise<void> {
  const text = print(table);
  if (lately.has(text)) return;
  const lookup = new RouterLookup();
  for (const [index, line] of linesOf(table).entries()) {
    if (index % linesInTurn === linesInTurn - 1) await nextTurn();
    addRecord(lookup, line);
  }
  lately.set(text, lookup);
}

/** The table as it is stored: a text of the data language. */
export function routerTableText(tx: Reader): string {
  return documentText(tx, server, 'routerTable') ?? '""';
}

/** The table as it was given. */
export function routerTable(tx: Reader): string {
  return tableOf(routerTableText(tx));
}

function tableOf(text: string): string {
  const table = valueOf(text);
  return typeof table === 'string' ? table : '';
}

function linesOf(table: string): readonly string[] {
  return table.split(/\r\n|[\r\n]/);
}

function addRecord(lookup: RouterLookup, line: string): void {
  const record = recordOf(line);
  if (record !== undefined) lookup.add(record);
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

const modeOfPrefix: ReadonlyMap<string, RoutingMode | undefined> = new Map([
  ['mail', 'mail'],
  ['signal', 'signal'],
  ['access', 'access'],
  ['relay', undefined],
  ['norelay', undefined],
]);

/** The record that a line holds; undefined when it holds none that is understood. */
export function recordOf(line: string): RouterRecord | undefined {
  if (line.length > lineBytesMax) return undefined;
  let rest = trimmed(line.replace(/;.*$/, ''));
  const modes: RoutingMode[] = [];
  for (;;) {
    const [whole = '', word = ''] = /^([A-Za-z]+):[ \t]*/.exec(rest) ?? [];
    if (!modeOfPrefix.has(asciiLower(word))) break;
    const mode = modeOfPrefix.get(asciiLower(word));
    if (mode !== undefined) modes.push(mode);
    rest = rest.slice(whole.length);
  }
  const [, local, domain, right] =
    /^(?:<([^<>=]+)>|([^<>=@ \t]+))[ \t]*=[ \t]*([^ \t].*)$/.exec(rest) ?? [];
  const left = local === undefined ? domain && domainKey(domain) : foldedAddress(local);
  if (!left || right === undefined || starsIn(left) > 1) return undefined;
  if (starsIn(right) > starsMax) return undefined;
  return { modes, account: local !== undefined, left, right };
}
