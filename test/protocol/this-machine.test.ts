import { expect } from 'chai';
import { isLoopback } from '../../src/authentication/this-machine.js';

describe('This machine', () => {
  for (const address of ['127.0.0.1', '::1', '::ffff:127.0.0.1']) {
    it(`is where ${address} comes from`, () => expect(isLoopback(address)).to.equal(true));
  }
  for (const address of ['127.0.0.2', '10.127.0.1', '127.0.0.10', '::2', '::1:1', '::', '']) {
    it(`is not where ${address || 'no address'} comes from`, () =>
      expect(isLoopback(address)).to.equal(false));
  }
});
