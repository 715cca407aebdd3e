/**
 * The values of the data language (data-format, section 2): what commands take and give, and what
 * settings are made of. Knows nothing of texts, commands or the store.
 *
 * A string value is a **byte string**: each character is one byte of the UTF-8 text (code 0-255).
 * Bytes that came in go out unchanged, also when they are not valid UTF-8, and comparing two
 * strings compares their bytes. `text.ts` converts to and from ordinary Unicode strings at the few
 * places where people read or write them (configuration, logs, command line).
 */

/** A point in time (data-format, section 6): whole GMT seconds, a bare date, or one of the two ends of time. */
export class TimeStamp {
  /** `seconds` counts GMT seconds since 1970 and is 0 for the two ends of time. */
  constructor(
    readonly kind: 'time' | 'date' | 'past' | 'future',
    readonly seconds: number,
  ) {}
}

/** A network address with an optional port (data-format, section 7); `address` is in its canonical form. */
export class IpAddress {
  constructor(
    readonly address: string,
    readonly port: number | undefined,
  ) {}
}

/** One XML element, kept as its text (data-format, section 11). */
export class XmlElement {
  constructor(readonly text: string) {}
}

/** A dictionary: keys are byte strings, compared by their bytes; order has no meaning. */
export type Dictionary = ReadonlyMap<string, Value>;

/** Any value: a string, a 64-bit number, a data block, a time, an address, an element, null, or a container. */
export type Value =
  | string
  | bigint
  | null
  | Uint8Array
  | TimeStamp
  | IpAddress
  | XmlElement
  | readonly Value[]
  | Dictionary;

/** The name of a value's type, as error texts and the command reference use it. */
export type ValueKind =
  | 'string'
  | 'number'
  | 'null'
  | 'datablock'
  | 'timestamp'
  | 'ip address'
  | 'xml'
  | 'array'
  | 'dictionary';

/** Tells the type of a value. */
export function kindOf(value: Value): ValueKind {
  if (typeof value === 'string') return 'string';
  if (typeof value === 'bigint') return 'number';
  if (value === null) return 'null';
  if (value instanceof Map) return 'dictionary';
  if (Array.isArray(value)) return 'array';
  if (value instanceof Uint8Array) return 'datablock';
  if (value instanceof TimeStamp) return 'timestamp';
  if (value instanceof IpAddress) return 'ip address';
  return 'xml';
}

/** Narrows a value to an array. */
export function isArray(value: Value | undefined): value is readonly Value[] {
  return Array.isArray(value);
}

/** Narrows a value to a dictionary. */
export function isDictionary(value: Value | undefined): value is Dictionary {
  return value instanceof Map;
}
