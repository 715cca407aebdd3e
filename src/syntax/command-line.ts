/**
 * From a line to its command word and its items (protocol, section 8; data-format, section 15). The
 * grammar `command-line` says what is accepted. Knows no command.
 */
import { parsed, type TextLimits } from '../values/parse.js';
import { usualLimits } from '../values/read.js';
import { parse } from './generated/command-line.js';
import type { Item } from './item.js';

/**
 * What follows the command word of a line, which has no line end and is not blank. The items count
 * among the elements that a line may have. Throws `BadSyntax`.
 */
export function readItems(line: string, limits: TextLimits = usualLimits): readonly Item[] {
  return parsed(parse, line, limits) as readonly Item[];
}

/** The command word as it was typed, without reading the line: what it may hold depends on that. */
export function wordOf(line: string): string {
  return /^[ \t]*([-\w.@!#%:+~/\x80-\xff]*)/.exec(line)?.[1] ?? '';
}
