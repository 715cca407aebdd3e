/**
 * What follows the verbs that log in (protocol, sections 3 and 4). Clients differ: poppassd ones
 * send everything raw, others quote whatever is not a plain word, so both are read.
 */
import { readValue } from '../values/read.js';

/** The name that USER gives: a quoted string's text, or the raw rest of the line without blanks around it. */
export function readName(argument: string): string {
  const text = trimmed(argument);
  return unquoted(text) ?? text;
}

/** The passwords that PASS may mean: the raw text, then what it says when it is a quoted string. */
export function readPasswords(argument: string): readonly string[] {
  const inside = unquoted(argument);
  return inside === undefined ? [argument] : [argument, inside];
}

/** Name and digest of APOP; undefined when one is missing. */
export function readProof(
  argument: string,
): { readonly name: string; readonly digest: string } | undefined {
  const text = trimmed(argument);
  const blank = Math.max(text.lastIndexOf(' '), text.lastIndexOf('\t'));
  if (blank < 0) return undefined;
  return { name: readName(text.slice(0, blank)), digest: text.slice(blank + 1) };
}

/** The words of AUTH. */
export function readWords(argument: string): readonly string[] {
  const text = trimmed(argument);
  return text === '' ? [] : text.split(/[ \t]+/);
}

/** The bytes of a base64 text, or undefined when it is none. */
export function readBase64(text: string): Buffer | undefined {
  const wellFormed = text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text);
  return wellFormed ? Buffer.from(text, 'base64') : undefined;
}

/** Without the blanks and TABs around it; other white space may be a part of a UTF-8 character. */
function trimmed(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isBlank(text, start)) start += 1;
  while (end > start && isBlank(text, end - 1)) end -= 1;
  return text.slice(start, end);
}

function isBlank(text: string, index: number): boolean {
  const code = text.charCodeAt(index);
  return code === 32 || code === 9;
}

/** The text of a well-formed quoted string, or undefined for anything else. */
function unquoted(text: string): string | undefined {
  if (!text.startsWith('"') || closingQuote(text) !== text.length - 1) return undefined;
  try {
    const value = readValue(text);
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Where the quotation mark is that closes the one at the beginning; -1 when there is none. */
function closingQuote(text: string): number {
  for (let index = 1; index < text.length; index += 1) {
    if (text[index] === '\\') index += 1;
    else if (text[index] === '"') return index;
  }
  return -1;
}
