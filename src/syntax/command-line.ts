/**
 * From a line to a command word and items (protocol, section 8; data-format, section 15). The
 * grammar `command-line` says what is accepted. Knows no command.
 */
import { badSyntaxOf } from '../values/bad-syntax.js';
import { nestingMaxDefault } from '../values/read.js';
import * as tokens from '../values/tokens.js';
import { parse } from './generated/command-line.js';
import type { CommandLine } from './item.js';

/**
 * Takes a command line apart; the line has no line end and is not blank. `nestingMax` limits how
 * deep a value may be nested. Throws `BadSyntax`.
 */
export function readCommandLine(line: string, nestingMax: number = nestingMaxDefault): CommandLine {
  try {
    return parse(line, { nestingMax, tokens }) as CommandLine;
  } catch (failure) {
    throw badSyntaxOf(failure);
  }
}
