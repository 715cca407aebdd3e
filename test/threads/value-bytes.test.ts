import { expect } from 'chai';
import fc from 'fast-check';
import { atOnce, inSlices } from '../../src/threads/slices.js';
import { bytesOfValue, valueOfBytes } from '../../src/threads/value-bytes.js';
import { print } from '../../src/values/print.js';
import type { Value } from '../../src/values/value.js';
import { anyValue } from '../values/any-value.js';

describe('A value on its way between threads', () => {
  const there = (value: Value): Value => atOnce(valueOfBytes(bytesOfValue(value)));

  it('arrives as it was', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        const arrived = there(value);
        expect(print(arrived)).to.equal(print(value));
        expect(arrived).to.deep.equal(value);
      }),
    );
  });

  it('arrives in slices as it does at once', async () => {
    const value = Array.from({ length: 5000 }, (_, at) =>
      at % 7 === 0 ? new Map([[`key${at}`, [BigInt(at), null]]]) : `member${at}`,
    );
    expect(await inSlices(valueOfBytes(bytesOfValue(value)))).to.deep.equal(value);
  });

  it('may be interrupted every few hundred values', () => {
    const value = Array.from({ length: 10_000 }, String);
    let interruptions = 0;
    for (const work = valueOfBytes(bytesOfValue(value)); work.next().done !== true;) {
      interruptions += 1;
    }
    expect(interruptions).to.be.greaterThan(20);
  });
});
