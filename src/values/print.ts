/**
 * From values to one-line texts (data-format, section 12): narrow enough for every known client.
 * What is printed reads back as the same value.
 */
import { isUtf8 } from 'node:buffer';
import {
  IpAddress,
  TimeStamp,
  isArray,
  isDictionary,
  type Dictionary,
  type Value,
} from './value.js';

/** By code, whether a word can begin with a symbol (2), can have it (1), or cannot (0). */
const inWords = Uint8Array.from({ length: 256 }, (_, code) => {
  const symbol = String.fromCharCode(code);
  return /[A-Za-z0-9]/.test(symbol) ? 2 : /[._@-]/.test(symbol) ? 1 : 0;
});
const nationalWord = /^[A-Za-z0-9\p{L}][A-Za-z0-9._@\p{L}-]*$/u;
const maybeNationalWord = /^[A-Za-z0-9\x80-\xFF][A-Za-z0-9._@\x80-\xFF-]*$/;

const marks = /["\\]/g;
const controls = /[\x00-\x1F\x7F]/g;

/** The one-line text of a value: no blanks, no line breaks, the keys of dictionaries in byte order. */
export function print(value: Value): string {
  if (typeof value === 'string') return printString(value);
  if (isDictionary(value)) return printDictionary(value);
  if (isArray(value)) return printArray(value);
  if (typeof value === 'bigint') return `#${value}`;
  if (value === null) return '#NULL#';
  if (value instanceof Uint8Array) return `[${printBase64(value)}]`;
  if (value instanceof TimeStamp) return printTime(value);
  if (value instanceof IpAddress) return printAddress(value);
  return value.text;
}

/** The text of a string: a bare word where every client reads one as a string, else quoted. */
export function printString(text: string): string {
  if (isPlainWord(text) || isNationalWord(text)) return text;
  return `"${text.replace(marks, '\\$&').replace(controls, escaped)}"`;
}

/** Looks symbol by symbol, because texts may be long and a regular expression has a stack. */
function isPlainWord(text: string): boolean {
  if (inWords[text.charCodeAt(0)] !== 2) return false;
  for (let at = 1; at < text.length; at++) if (!inWords[text.charCodeAt(at)]) return false;
  return true;
}

/** Clients take national letters for parts of a word, but not other symbols beyond ASCII. */
function isNationalWord(text: string): boolean {
  if (!maybeNationalWord.test(text)) return false;
  const bytes = Buffer.from(text, 'latin1');
  return isUtf8(bytes) && nationalWord.test(bytes.toString());
}

/** Some clients decode `\e`, `\r` and `\t` but no codes. */
function escaped(control: string): string {
  if (control === '\n') return '\\e';
  if (control === '\r') return '\\r';
  if (control === '\t') return '\\t';
  return `\\${control.charCodeAt(0).toString().padStart(3, '0')}`;
}

function printDictionary(dictionary: Dictionary): string {
  let text = '{';
  for (const key of [...dictionary.keys()].sort())
    text += `${printString(key)}=${print(dictionary.get(key) as Value)};`;
  return `${text}}`;
}

function printArray(array: readonly Value[]): string {
  let text = '(';
  for (const [index, element] of array.entries()) {
    if (index > 0) text += ',';
    text += print(element);
  }
  return `${text})`;
}

function printBase64({ buffer, byteOffset, byteLength }: Uint8Array): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString('base64');
}

function printTime({ kind, seconds }: TimeStamp): string {
  if (kind === 'past') return '#TPAST';
  if (kind === 'future') return '#TFUTURE';
  const time = new Date(seconds * 1000);
  const date = `#T${padded(time.getUTCDate())}-${padded(time.getUTCMonth() + 1)}-${padded(time.getUTCFullYear(), 4)}`;
  if (kind === 'date') return date;
  return `${date}_${padded(time.getUTCHours())}:${padded(time.getUTCMinutes())}:${padded(time.getUTCSeconds())}`;
}

function padded(number: number, digits = 2): string {
  return number.toString().padStart(digits, '0');
}

function printAddress({ address, port }: IpAddress): string {
  return port === undefined ? `#I[${address}]` : `#I[${address}]:${port}`;
}
