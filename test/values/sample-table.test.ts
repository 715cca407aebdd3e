/** The sample table of the data language (data-format, section 16), row by row. */
import { expect } from 'chai';
import { readItems } from '../../src/syntax/command-line.js';
import { BadSyntax } from '../../src/values/bad-syntax.js';
import { print } from '../../src/values/print.js';
import { readFileText, readValue } from '../../src/values/read.js';
import { textOf } from '../../src/values/text.js';
import { invalid, valid } from './samples.js';

describe('The sample table of the data language', () => {
  for (const { number, text, place, value, printed } of valid) {
    it(`${number}: ${textOf(text)} is read and printed as ${textOf(printed)}`, () => {
      const found =
        place === 'file'
          ? readFileText(text)
          : place === 'parameter'
            ? readItems(`Echo ${text}`)[0]?.value
            : readValue(text);
      expect(found).to.deep.equal(value);
      expect(print(value)).to.equal(printed);
    });
  }

  for (const [number, text] of invalid) {
    it(`${number}: ${text} is refused`, () => {
      expect(() => readValue(text)).to.throw(BadSyntax);
    });
  }

  it('is here as a whole', () => {
    const numbers = [...valid.map(({ number }) => number), ...invalid.map(([number]) => number)];
    const hundred = Array.from({ length: 100 }, (_, index) => index + 1);
    expect(numbers.sort((one, other) => one - other)).to.deep.equal(hundred);
  });
});
