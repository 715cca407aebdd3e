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

/** What was being read where a name of the grammars was expected, if it is more than data. */
const readings = new Map([
  ['a comma or the end of an array', 'an array'],
  ['the end of an array', 'an array'],
  ['an equals sign', 'a dictionary'],
  ['a key', 'a dictionary'],
  ['a semicolon or the end of a dictionary', 'a dictionary'],
  ['the end of a dictionary', 'a dictionary'],
  ['a closing quotation mark', 'a string'],
  ['base64 symbols and a closing bracket', 'a datablock'],
]);

/** Where an unquoted string could stand or could go on. */
const wordPlaces = new Set([
  'a value',
  'a key',
  'a command',
  'a comma or the end of an array',
  'an equals sign',
  'a semicolon or the end of a dictionary',
  'a blank',
  'the end of the text',
]);

interface Expectation {
  readonly type: string;
  readonly description?: string;
}

/** The failure of a parser made by peggy: what it expected at the furthest place it came to. */
interface ParserFailure {
  readonly expected: readonly Expectation[] | null;
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
  const places = new Set((expected ?? []).map(nameOf).filter((name) => name !== ''));
  const canBeWord = [...places].some((place) => wordPlaces.has(place));
  if (canBeWord && found !== null && !meaningful.test(found)) return nonAlphanumeric;
  const reading = [...places].map((place) => readings.get(place)).find((name) => name) ?? 'data';
  return `failed to read ${reading} - expected ${[...places].join(' or ')}`;
}

/** The name for what was expected; a single symbol has none, because a named rule is around it. */
function nameOf({ type, description }: Expectation): string {
  return type === 'end' ? 'the end of the text' : (description ?? '');
}
