/** How generated parsers are called, and how their failures become `BadSyntax`. */
import { badSyntaxOf } from './bad-syntax.js';
import * as tokens from './tokens.js';

/** How much a text may hold. */
export interface TextLimits {
  /** How deep containers and XML elements may be nested. */
  readonly nestingMax: number;
  /** How many elements all arrays, dictionaries and XML elements may have together. */
  readonly elementsMax: number;
}

/** A parser made by peggy; with `peg$library` it gives an object instead of throwing. */
type Parse = (text: string, options: object) => unknown;

/**
 * What a parser reads a text as. To list what was expected takes longer than to read: so a text is
 * read without it, and once more with it when it is wrong. Throws `BadSyntax`.
 */
export function parsed(parse: Parse, text: string, limits: TextLimits): unknown {
  const { nestingMax, elementsMax } = limits;
  const silent = { tokens, nestingMax, elementsMax, peg$silentFails: 1, peg$library: true };
  const outcome = parse(text, silent) as { peg$success: boolean; peg$result: unknown };
  if (outcome.peg$success) return outcome.peg$result;
  try {
    return parse(text, { tokens, nestingMax, elementsMax });
  } catch (failure) {
    throw badSyntaxOf(failure);
  }
}
