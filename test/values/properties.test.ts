/** What holds for every value and every text of the data language. */
import { expect } from 'chai';
import fc from 'fast-check';
import { readItems } from '../../src/syntax/command-line.js';
import { BadSyntax } from '../../src/values/bad-syntax.js';
import { printFile } from '../../src/values/print-file.js';
import { print } from '../../src/values/print.js';
import { readFileText, readValue } from '../../src/values/read.js';
import type { Value } from '../../src/values/value.js';
import { anyString, anyValue } from './any-value.js';
import { invalid, valid } from './samples.js';

const samples = [...valid.map(({ text }) => text), ...invalid.map(([, text]) => text)];
const readValues = (line: string): Value => readItems(`Echo ${line}`).map((item) => item.value);

function holds(claim: (value: Value) => unknown): void {
  fc.assert(fc.property(anyValue, (value) => void claim(value)));
}

/** What is read prints as a text that reads and prints the same; all else is a fit `BadSyntax`. */
function expectSound(text: string, read: (text: string) => Value): void {
  let value: Value;
  try {
    value = read(text);
  } catch (failure) {
    expect(failure, text).to.be.instanceOf(BadSyntax);
    expect(failure, text).to.have.property('message').that.matches(fitMessage);
    return;
  }
  const printed = print(value);
  expect(print(readValue(printed)), text).to.equal(printed);
}

/** One client throws at other symbols in an error text (protocol, section 6). */
const fitMessage = /^failed to read [\w .@<>-]+(: non a\/n data)?$/;

describe('Every value of the data language', () => {
  it('reads back as it was from the line that is printed for it', () => {
    holds((value) => expect(readValue(print(value))).to.eql(value));
  });

  it('is printed as one line without zero bytes', () => {
    holds((value) => expect(print(value)).to.not.match(/[\0\r\n\t]/));
  });

  it('reads back as it was from the file that is printed for it', () => {
    holds((value) => expect(readFileText(printFile(value))).to.eql(value));
  });

  it('reads back as it was from a command line', () => {
    holds((value) => {
      const items = readItems(`Echo ${print(value)} (a)`);
      expect(items.map((item) => item.value)).to.eql([value, ['a']]);
    });
  });

  it('prints the same whatever the order of keys', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(anyString, anyString)), (pairs) => {
        const dictionary = new Map(pairs);
        const reversed = new Map([...dictionary].reverse());
        expect(print(reversed)).to.equal(print(dictionary));
      }),
    );
  });
});

describe('Every text', () => {
  const nasty = Array.from('a0#"\\({;, /\0\xD0');

  // Nearly all of these texts are refused, and nobody looks at where.
  const { stackTraceLimit } = Error;
  before(() => void (Error.stackTraceLimit = 0));
  after(() => void (Error.stackTraceLimit = stackTraceLimit));

  it('that a sample begins with is read or refused', () => {
    for (const text of samples)
      for (let end = 0; end < text.length; end++) expectSound(text.slice(0, end), readValues);
  });

  it('that a sample becomes by losing, gaining or changing one symbol is read or refused', () => {
    for (const text of samples) {
      for (let at = 0; at <= text.length; at++) {
        const [before, from, after] = [text.slice(0, at), text.slice(at), text.slice(at + 1)];
        expectSound(before + after, readValues);
        for (const symbol of nasty) {
          expectSound(before + symbol + from, readValues);
          expectSound(before + symbol + after, readFileText);
        }
      }
    }
  });

  for (const [alphabet, length, read] of [
    ['a="\\;(){}, #', 4, readValues],
    ['a,(){;=', 5, readValues],
    ['"\\0u\'1', 5, readValues],
    ['#-0xT1:[]I', 4, readValues],
    ['<a/>!-', 5, readValues],
    ['/*a" \n;', 4, readFileText],
  ] as const) {
    it(`of up to ${length} symbols of ${JSON.stringify(alphabet)} is read or refused`, () => {
      for (const text of allStrings(Array.from(alphabet), length)) expectSound(text, read);
    });
  }
});

function* allStrings(alphabet: readonly string[], length: number): Generator<string> {
  yield '';
  if (length === 0) return;
  for (const rest of allStrings(alphabet, length - 1)) {
    if (rest.length < length) for (const symbol of alphabet) yield symbol + rest;
  }
}
