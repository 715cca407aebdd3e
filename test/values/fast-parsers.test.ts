/**
 * The grammars are compiled with a plugin that walks over runs of symbols, and their parsers
 * are moved to the module and read silently first. This changes the speed and nothing else: here
 * the grammars are compiled without all that, and both parsers compared.
 */
import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import fc from 'fast-check';
import { generate } from 'peggy';
import { readItems } from '../../src/syntax/command-line.js';
import { BadSyntax, badSyntaxOf } from '../../src/values/bad-syntax.js';
import { printFile } from '../../src/values/print-file.js';
import { print } from '../../src/values/print.js';
import { readFileText, readValue, usualLimits } from '../../src/values/read.js';
import * as tokens from '../../src/values/tokens.js';
import { anyValue } from './any-value.js';
import { invalid, valid } from './samples.js';

type Read = (text: string) => unknown;

function compiledPlainly(startRule: string, ...names: readonly string[]): Read {
  const sources = names.map((name) => {
    const path = new URL(`../../grammar/${name}.pegjs`, import.meta.url);
    return { source: name, text: readFileSync(path, 'utf8') };
  });
  const parser = generate(sources, { allowedStartRules: [startRule] });
  return (text) => {
    try {
      return parser.parse(text, { ...usualLimits, tokens }) as unknown;
    } catch (failure) {
      throw badSyntaxOf(failure);
    }
  };
}

/** What a reader gives, or says. */
function outcomeOf(read: Read, text: string): unknown {
  try {
    return { value: read(text) };
  } catch (failure) {
    if (!(failure instanceof BadSyntax)) throw failure;
    return { message: failure.message };
  }
}

const pieces = [
  ...['"', '\\', '#', '(', ')', '{', '}', '[', ']', '<', '>', ',', ';', '=', '/', '*', "'", '-'],
  ...[' ', '\t', '\n', '\r', '\0', '\xFF', 'a', 'A==', '0x1', ':', 'T1-1-2026', 'I[::1]', 'NULL#'],
  ...[
    '//',
    '/*',
    '*/',
    '<a>',
    '</a>',
    '<!--',
    '-->',
    "\\u'41'",
    '\\e',
    'u',
    '.',
    '$',
    '_',
    '+',
    '%',
  ],
];

it('A reader keeps nothing of a text that it has read or refused', () => {
  expect(outcomeOf(readValue, '(a,b')).to.have.property('message');
  expect(readValue('(a,b)')).to.deep.equal(['a', 'b']);
  // A call that ended early, by a fault of its caller, leaves nothing to the next one either.
  const broken = { nestingMax: 1, elementsMax: Infinity };
  expect(() => readValue('((((a))))', broken)).to.throw(BadSyntax);
  expect(readValue('(a,b)', broken)).to.deep.equal(['a', 'b']);
});

describe('A grammar compiled with runs that are walked and a parser in its module', () => {
  const readers: readonly (readonly [what: string, fast: Read, plain: Read])[] = [
    ['single-line texts', readValue, compiledPlainly('Text', 'values', 'single-line')],
    ['multi-line texts', readFileText, compiledPlainly('Text', 'values', 'multi-line')],
    [
      'command lines',
      readItems,
      compiledPlainly('CommandLine', 'values', 'single-line', 'command-line'),
    ],
  ];

  for (const [what, fast, plain] of readers) {
    const agree = (text: string) =>
      expect(outcomeOf(fast, text), text).to.deep.equal(outcomeOf(plain, text));

    it(`reads and refuses ${what} as it does without: samples and what they begin with`, () => {
      for (const text of [...valid.map((row) => row.text), ...invalid.map(([, text]) => text)])
        for (let end = 0; end <= text.length; end++) {
          agree(text.slice(0, end));
          agree(`Echo ${text.slice(0, end)}`);
        }
    });

    it(`reads and refuses ${what} as it does without: pieces in any order`, () => {
      const anyText = fc.array(fc.constantFrom(...pieces)).map((parts) => parts.join(''));
      fc.assert(
        fc.property(anyText, (text) => {
          agree(text);
          agree(`Echo ${text}`);
        }),
        { numRuns: 500 },
      );
    });

    it(`reads ${what} as it does without: any value`, () => {
      fc.assert(
        fc.property(anyValue, (value) => {
          agree(print(value));
          agree(printFile(value));
          agree(`Echo ${print(value)}`);
        }),
      );
    });
  }
});
