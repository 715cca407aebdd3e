import { expect } from 'chai';
import { kindOf } from './client-reader.js';

describe('The reader of a strict client', () => {
  const readable = [
    ['a.b-c_d@e', 'string'],
    ['größe', 'string'],
    ['""', 'string'],
    ['"two words \\"\\\\\\e\\127"', 'string'],
    ['#-5', 'number'],
    ['#T22-10-2026_15:24:45', 'timestamp'],
    ['#I[192.0.2.1]:25', 'address'],
    ['#NULL#', 'null'],
    ['[YWJj]', 'datablock'],
    ['[]', 'datablock'],
    ['<a>b</a>', 'xml'],
    ['()', 'array'],
    ['(a,(#1,{b=();}),"")', 'array'],
    ['{a=b;"c d"={};}', 'dictionary'],
  ] as const;
  for (const [text, kind] of readable) {
    it(`reads ${text} as ${kind}`, () => expect(kindOf(text)).to.equal(kind));
  }

  const unreadable = [
    '', ' a', 'a ', 'a/b', '"a', '"a"b', '"\\n"', '"a\tb"', '(a, b)', '(a,)', '(a b)', '{a=b}',
    '{a;}', '{#1=a;}', '{a=b;};', '#', '#x', '#T22-10-26', '[YWJ]', '[Y WJj]', '"\\200"', 'OK done',
  ]; // prettier-ignore
  for (const text of unreadable) {
    it(`does not read ${text}`, () => expect(() => kindOf(text)).to.throw('no client reads this'));
  }
});
