/** What the catalogue says of successes: whether they tell data, and of which kind. */
import { expect } from 'chai';
import { catalogue } from './catalogue.js';
import { kindOf } from './client-reader.js';

/** The command word of a line, in lower case. */
export function wordOf(line: string): string {
  return (/^\s*\w+/.exec(line)?.[0] ?? '').trim().toLowerCase();
}

/** What a success of a command word tells by the catalogue. */
const resultOf: ReadonlyMap<string, string> = new Map(
  catalogue.flatMap(({ name, spellings = [], result }) =>
    [name, ...spellings].map((word): [string, string] => [word.toLowerCase(), result]),
  ),
);

/** Expects of a success that it is of the kind that the catalogue names, as a client reads it. */
export function requireResult(said: string, answer: string): void {
  const result = resultOf.get(wordOf(said));
  if (result === undefined || !/^20[01] /.test(answer)) return;
  const told = answer.startsWith('201 ') ? kindOf(answer.slice(4)) : 'none';
  if (result === 'any') expect(told, said).not.to.equal('none');
  else expect(told, `${said}: ${answer}`).to.be.oneOf(result.split('|'));
}
