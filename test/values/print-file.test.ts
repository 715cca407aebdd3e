import { expect } from 'chai';
import fc from 'fast-check';
import { print } from '../../src/values/print.js';
import { printFile, printFileLines } from '../../src/values/print-file.js';
import { readFileText } from '../../src/values/read.js';
import type { Value } from '../../src/values/value.js';
import { anyValue } from './any-value.js';

describe('The text of a settings file', () => {
  it('has one key per line behind one blank, in the order of bytes', () => {
    const value = new Map<string, Value>([
      ['b', ['x', 'y z']],
      ['Password', 'cp'],
      ['#Created', 'then'],
    ]);
    expect(printFile(value)).to.equal(
      '{\n #Created = then;\n Password = cp;\n b = (x,"y z");\n}\n',
    );
    expect([...printFileLines([['a', '1']])].join('')).to.equal('{\n a = 1;\n}\n');
  });

  it('has one element of an array per line', () => {
    expect(printFile(['a', ['b', 'c']])).to.equal('(\n a,\n (b,c)\n)\n');
    expect(printFile([])).to.equal('(\n)\n');
  });

  it('reads back as the value that was printed', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        expect(print(readFileText(printFile(value)))).to.equal(print(value));
      }),
    );
  });
});
