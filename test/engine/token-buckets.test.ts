import { expect } from 'chai';
import fc from 'fast-check';
import { TokenBuckets, type Token } from '../../src/engine/logins/token-buckets.js';

const rate = { burst: 3, perMinute: 6 };

describe('Token buckets', () => {
  it('give what they hold at once, and what they gain later', () => {
    const buckets = new TokenBuckets(10);
    const spend = (time: number): boolean => {
      const token = buckets.take('a', rate, time) as Token | undefined;
      token?.spend();
      return token !== undefined;
    };
    expect([spend(0), spend(0), spend(0), spend(0)]).to.deep.equal([true, true, true, false]);
    expect([spend(9_999), spend(10_000), spend(10_000)]).to.deep.equal([false, true, false]);
    expect(Array.from({ length: 5 }, () => spend(600_000))).to.deep.equal([
      ...[true, true, true],
      ...[false, false],
    ]);
  });

  it('hold each key apart, and have no limit where a part of the rate is 0', () => {
    const buckets = new TokenBuckets(10);
    for (const key of ['a', 'b']) {
      for (let count = 0; count < 3; count += 1)
        expect(buckets.take(key, rate, 0)).to.be.an('object');
    }
    for (const free of [
      { burst: 0, perMinute: 6 },
      { burst: 3, perMinute: 0 },
    ]) {
      for (let count = 0; count < 50; count += 1) {
        expect(buckets.take('a', free, 0)).to.be.an('object');
      }
    }
  });

  it('let those wait who may get a token that comes back, and tell them when none can', async () => {
    const buckets = new TokenBuckets(10);
    const first = [0, 1, 2].map(() => buckets.take('a', rate, 0) as Token);
    const waiting = [0, 1, 2].map(() => buckets.take('a', rate, 0));
    first[0]?.giveBack();
    const lucky = await waiting[0];
    expect(lucky).to.be.an('object');
    first[1]?.spend();
    first[2]?.spend();
    lucky?.spend();
    expect([await waiting[1], await waiting[2]]).to.deep.equal([undefined, undefined]);
  });

  it('settle a token once only', () => {
    const buckets = new TokenBuckets(10);
    const token = buckets.take('a', rate, 0) as Token;
    token.spend();
    token.giveBack();
    expect([1, 2, 3].map(() => buckets.take('a', rate, 0) !== undefined)).to.deep.equal([
      true,
      true,
      true, // waits for the two above
    ]);
  });

  it('are bounded: the one used longest ago goes first, but none with a token out', () => {
    const buckets = new TokenBuckets(3);
    void buckets.take('out', rate, 0);
    for (let key = 0; key < 100; key += 1) (buckets.take(`k${key}`, rate, 0) as Token).spend();
    expect(buckets.size).to.equal(3);
    for (let count = 0; count < 2; count += 1) void buckets.take('out', rate, 0);
    expect(buckets.take('out', rate, 0), 'is remembered').to.be.instanceOf(Promise);
  });

  it('never let more pass in any time than they hold and gain', async () => {
    const deeds = fc.array(
      fc.record({ wait: fc.nat(20_000), harmless: fc.boolean(), slow: fc.nat(3) }),
      { maxLength: 60 },
    );
    await fc.assert(
      fc.asyncProperty(deeds, async (all) => {
        const buckets = new TokenBuckets(10);
        const open: { token: Token; left: number; harmless: boolean }[] = [];
        let time = 0;
        let spent = 0;
        const settle = (force: boolean): void => {
          for (const deed of open.splice(0)) {
            if (!force && deed.left-- > 0) open.push(deed);
            else if (deed.harmless) deed.token.giveBack();
            else {
              spent += 1;
              deed.token.spend();
            }
          }
        };
        for (const { wait, harmless, slow } of all) {
          time += wait;
          const taken = buckets.take('a', rate, time);
          const note = (token: Token | undefined): void => {
            if (token !== undefined) open.push({ token, left: slow, harmless });
          };
          if (taken instanceof Promise) void taken.then(note);
          else note(taken);
          settle(false);
          await Promise.resolve();
        }
        for (let round = 0; round < 70; round += 1) {
          settle(true);
          await Promise.resolve();
        }
        expect(spent).to.be.at.most(rate.burst + (time / 60_000) * rate.perMinute + 1e-6);
      }),
    );
  });
});
