/**
 * What the grammars' tokens mean (data-format, sections 3 to 8 and 11): the symbols of a token in,
 * a value out. The grammars have checked the shape already; here is what a grammar cannot say:
 * ranges, calendars, addresses. Everything that cannot be is a `BadSyntax`.
 */
import { isIPv4, isIPv6, SocketAddress } from 'node:net';
import { BadSyntax } from './bad-syntax.js';
import { IpAddress, TimeStamp, XmlElement } from './value.js';

const lineFeed = 10;
const space = 32;
const paddingSymbol = 61;

/** Escapes of one letter, and what they stand for; an unknown letter stands for itself. */
const letters = new Map([
  ['e', lineFeed],
  ['n', lineFeed],
  ['r', 13],
  ['t', 9],
]);

const badSymbolText = 'failed to read a string - expected hexadecimal digits in apostrophes';

/** The string of a quoted text without its quotation marks. */
export function unescaped(text: string): string {
  const first = text.indexOf('\\');
  if (first < 0) return text;
  // No escape is shorter than what it stands for.
  const bytes = Buffer.allocUnsafe(text.length);
  let length = bytes.write(text.slice(0, first), 'latin1');
  for (let at = first; at < text.length; at++) {
    if (text[at] !== '\\') {
      bytes[length++] = text.charCodeAt(at);
      continue;
    }
    const escape = text.charAt(++at);
    if (escape === 'u') {
      const digits = unicodeDigits(text, at + 1);
      length += bytes.write(unicodeSymbol(digits), length);
      at += digits.length + 2;
    } else if (isDigit(escape)) {
      const digits = decimalDigits(text, at);
      bytes[length++] = symbolCode(digits);
      at += digits.length - 1;
    } else {
      bytes[length++] = letters.get(escape) ?? escape.charCodeAt(0);
    }
  }
  return bytes.toString('latin1', 0, length);
}

function isDigit(symbol: string): boolean {
  return symbol >= '0' && symbol <= '9';
}

/** Clients write `\9` as well as `\009`. */
function decimalDigits(text: string, start: number): string {
  let end = start + 1;
  while (end < start + 3 && isDigit(text.charAt(end))) end++;
  return text.slice(start, end);
}

function symbolCode(digits: string): number {
  const code = Number(digits);
  if (code >= 1 && code <= 255) return code;
  throw new BadSyntax('failed to read a string - expected a symbol code from 1 to 255');
}

/** The digits of `u'41f'`, with `start` behind its `u`. */
function unicodeDigits(text: string, start: number): string {
  const end = text.indexOf("'", start + 1);
  if (text[start] === "'" && end > start + 1) return text.slice(start + 1, end);
  throw new BadSyntax(badSymbolText);
}

function unicodeSymbol(digits: string): string {
  let code = 0;
  for (let at = 0; at < digits.length && code <= 0x10ffff; at++) {
    const digit = Number.parseInt(digits.charAt(at), 16);
    if (Number.isNaN(digit)) throw new BadSyntax(badSymbolText);
    code = code * 16 + digit;
  }
  const isSurrogate = code >= 0xd800 && code <= 0xdfff;
  if (code >= 1 && code <= 0x10ffff && !isSurrogate) return String.fromCodePoint(code);
  throw new BadSyntax('failed to read a string - expected the code of a Unicode symbol');
}

/** The number of some digits, which may begin with `0x`, `0o` or `0b`; a number has 64 bits. */
export function number(negative: boolean, digits: string): bigint {
  const base = digits.length === 1 || isDigit(digits.charAt(1)) ? '' : digits.slice(0, 2);
  let first = base.length;
  while (digits.charAt(first) === '0') first++;
  // Longer than 64 binary digits is out of range in any base, and would be slow to compute.
  const magnitude =
    digits.length - first > 64 ? 1n << 64n : BigInt(`${base}0${digits.slice(first)}`);
  const value = negative ? -magnitude : magnitude;
  if (BigInt.asIntN(64, value) === value) return value;
  throw new BadSyntax('failed to read a number - expected at most 64 bits');
}

/** The two ends of time. */
export const past = new TimeStamp('past', 0);
export const future = new TimeStamp('future', 0);

const timeSymbolsMax = 'dd-mm-yyyy_hh:mm:ss'.length;
const timePattern = /^(\d{1,2})-(\d{1,2})-(\d{4})(?:_(\d{1,2}):(\d{1,2}):(\d{1,2}))?$/;

