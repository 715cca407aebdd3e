/** The fields of a DIGEST-MD5 message (RFC 2831, section 7.1): `name=value` or `name="value"`, by commas. */
import { asciiLower } from '../../values/letters.js';

const field =
  /[ \t]*([A-Za-z-]+)[ \t]*=[ \t]*(?:"((?:[^"\\]|\\[^])*)"|([^\0-\x20",=]+))[ \t]*(?:,|$)/y;

/** Reads fields; undefined when the text is something else or names a field twice. Names in lower case. */
export function readFields(text: string): ReadonlyMap<string, string> | undefined {
  const fields = new Map<string, string>();
  field.lastIndex = 0;
  while (field.lastIndex < text.length) {
    const [, name, quoted, bare = ''] = field.exec(text) ?? [];
    if (name === undefined || fields.has(asciiLower(name))) return undefined;
    fields.set(asciiLower(name), quoted === undefined ? bare : quoted.replace(/\\([^])/g, '$1'));
  }
  return fields;
}

/** A value between quotation marks. */
export function quotedField(value: string): string {
  return `"${value.replace(/["\\]/g, '\\$&')}"`;
}
