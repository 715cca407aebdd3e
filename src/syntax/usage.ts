/**
 * The manual's notation for a command's parameters, read into elements. `grammar/usage.pegjs` is
 * the notation; `pattern.ts` uses the elements to bind a command line.
 */
import { asciiLower } from '../values/letters.js';
import { parse } from './generated/usage.js';

/** A keyword; any of its spellings will do. */
export interface KeywordElement {
  readonly kind: 'keyword';
  readonly words: readonly string[];
}

/** A parameter. */
export interface ParameterElement {
  readonly kind: 'parameter';
  readonly name: string;
}

/** Alternatives, of which exactly one (`group`) or at most one (`option`) is given. */
export interface ChoiceElement {
  readonly kind: 'option' | 'group';
  readonly alternatives: readonly (readonly Element[])[];
}

export type Element = KeywordElement | ParameterElement | ChoiceElement;

/** Reads a usage line. Throws a grammar error for a line that is not in the notation: a mistake of ours. */
export function readUsage(usage: string): readonly Element[] {
  return parse(usage) as readonly Element[];
}

/** A keyword-only option such as `[FORCE]` is bound to the parameter of its first keyword in lower case. */
export function flagName(keyword: KeywordElement): string {
  return asciiLower(keyword.words[0] ?? '');
}

/** The parameters that a usage line binds, in its order. */
export function parametersOf(elements: readonly Element[]): readonly string[] {
  return elements.flatMap((element) => {
    if (element.kind === 'parameter') return [element.name];
    if (element.kind === 'keyword') return [];
    return element.alternatives.flatMap((alternative) => {
      const [only] = alternative;
      if (alternative.length === 1 && only?.kind === 'keyword') return [flagName(only)];
      return parametersOf(alternative);
    });
  });
}

/** An element as the usage line writes it, for syntax errors. */
export function wordsOf(element: Element): string {
  if (element.kind === 'keyword') return element.words.join(' or ');
  if (element.kind === 'parameter') return element.name;
  return element.alternatives.map((alternative) => alternative.map(wordsOf).join(' ')).join(' or ');
}