/** The time of `dd-mm-yyyy` or `dd-mm-yyyy_hh:mm:ss`, in GMT. */
export function timeStamp(text: string): TimeStamp {
  const found = text.length > timeSymbolsMax ? null : timePattern.exec(text);
  if (found === null) throw badTime();
  const [day = 0, month = 0, year = 0, hours = 0, minutes = 0, seconds = 0] = found
    .slice(1)
    .map((digits: string | undefined) => Number(digits ?? 0));
  const time = new Date(0);
  time.setUTCFullYear(year, month - 1, day);
  // A day or month that there is not would be taken as one in another month or year.
  if (time.getUTCDate() !== day || time.getUTCMonth() !== month - 1) throw badTime();
  if (hours > 23 || minutes > 59 || seconds > 59) throw badTime();
  time.setUTCHours(hours, minutes, seconds);
  return new TimeStamp(found[4] === undefined ? 'date' : 'time', time.getTime() / 1000);
}

function badTime(): BadSyntax {
  return new BadSyntax('failed to read a time stamp - expected dd-mm-yyyy_hh.mm.ss');
}

const addressSymbolsMax = '0000:0000:0000:0000:0000:0000:255.255.255.255'.length;

/** An address, compressed and in lower case, with an optional port in decimal digits. */
export function ipAddress(address: string, port: string | null): IpAddress {
  if (Number(port) > 65535) throw new BadSyntax('failed to read a port - expected at most 65535');
  return new IpAddress(canonicalAddress(address), port === null ? undefined : Number(port));
}

function canonicalAddress(address: string): string {
  if (address.length > addressSymbolsMax) throw badAddress();
  if (isIPv4(address)) return address;
  if (isIPv6(address)) return new SocketAddress({ address, family: 'ipv6' }).address;
  throw badAddress();
}

function badAddress(): BadSyntax {
  return new BadSyntax('failed to read an IP address');
}

/** The bytes of base64 symbols among blanks; `=` at the end may be missing. */
export function dataBlock(base64: string): Uint8Array {
  let symbols = 0;
  let padding = 0;
  for (let at = 0; at < base64.length; at++) {
    const symbol = base64.charCodeAt(at);
    if (symbol === paddingSymbol) padding++;
    else if (symbol > space) symbols++;
  }
  const rest = symbols % 4;
  if (rest !== 1 && padding <= (4 - rest) % 4) return Buffer.from(base64, 'base64');
  throw new BadSyntax('failed to read a datablock - expected whole bytes in base64');
}

/**
 * An element that is printed on one line: a line break becomes its character reference where it is
 * text, and a blank inside tags, comments and processing instructions, where XML takes it for one.
 */
export function xmlElement(text: string): XmlElement {
  if (!/[\r\n]/.test(text)) return new XmlElement(text);
  const pieces: string[] = [];
  for (let start = 0; start < text.length;) {
    const end = endOfPiece(text, start);
    const piece = text.slice(start, end);
    pieces.push(piece.replace(/\r\n?|\n/g, lineBreakIn(piece)));
    start = end;
  }
  return new XmlElement(pieces.join(''));
}

/** What opens a piece of XML that is no tag, and what closes it. */
const enclosed = [
  ['<![CDATA[', ']]>'],
  ['<!--', '-->'],
  ['<?', '?>'],
] as const;

function endOfPiece(text: string, start: number): number {
  // An element ends with a tag, so another one follows every text.
  if (text[start] !== '<') return text.indexOf('<', start);
  const found = enclosed.find(([opening]) => text.startsWith(opening, start));
  if (found === undefined) return endOfTag(text, start);
  const [opening, closing] = found;
  return text.indexOf(closing, start + opening.length) + closing.length;
}

/**
 * A tag ends at the first `>` outside quotation marks. One regular expression for the whole of it
 * would keep a place to go back to for each of its symbols, and overflow its stack.
 */
function endOfTag(text: string, start: number): number {
  const mark = /["'>]/g;
  for (let at = start; ;) {
    mark.lastIndex = at;
    const symbol = mark.exec(text)?.[0] ?? '>';
    if (symbol === '>') return mark.lastIndex;
    at = text.indexOf(symbol, mark.lastIndex) + 1;
  }
}

function lineBreakIn(piece: string): string {
  if (piece.startsWith('<![CDATA[')) return ']]>&#10;<![CDATA[';
  return piece.startsWith('<') ? ' ' : '&#10;';
}

/** Whether an end tag is that of the element; nothing else can be. */
export function sameElement(start: string, end: string): true {
  if (start === end) return true;
  throw new BadSyntax('failed to read an XML element - expected its end tag');
}

/** Refuses a container that is one level too deep. */
export function nestedTooDeep(nestingMax: number): never {
  throw new BadSyntax(`failed to read data - nested more than ${nestingMax} levels deep`);
}

/** Refuses a text with one element more than it may have. */
export function tooManyElements(elementsMax: number): never {
  throw new BadSyntax(`failed to read data - more than ${elementsMax} elements`);
}
