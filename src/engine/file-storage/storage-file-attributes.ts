/**
 * Attributes of stored files: XML elements that clients keep beside a file and that mean nothing to
 * this server. An element's name is the attribute's name; letter case counts.
 */
import { print } from '../../values/print.js';
import { isArray, XmlElement } from '../../values/value.js';
import { valueOf } from '../core/documents.js';
import { refuse } from '../core/refusal.js';

/** The most bytes of a file's attributes together. */
export const attributesBytesMax = 65_536;

/** The attributes that a text holds; only those of these names, if any are given. */
export function attributesIn(text: string, names?: readonly string[]): readonly XmlElement[] {
  const all = elementsOf(text);
  return names ? all.filter((element) => names.includes(nameOf(element))) : all;
}

/**
 * The text of attributes after an update: the given ones take the place of all that have their
 * names. Refuses with `limit-reached`.
 */
export function updatedAttributes(text: string, given: readonly XmlElement[]): string {
  const names = new Set(given.map(nameOf));
  const left = elementsOf(text).filter((element) => !names.has(nameOf(element)));
  const updated = print([...left, ...given]);
  if (updated.length > attributesBytesMax) refuse('limit-reached', 'too many file attributes');
  return updated;
}

function elementsOf(text: string): readonly XmlElement[] {
  const value = valueOf(text);
  return isArray(value) ? value.filter((element) => element instanceof XmlElement) : [];
}

function nameOf({ text }: XmlElement): string {
  return /^<[ \t\r\n]*([^ \t\r\n/>]+)/.exec(text)?.[1] ?? '';
}
