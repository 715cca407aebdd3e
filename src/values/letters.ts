/**
 * Letter case and blanks in byte strings: the only place where texts are folded or trimmed.
 *
 * A byte string has one character per byte, so the ways of JavaScript's own strings are wrong for
 * it: `toLowerCase` takes the first byte of `ü` for a letter and breaks it, `trim` and `\s` take the
 * last byte of `à` for a no-break space. The linter forbids them everywhere else.
 *
 * Two foldings, for two uses: words of the protocol and of settings are ASCII and are folded by
 * `asciiLower` or compared by `sameWord`; what people write (names, addresses) is folded by
 * characters, and the result has a type of its own, so that only folded texts are compared.
 */
import { isUtf8 } from 'node:buffer';
import { domainToUnicode } from 'node:url';
import { bytesOf, textOf } from './text.js';

/** A byte string whose letters are folded: equal ones differ in letter case and composition only. */
export type Folded = string & { readonly folded: unique symbol };

/** The part of an address that names a domain, in the one spelling that stands for all of them. */
export type DomainKey = Folded & { readonly domainKey: unique symbol };

/** With the letters A-Z in lower case; all other bytes stay. */
export function asciiLower(text: string): string {
  if (isPlain(text)) return text.toLowerCase();
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

/** With the letters a-z in capitals; all other bytes stay. */
export function asciiUpper(text: string): string {
  if (isPlain(text)) return text.toUpperCase();
  return text.replace(/[a-z]+/g, (letters) => letters.toUpperCase());
}

/** Whether a value is a word of ASCII letters, in whatever letter case. */
export function sameWord(value: unknown, word: string): boolean {
  return typeof value === 'string' && asciiLower(value) === asciiLower(word);
}

/**
 * A text folded by characters: composed (Unicode NFC) and in lower case. Of bytes that are not valid
 * UTF-8 only the letters A-Z are folded. Folding twice changes nothing.
 */
export function folded(text: string): Folded {
  if (isPlain(text) || !isUtf8(Buffer.from(text, 'latin1'))) return asciiLower(text) as Folded;
  return bytesOf(foldedCharacters(textOf(text))) as Folded;
}

/**
 * A domain as addresses name it, folded, its `xn--` labels as the characters that they stand for
 * (rulings 3 and 28). It need not be a legal name: it may be `[10.0.0.1]`, or have stars in it.
 */
export function domainKey(text: string): DomainKey {
  const key = folded(text);
  if (!key.includes('xn--')) return key as DomainKey;
  return folded(key.split('.').map(nationalLabel).join('.')) as DomainKey;
}

/**
 * An address folded for comparing: `local@domain`, `local%domain`, or any other text. What stands
 * behind the last `@`, else behind the last `%`, is a domain.
 */
export function foldedAddress(text: string): Folded {
  const at = text.lastIndexOf('@');
  const sign = at < 0 ? text.lastIndexOf('%') : at;
  if (sign < 0) return folded(text);
  return (folded(text.slice(0, sign + 1)) + domainKey(text.slice(sign + 1))) as Folded;
}

/** Without the white space of ASCII around it. */
export function trimmed(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isBlank(text.charCodeAt(start))) start += 1;
  while (end > start && isBlank(text.charCodeAt(end - 1))) end -= 1;
  return text.slice(start, end);
}

/** The beginning of a text, of at most `max` bytes, which does not end inside a UTF-8 character. */
export function clipped(text: string, max: number): string {
  let end = Math.min(text.length, max);
  // A character has at most three bytes behind its first one.
  const shortest = Math.max(0, end - 3);
  while (end > shortest && end < text.length && isContinuation(text.charCodeAt(end))) end -= 1;
  return text.slice(0, end);
}

/** Per character, as domain names are mapped: never by its neighbours, as a final sigma would be. */
function foldedCharacters(text: string): string {
  const lower = Array.from(text.normalize('NFC'), (character) => character.toLowerCase());
  return lower.join('').normalize('NFC');
}

/** A label that stands for no letters outside ASCII stays as it is. */
function nationalLabel(label: string): string {
  if (!label.startsWith('xn--') || !isPlain(label)) return label;
  const unicode = domainToUnicode(label);
  return isPlain(unicode) ? label : bytesOf(unicode);
}

/** Whether a byte string is all ASCII. */
export function isPlain(text: string): boolean {
  return /^[\0-\x7f]*$/.test(text);
}

function isContinuation(code: number): boolean {
  return code >= 0x80 && code <= 0xbf;
}

function isBlank(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13);
}
