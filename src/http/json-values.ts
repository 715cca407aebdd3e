/**
 * Values of the data language as JSON and back, without loss; docs/http.md is the description.
 * Strings, null, arrays and dictionaries are what they are in JSON; all else is an object with one
 * member whose name begins with `$`. Knows no command.
 */
import { isUtf8 } from 'node:buffer';
import { BadSyntax } from '../values/bad-syntax.js';
import { asciiUpper } from '../values/letters.js';
import { print } from '../values/print.js';
import { readValue } from '../values/read.js';
import { bytesOf } from '../values/text.js';
import {
  IpAddress,
  isArray,
  isDictionary,
  TimeStamp,
  XmlElement,
  type Dictionary,
  type Value,
} from '../values/value.js';

/** What `JSON.parse` gives and `JSON.stringify` takes. */
export type Json =
  string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

/** The JSON of a value. */
export function jsonOf(value: Value): Json {
  if (typeof value === 'string') return stringJson(value);
  if (value === null) return null;
  if (isArray(value)) return value.map(jsonOf);
  if (isDictionary(value)) return dictionaryJson(value);
  if (typeof value === 'bigint') return { $number: String(value) };
  if (value instanceof TimeStamp) return { $time: isoTime(print(value)) };
  if (value instanceof IpAddress) return { $address: addressText(value) };
  if (value instanceof XmlElement) return { $xml: stringJson(value.text) };
  return { $data: Buffer.from(value).toString('base64') };
}

/** A string that is no UTF-8 has no JSON string, so its bytes are told. */
function stringJson(text: string): Json {
  const bytes = Buffer.from(text, 'latin1');
  return isUtf8(bytes) ? bytes.toString('utf8') : { $bytes: bytes.toString('base64') };
}

/** A dictionary whose keys are no JSON names, or that would look like a tag, is told in pairs. */
function dictionaryJson(dictionary: Dictionary): Json {
  const keys = [...dictionary.keys()].sort();
  const pairs = keys.map((key): [Json, Json] => [
    stringJson(key),
    jsonOf(dictionary.get(key) as Value),
  ]);
  const looksLikeTag = pairs.length === 1 && keys[0]?.startsWith('$') === true;
  const areNames = pairs.every((pair): pair is [string, Json] => typeof pair[0] === 'string');
  return areNames && !looksLikeTag ? Object.fromEntries(pairs) : { $dictionary: pairs };
}

/** `#T05-03-2026_08:09:10` as `2026-03-05T08:09:10Z`. */
function isoTime(printed: string): string {
  const [, day, month, year, time] =
    /^#T(\d\d)-(\d\d)-(\d{4})(?:_([\d:]{8}))?$/.exec(printed) ?? [];
  if (day === undefined) return printed === '#TPAST' ? 'past' : 'future';
  const date = `${year ?? ''}-${month ?? ''}-${day}`;
  return time === undefined ? date : `${date}T${time}Z`;
}

function addressText({ address, port }: IpAddress): string {
  return port === undefined ? address : `[${address}]:${port}`;
}

/** The value of JSON; `nestingMax` limits how deep it may be nested. Throws `BadSyntax`. */
export function valueOf(json: Json, nestingMax: number): Value {
  if (json === null) return null;
  if (typeof json === 'string') return stringOf(json);
  if (typeof json === 'number') return numberOf(json);
  if (typeof json === 'boolean')
    throw new BadSyntax('failed to read JSON - true and false are flags');
  if (nestingMax === 0) throw new BadSyntax('failed to read JSON - nested too deep');
  if (isList(json)) return json.map((element) => valueOf(element, nestingMax - 1));
  const members = Object.entries(json);
  const [first] = members;
  if (members.length === 1 && first?.[0].startsWith('$') === true) {
    return taggedOf(first[0], first[1], nestingMax);
  }
  return new Map(
    members.map(([name, member]) => [stringOf(name), valueOf(member, nestingMax - 1)]),
  );
}

