/**
 * From named arguments to the items of a command line: the usage line says where each of them
 * goes and which keywords stand with it. For callers that know parameters by name (HTTP). Knows
 * no command.
 */
import { BadSyntax } from '../values/bad-syntax.js';
import { asciiUpper } from '../values/letters.js';
import type { Value } from '../values/value.js';
import type { Item } from './item.js';
import { flagName, parametersOf, type Element, type KeywordElement } from './usage.js';

/**
 * Values by parameter. A flag such as FORCE is true or false under its name in lower case; one of
 * several keywords is that word under the name of the first.
 */
export type NamedArguments = ReadonlyMap<string, Value | boolean>;

/** The items, in the order of the usage line, and which of them stands for which parameter. */
export interface NamedItems {
  readonly items: readonly Item[];
  readonly byName: ReadonlyMap<string, Item>;
}

/** Puts arguments in line. Throws `BadSyntax` for one that the usage line does not have. */
export function itemsOf(usage: readonly Element[], given: NamedArguments): NamedItems {
  const known = parametersOf(usage);
  for (const name of given.keys()) {
    if (!known.includes(name)) throw new BadSyntax(`there is no parameter ${name}`);
  }
  const byName = new Map<string, Item>();
  return { items: inLine(usage, given, byName), byName };
}

function inLine(
  elements: readonly Element[],
  given: NamedArguments,
  byName: Map<string, Item>,
): Item[] {
  return elements.flatMap((element) => {
    if (element.kind === 'keyword') return [wordOf(element)];
    if (element.kind === 'parameter') return itemOf(element.name, given, byName);
    return element.alternatives.flatMap((alternative) => {
      const flag = flagOf(alternative);
      if (flag !== undefined) return flagItems(flag, given, byName);
      // `[REPORT errorText | errorText]`: what stands in line already needs no second place.
      const wanted = parametersOf(alternative).some((name) => given.has(name) && !byName.has(name));
      return wanted ? inLine(alternative, given, byName) : [];
    });
  });
}

function wordOf({ words }: KeywordElement): Item {
  return { value: words[0] ?? '', bare: true };
}

function itemOf(name: string, given: NamedArguments, byName: Map<string, Item>): Item[] {
  const value = given.get(name);
  if (value === undefined) return [];
  if (typeof value === 'boolean') throw new BadSyntax(`failed to read ${name}`);
  const item: Item = { value, bare: false };
  byName.set(name, item);
  return [item];
}

function flagOf(alternative: readonly Element[]): KeywordElement | undefined {
  const [only] = alternative;
  return alternative.length === 1 && only?.kind === 'keyword' ? only : undefined;
}

function flagItems(
  flag: KeywordElement,
  given: NamedArguments,
  byName: Map<string, Item>,
): readonly Item[] {
  const name = flagName(flag);
  const value = given.get(name);
  if (value === undefined || value === false) return [];
  const wanted = typeof value === 'string' ? asciiUpper(value) : flag.words[0];
  const word = flag.words.find((each) => each === wanted);
  if (word === undefined || (value !== true && typeof value !== 'string')) {
    throw new BadSyntax(`failed to read ${name}`);
  }
  const item: Item = { value: word, bare: true };
  byName.set(name, item);
  return [item];
}
