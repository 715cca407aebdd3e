/** The JSON form of a call and of its reply (docs/http.md). */
import { isUtf8 } from 'node:buffer';
import type { Reply } from '../protocol/reply.js';
import { codeOf } from '../protocol/replies.js';
import { BadSyntax } from '../values/bad-syntax.js';
import { readValue } from '../values/read.js';
import { bytesOf, textOf } from '../values/text.js';
import type { Call } from './commands.js';
import { withoutLineEnd } from './form.js';
import { jsonOf, valueOf, type Json } from './json-values.js';

const expected = 'failed to read JSON - expected command, or name and arguments';

/** The call that a body asks for. Throws `BadSyntax`. */
export function callIn(body: Buffer, nestingMax: number): Call {
  const { command, name, arguments: given = {}, ...others } = objectOf(jsonIn(body));
  if (Object.keys(others).length > 0) throw new BadSyntax(expected);
  if (typeof command === 'string' && name === undefined) {
    return { line: withoutLineEnd(bytesOf(command)) };
  }
  if (typeof name !== 'string' || command !== undefined) throw new BadSyntax(expected);
  const members = Object.entries(objectOf(given)).map(
    ([parameter, value]) =>
      [parameter, typeof value === 'boolean' ? value : valueOf(value, nestingMax)] as const,
  );
  return { name: bytesOf(name), arguments: new Map(members) };
}

function jsonIn(body: Buffer): Json {
  if (!isUtf8(body)) throw new BadSyntax('failed to read JSON - it is not UTF-8');
  try {
    return JSON.parse(body.toString('utf8')) as Json;
  } catch {
    throw new BadSyntax('failed to read JSON');
  }
}

function objectOf(json: Json): Readonly<Record<string, Json>> {
  if (json === null || typeof json !== 'object' || Array.isArray(json)) {
    throw new BadSyntax(expected);
  }
  return json as Readonly<Record<string, Json>>;
}

/** A reply in JSON. */
export function replyJson(reply: Reply): Json {
  const code = codeOf(reply, true);
  switch (reply.kind) {
    case 'ok':
      return { code };
    case 'data':
      return { code, result: jsonOf(readValue(reply.text)) };
    case 'error':
      return { code, error: textOf(reply.text) };
  }
}
