/**
 * Names of Domains and of objects in them (objects, section 1.1; ruling 3): the only place where a
 * string becomes a name. Names are byte strings in lower case.
 */
import { asciiLower, domainKey, isPlain, type DomainKey } from '../../values/letters.js';
import { textOf } from '../../values/text.js';
import { refuse } from './refusal.js';

/** The name of a Domain: lower case, Unicode NFC, never the `xn--` form. */
export type DomainName = DomainKey & { readonly domainName: unique symbol };

/** The name of an object in a Domain: lower case. */
export type ObjectName = string & { readonly objectName: unique symbol };

/** An object's name and, when it was given, its Domain's; without one, the actor's own Domain is meant. */
export interface Address {
  readonly name: ObjectName;
  readonly domain: DomainName | undefined;
}

/** The most symbols that an object's name may have (objects, section 1.1). */
const objectNameMax = 128;

/** The most symbols that a Domain name may have, as DNS allows. */
const domainNameMax = 255;

const plainObjectName = /^[a-z0-9_-](?:[a-z0-9_.-]*[a-z0-9_-])?$/;
const plainDomainName =
  /^[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?)*$/;
const nationalDomainName = /^[\p{L}\p{N}_](?:[\p{L}\p{M}\p{N}_.-]*[\p{L}\p{M}\p{N}_])?$/u;

/**
 * Reads an object's name: Latin letters, digits, `_`, `-`, `.`; no point first or last; at most 128
 * symbols. Refuses with `illegal-name`.
 */
export function objectName(text: string): ObjectName {
  return asObjectName(text) ?? refuse('illegal-name');
}

/** The object's name that a text is, or undefined when it cannot be one. */
export function asObjectName(text: string): ObjectName | undefined {
  const folded = asciiLower(text);
  if (folded.length > objectNameMax || !plainObjectName.test(folded)) return undefined;
  return folded as ObjectName;
}

/** Reads a Domain name, also a national one or its `xn--` form. Refuses with `illegal-name`. */
export function domainName(text: string): DomainName {
  return asDomainName(text) ?? refuse('illegal-name', 'illegal domain name');
}

/** The Domain name that a text is, or undefined when it cannot be one. */
export function asDomainName(text: string): DomainName | undefined {
  if (text.length > domainNameMax) return undefined;
  const key = domainKey(text);
  // A label that is still in its `xn--` form could not be read.
  if (key.includes('xn--')) return undefined;
  const acceptable = isPlain(key) ? plainDomainName.test(key) : isNational(textOf(key));
  return acceptable ? (key as DomainName) : undefined;
}

function isNational(name: string): boolean {
  return nationalDomainName.test(name) && !name.includes('..');
}

/** Reads `name` or `name@domain`. Refuses with `illegal-name`. */
export function address(text: string): Address {
  const at = text.lastIndexOf('@');
  return at < 0
    ? { name: objectName(text), domain: undefined }
    : { name: objectName(text.slice(0, at)), domain: domainName(text.slice(at + 1)) };
}
