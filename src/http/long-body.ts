/** A long body on its way to the thread that reads it, and the call in it on its way back. */
import { BadSyntax } from '../values/bad-syntax.js';
import type { TextLimits } from '../values/parse.js';
import { tooManyElements } from '../values/tokens.js';
import { isArray, isDictionary, type Value } from '../values/value.js';
import type { Call } from './commands.js';
import { commandIn } from './form.js';
import { callIn } from './json-calls.js';

/** The task of the thread. */
export interface LongBody {
  readonly body: Uint8Array;
  readonly as: 'form' | 'json';
  readonly query: string;
  readonly limits: TextLimits;
}

/** Reads a body; the result is the call as a value. Throws `BadSyntax`. */
export function readLongBody({ body, as, query, limits }: LongBody): Value {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.length);
  if (as === 'form') return [commandIn(query, bytes.toString('latin1'))];
  requireFewElements(bytes, limits.elementsMax);
  const call = callIn(bytes, limits.nestingMax);
  if ('line' in call) return [call.line];
  const values = new Map<string, Value>();
  const flags = new Map<string, Value>();
  for (const [name, given] of call.arguments) {
    if (typeof given === 'boolean') flags.set(name, given ? 'set' : 'unset');
    else values.set(name, given);
  }
  return [call.name, values, flags];
}

/** The call of what `readLongBody` gave. */
export function callOf(value: Value): Call {
  const [first, values, flags] = isArray(value) ? value : [];
  if (typeof first !== 'string') throw new Error('a body was read to no call');
  if (!isDictionary(values) || !isDictionary(flags)) return { line: first };
  const given = new Map<string, Value | boolean>(values);
  for (const [name, flag] of flags) given.set(name, flag === 'set');
  return { name: first, arguments: given };
}

const quote = 34;
const backslash = 92;
/** What goes before an element. */
const starts = new Set(Buffer.from('[{,'));

/** Refuses JSON with too many elements before it takes memory. */
function requireFewElements(json: Buffer, max: number): void {
  // An element takes two characters at least, and each pair of a dictionary written out has three.
  if (json.length <= 2 * max) return;
  let elements = 0;
  for (let at = 0; at < json.length; at++) {
    const code = json[at] ?? 0;
    if (code === quote) at = endOfString(json, at);
    else if (starts.has(code) && ++elements > 3 * max) tooManyElements(max);
  }
}

function endOfString(json: Buffer, start: number): number {
  for (let at = start + 1; at < json.length; at++) {
    at = json.indexOf(quote, at);
    if (at < 0) throw new BadSyntax('failed to read JSON');
    let slashes = 0;
    while (json[at - 1 - slashes] === backslash) slashes++;
    if (slashes % 2 === 0) return at;
  }
  throw new BadSyntax('failed to read JSON');
}
