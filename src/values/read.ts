/**
 * From texts to values (data-format, sections 1 to 11). The grammars `values`, `single-line` and
 * `multi-line` say what is accepted: more than `print.ts` ever writes, because clients write more.
 */
import { parse as parseFile } from './generated/multi-line.js';
import { parse as parseLine } from './generated/single-line.js';
import { parsed, type TextLimits } from './parse.js';
import type { Value } from './value.js';

/**
 * What holds for texts that do not come from a client. Real settings and rules stay below ten
 * levels; the reader descends once per level, and a hundred levels are far from filling the stack.
 */
export const usualLimits: TextLimits = { nestingMax: 100, elementsMax: Infinity };

/**
 * The value of a single-line text: exactly one value, with spaces and TABs around it, no comments.
 * Throws `BadSyntax`.
 */
export function readValue(text: string, limits: TextLimits = usualLimits): Value {
  return parsed(parseLine, text, limits) as Value;
}

/**
 * The value of a multi-line text, such as a settings file: line breaks, comments and joined strings
 * are allowed, and a bare key may start with `#`. The mark that some editors put before a text in
 * UTF-8 is passed over. Throws `BadSyntax`.
 */
export function readFileText(text: string, limits: TextLimits = usualLimits): Value {
  return parsed(parseFile, text.replace(/^\xef\xbb\xbf/, ''), limits) as Value;
}
