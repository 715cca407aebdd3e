/**
 * The server-wide sets of network addresses (catalogue, section "Server Settings"): texts with one
 * address or range a line, kept as they were given, comments included, and what they say of an
 * address. Knows no connection: who is let in is decided elsewhere.
 */
import { BlockList, isIP } from 'node:net';
import type { Reader } from '../../store/store.js';
import { trimmed } from '../../values/letters.js';
import type { Change } from '../core/change.js';
import { changeDocument } from '../core/document-changes.js';
import { documentText, valueOf, type ServerDocument } from '../core/documents.js';
import { refuse } from '../core/refusal.js';
import { theServer, server } from '../directory/subjects.js';

/** A set of addresses. */
export type AddressSet = Extract<ServerDocument, `${string}IPs`>;

/** What the sets say of an address. */
export type AddressState =
  'Denied' | 'WhiteHole' | 'Blacklisted' | 'LAN' | 'NATed' | 'Client' | 'Unlisted';

/**
 * The state that being in a set gives, the strongest first: who is denied is not heard at all, and
 * a white hole is never blacklisted. Unknown: the words of the original, and what it says of an
 * address that is in several sets.
 */
const states: readonly (readonly [AddressSet, AddressState])[] = [
  ['deniedIPs', 'Denied'],
  ['whiteHoleIPs', 'WhiteHole'],
  ['blacklistedIPs', 'Blacklisted'],
  ['lanIPs', 'LAN'],
  ['natedIPs', 'NATed'],
  ['clientIPs', 'Client'],
];

/** Replaces a set. Refuses with `illegal-value` a line that is neither address nor range. */
export function setAddresses(change: Change, set: AddressSet, text: string): void {
  // First, because it is refused when there are too many lines to be read.
  changeDocument(change, theServer, set, text);
  const list = new BlockList();
  for (const [index, line] of text.split(lineBreak).entries()) {
    if (!addLine(list, line)) {
      refuse('illegal-value', `failed to read an address or a range in line ${index + 1}`);
    }
  }
}

/** What the sets say of an address in its canonical form. */
export function addressState(tx: Reader, address: string): AddressState {
  const family = familyOf(address);
  for (const [set, state] of states) {
    if (family !== undefined && storedSet(tx, set).check(address, family)) return state;
  }
  return 'Unlisted';
}

function storedSet(tx: Reader, set: AddressSet): BlockList {
  const list = new BlockList();
  const text = valueOf(documentText(tx, server, set) ?? '""');
  if (typeof text === 'string') for (const line of text.split(lineBreak)) addLine(list, line);
  return list;
}

const lineBreak = /\r\n|[\r\n]/;

/** An address, a range `a-b` or a network `a/bits`, each address perhaps in brackets. */
const lineParts =
  /^\[?([0-9A-Fa-f:.]+)\]?(?:[ \t]*-[ \t]*\[?([0-9A-Fa-f:.]+)\]?|[ \t]*\/[ \t]*(\d{1,3}))?$/;

/** Adds what a line says; returns whether it could be read. Blank lines and comments say nothing. */
function addLine(list: BlockList, line: string): boolean {
  const said = trimmed(line.replace(/;.*$/, ''));
  if (said === '') return true;
  const [, first = '', last, bits] = lineParts.exec(said) ?? [];
  const family = familyOf(first);
  if (family === undefined) return false;
  if (bits !== undefined) {
    if (Number(bits) > (family === 'ipv4' ? 32 : 128)) return false;
    list.addSubnet(first, Number(bits), family);
  } else if (last === undefined) {
    list.addAddress(first, family);
  } else {
    return familyOf(last) === family && addRange(list, first, last, family);
  }
  return true;
}

/** Node tells by an exception that a range ends before it begins. */
function addRange(list: BlockList, first: string, last: string, family: Family): boolean {
  try {
    list.addRange(first, last, family);
    return true;
  } catch {
    return false;
  }
}

type Family = 'ipv4' | 'ipv6';

function familyOf(address: string): Family | undefined {
  const version = isIP(address);
  return version === 0 ? undefined : version === 4 ? 'ipv4' : 'ipv6';
}
