/** Reading and printing take time in proportion to the text, however it is made. */
import { expect } from 'chai';
import { readItems } from '../../src/syntax/command-line.js';
import { BadSyntax } from '../../src/values/bad-syntax.js';
import { print } from '../../src/values/print.js';
import { readFileText, readValue } from '../../src/values/read.js';

const million = 1_000_000;

/** Seconds of computing, with other programs on the machine left out. */
function secondsOf(work: () => void): number {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
}

const large: readonly (readonly [what: string, text: () => string])[] = [
  ['a data block of 30 MB', () => `[${'SGVs'.repeat(7.5 * million)}]`],
  ['a data block of 30 MB with blanks', () => `[${'SG Vs '.repeat(5 * million)}]`],
  ['a quoted string of 30 MB', () => `"${'a b '.repeat(7.5 * million)}"`],
  ['a word of 30 MB', () => 'a'.repeat(30 * million)],
  ['30 MB of blanks', () => `(${' '.repeat(30 * million)})`],
  ['30 MB of semicolons', () => `{${';'.repeat(30 * million)}}`],
  ['30 MB of leading zeros', () => `#${'0'.repeat(30 * million)}1`],
  ['a million backslashes', () => `"${'\\'.repeat(million)}"`],
  ['half a million line breaks', () => `"${'\\e'.repeat(million / 2)}"`],
  ['an array of a million elements', () => `(${'abc,'.repeat(million)})`],
  ['a dictionary of 100,000 keys', () => `{${keys(100_000)}}`],
  ['an XML element with 10 MB of text', () => `<a>${'b '.repeat(5 * million)}</a>`],
  ['an XML element with 10 MB of lines', () => `<a>${'line text\n'.repeat(million)}</a>`],
  ['an XML element with 10 MB of broken tag', () => `<a${'\n         '.repeat(million)}/>`],
  ['an XML element with 10 MB of attribute', () => `<a b="${'\n>>>>>>>>>'.repeat(million)}"/>`],
  ['an XML element with a million attributes', () => `<a${'\nb="c"'.repeat(million)}/>`],
  ['an XML element with a million remarks', () => `<a>\n${'<!--b-->'.repeat(million)}</a>`],
];

const hostile: readonly (readonly [what: string, text: () => string])[] = [
  ['a data block of 30 MB without end', () => `[${'SGVs'.repeat(7.5 * million)}`],
  ['a quoted string of 30 MB without end', () => `"${'a b '.repeat(7.5 * million)}`],
  ['an odd number of backslashes', () => `"${'\\'.repeat(million + 1)}"`],
  ['arrays 10,000 deep', () => '('.repeat(10_000) + ')'.repeat(10_000)],
  ['a million opening parentheses', () => '('.repeat(million)],
  ['a million bytes of opened dictionaries', () => '{a={a='.repeat(million / 6)],
  ['a million opened elements', () => '<a>'.repeat(million)],
  ['a million elements and a wrong one', () => `(${'abc,'.repeat(million)}$)`],
  ['100,000 arrays and a wrong one', () => `(${'(abc),'.repeat(100_000)}(a b))`],
  ['a number of 30 million digits', () => `#${'1'.repeat(30 * million)}`],
  ['a symbol of 30 million digits', () => `"\\u'${'1'.repeat(30 * million)}'"`],
  ['a time of 10 MB', () => `#T${'1-'.repeat(5 * million)}`],
  ['an address of 10 MB', () => `#I[${':'.repeat(10 * million)}]`],
];

function keys(count: number): string {
  return Array.from({ length: count }, (_, index) => `key${index}=v;`).join('');
}

/** Any other error goes on with its own stack, which tells where it came from. */
function refused(work: () => unknown): void {
  try {
    work();
  } catch (error) {
    if (error instanceof BadSyntax) return;
    throw error;
  }
  expect.fail('it was taken');
}

describe('However large the text is', () => {
  for (const [what, text] of large) {
    it(`reads and prints ${what}`, () => {
      const line = text();
      expect(secondsOf(() => print(readValue(line)))).to.be.below(3);
    });
  }

  for (const [what, text] of hostile) {
    it(`refuses ${what}`, () => {
      const line = text();
      for (const read of [readValue, readFileText, readItems]) {
        const command = read === readItems ? `Echo ${line}` : line;
        expect(secondsOf(() => refused(() => read(command)))).to.be.below(3);
      }
    });
  }
});
