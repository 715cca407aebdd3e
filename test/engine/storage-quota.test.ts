import { expect } from 'chai';
import { limitOf } from '../../src/engine/file-storage/storage-quota.js';

describe('A limit of File Storage as its setting writes it', () => {
  for (const [value, limit] of [
    ['100M', 104_857_600],
    ['3k', 3072],
    ['1G', 1_073_741_824],
    ['1000', 1000],
    [5n, 5],
    ['unlimited', Infinity],
    ['-1', Infinity],
    ['', Infinity],
    [undefined, Infinity],
  ] as const) {
    it(`${String(value)} is ${limit}`, () => expect(limitOf(value)).to.equal(limit));
  }
});
