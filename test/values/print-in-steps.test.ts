import { expect } from 'chai';
import fc from 'fast-check';
import { print } from '../../src/values/print.js';
import { printInSteps, sortedInSteps } from '../../src/values/print-in-steps.js';
import type { Value } from '../../src/values/value.js';
import { anyValue } from './any-value.js';

/** The text, and how many turns others had meanwhile. */
function printed(value: Value): { readonly text: string; readonly turns: number } {
  const steps = printInSteps(value);
  for (let turns = 0; ; turns += 1) {
    const step = steps.next();
    if (step.done === true) return { text: step.value, turns };
  }
}

const names = (count: number): string[] =>
  Array.from({ length: count }, (_, at) => `name${(at * 7919) % count}`);

describe('Printing in steps', () => {
  it('prints what print prints', () => {
    fc.assert(
      fc.property(anyValue, fc.nat(400), (value, times) => {
        const long = [value, new Map([['b', Array<Value>(times).fill(value)]])];
        expect(printed(value).text).to.equal(print(value));
        expect(printed(long).text).to.equal(print(long));
      }),
      { numRuns: 200 },
    );
  });

  const long: Readonly<Record<string, Value>> = {
    'an array': names(10_000),
    'an array in a dictionary': new Map([['Members', names(10_000)]]),
    'a dictionary in no order': new Map(names(10_000).map((name) => [name, 5n])),
    'dictionaries in an array': names(10_000).map((name) => new Map([['Name', name]])),
    'long strings': names(100).map((name) => name.repeat(500)),
  };
  for (const [what, value] of Object.entries(long)) {
    it(`gives others turns for ${what}`, () => {
      const { text, turns } = printed(value);
      expect(text).to.equal(print(value));
      expect(turns).to.be.at.least(text.length / 100_000 + 5);
    });
  }

  it('takes no step for what is short', () => {
    expect(printed(new Map([['Aliases', names(200)]])).turns).to.equal(0);
  });

  it('sorts by bytes, double strings too', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ maxLength: 2 }), { maxLength: 3000, size: 'max' }),
        (strings) => {
          const steps = sortedInSteps(strings);
          let step = steps.next();
          while (step.done !== true) step = steps.next();
          expect(step.value).to.deep.equal([...strings].sort());
        },
      ),
      { numRuns: 20 },
    );
  });
});
