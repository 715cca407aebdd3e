/** Maps that let the oldest go. */
import { expect } from 'chai';
import fc from 'fast-check';
import { BoundedMap } from '../../src/memory/bounded-map.js';

describe('A bounded map', () => {
  it('has what was set last, up to its capacity, whatever was set, read and deleted', () => {
    const key = fc.nat(60);
    const step = fc.record({ what: fc.constantFrom('set', 'set', 'set', 'delete', 'get'), key });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.array(step), (capacity, steps) => {
        const map = new BoundedMap<number, number>(capacity);
        /** All that was set and not deleted since, the oldest first. */
        let all: number[] = [];
        for (const { what, key } of steps) {
          if (what === 'set') map.set(key, -key);
          else if (what === 'delete') map.delete(key);
          else expect(map.get(key)).to.equal(map.has(key) ? -key : undefined);
          if (what !== 'get') all = all.filter((each) => each !== key);
          if (what === 'set') all.push(key);
          expect([...map.keys()]).to.deep.equal(all.slice(all.length - map.size));
          const least = capacity - Math.floor(capacity / 16);
          expect(map.size).to.be.at.most(capacity);
          if (what === 'set') expect(map.size).to.be.at.least(Math.min(all.length, least));
          all = [...map.keys()];
        }
      }),
    );
  });

  it('lets nothing go that is in use, even when there is too much of it', () => {
    const map = new BoundedMap<string, boolean>(3, (inUse) => inUse);
    map.set('a', true).set('b', false).set('c', true).set('d', false);
    expect([...map.keys()]).to.deep.equal(['a', 'c', 'd']);
    map.set('d', true).set('e', false);
    expect([...map.keys()]).to.deep.equal(['a', 'c', 'd', 'e']);
    map.set('a', false).set('f', false);
    expect([...map.keys()]).to.deep.equal(['c', 'd', 'f']);
  });
});