function isList(json: Json): json is readonly Json[] {
  return Array.isArray(json);
}

/** A string that the data language can hold: without zero bytes and without half symbols. */
function stringOf(text: string): string {
  if (/\0|\p{Surrogate}/u.test(text)) throw new BadSyntax('failed to read a JSON string');
  return bytesOf(text);
}

function numberOf(number: number): bigint {
  if (!Number.isSafeInteger(number)) {
    throw new BadSyntax('failed to read a JSON number - expected a whole one or $number');
  }
  return BigInt(number);
}

function taggedOf(tag: string, content: Json, nestingMax: number): Value {
  switch (tag) {
    case '$bytes':
      return latin1Of(content);
    case '$data':
      return blockOf(content);
    case '$number':
      return oneOfKind(tag, `#${textIn(tag, content)}`, (value) => typeof value === 'bigint');
    case '$time':
      return oneOfKind(tag, timeText(textIn(tag, content)), (value) => value instanceof TimeStamp);
    case '$address':
      return oneOfKind(tag, addressOf(textIn(tag, content)), (value) => value instanceof IpAddress);
    case '$xml':
      return oneOfKind(tag, elementText(content), (value) => value instanceof XmlElement);
    case '$dictionary':
      return dictionaryOf(content, nestingMax);
    default:
      throw new BadSyntax(`failed to read JSON - ${bytesOf(tag)} is not known`);
  }
}

function failedTag(tag: string): BadSyntax {
  return new BadSyntax(`failed to read JSON - ${tag}`);
}

function textIn(tag: string, content: Json): string {
  if (typeof content !== 'string') throw failedTag(tag);
  return stringOf(content);
}

/** The data language itself says what is a number, a time, an address or an element. */
function oneOfKind(tag: string, text: string, isKind: (value: Value) => boolean): Value {
  const value = readValue(text);
  if (!isKind(value)) throw failedTag(tag);
  return value;
}

function bytesIn(tag: string, content: Json): Buffer {
  const text = textIn(tag, content);
  const bytes = Buffer.from(text, 'base64');
  if (bytes.toString('base64') !== text) throw failedTag(tag);
  return bytes;
}

function blockOf(content: Json): Uint8Array {
  return bytesIn('$data', content);
}

function latin1Of(content: Json): string {
  const text = bytesIn('$bytes', content).toString('latin1');
  if (text.includes('\0')) throw failedTag('$bytes');
  return text;
}

function timeText(text: string): string {
  if (text === 'past' || text === 'future') return `#T${asciiUpper(text)}`;
  const [, year, month, day, time] =
    /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d:\d\d:\d\d)Z)?$/.exec(text) ?? [];
  if (day === undefined) throw failedTag('$time');
  const date = `#T${day}-${month ?? ''}-${year ?? ''}`;
  return time === undefined ? date : `${date}_${time}`;
}

function addressOf(text: string): string {
  return text.startsWith('[') ? `#I${text}` : `#I[${text}]`;
}

function elementText(content: Json): string {
  const text = valueOf(content, 1);
  if (typeof text !== 'string') throw failedTag('$xml');
  return text;
}

function dictionaryOf(content: Json, nestingMax: number): Dictionary {
  if (content === null || typeof content !== 'object' || !isList(content)) {
    throw failedTag('$dictionary');
  }
  return new Map(content.map((pair) => pairOf(pair, nestingMax - 1)));
}

function pairOf(pair: Json, nestingMax: number): [string, Value] {
  if (pair === null || typeof pair !== 'object' || !isList(pair) || pair.length !== 2) {
    throw failedTag('$dictionary');
  }
  const [name = null, content = null] = pair;
  const key = valueOf(name, 1);
  if (typeof key !== 'string') throw failedTag('$dictionary');
  return [key, valueOf(content, nestingMax)];
}
