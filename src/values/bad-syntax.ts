/**
 * A text that is not in the data language or not a command line, and how the failure of a
 * generated parser becomes one. Knows the grammars' names for what they expect, and no grammar.
 */

/**
 * The text cannot be understood. `message` is in the protocol's style (lower case, says what was
 * expected or could not be read; protocol, section 6) and goes to the client as it is.
 */
export class BadSyntax extends Error {}

/** What the server of the original product says of a symbol that an unquoted string cannot have. */
const nonAlphanumeric = 'failed to read an unquoted string: non a/n data';

/** Symbols that mean something outside quotes, so that meeting one is a matter of its place. */
const meaningful = /^[-\w\x80-\xFF.@!#%:+~/ \t\r\n,;=(){}[\]"<]$/;

/** Where an unquoted string could stand or could go on, as the grammars name these places. */
const wordPlaces = new Set([
  'a value',
  'a key',
  'a command',
  'a comma',
  'an equals sign',
  'a semicolon',
  'a blank',
  'the end of the text',
]);

/** The failure of a parser made by peggy: what it expected at the furthest place it came to. */
interface ParserFailure {
  readonly expected: readonly { readonly type: string; readonly description?: string }[] | null;
  readonly found: string | null;
}

/** Turns what a generated parser threw into what callers of the readers are promised. */
export function badSyntaxOf(failure: unknown): unknown {
  return isParserFailure(failure) ? new BadSyntax(messageOf(failure)) : failure;
}

function isParserFailure(failure: unknown): failure is ParserFailure {
  return failure instanceof SyntaxError && 'expected' in failure && 'found' in failure;
}

function messageOf({ expected, found }: ParserFailure): string {
  const names = new Set<string>();
  for (const { type, description } of expected ?? []) {
    if (type === 'end') names.add('the end of the text');
    if (type === 'other' && description !== undefined) names.add(description);
  }
  if (found !== null && !meaningful.test(found) && [...names].some((name) => wordPlaces.has(name)))
    return nonAlphanumeric;
  return `failed to read data - expected ${[...names].join(' or ')}`;
}
