/**
 * From a line to a command word and items (protocol, section 8; data-format, section 15). The
 * grammar `command-line` says what is accepted. Knows no command.
 */
import { parsed, type TextLimits } from '../values/parse.js';
import { usualLimits } from '../values/read.js';
import { parse } from './generated/command-line.js';
import type { CommandLine } from './item.js';

/**
 * Takes a command line apart; the line has no line end and is not blank. The items of the line
 * count among the elements that it may have. Throws `BadSyntax`.
 */
export function readCommandLine(line: string, limits: TextLimits = usualLimits): CommandLine {
  return parsed(parse, line, limits) as CommandLine;
}

/** The command word of a line as far as it can be seen without reading the line; empty for none. */
export function wordOf(line: string): string {
  return /^[ \t]*([-\w.@!#%:+~/\x80-\xff]*)/.exec(line)?.[1] ?? '';
}
