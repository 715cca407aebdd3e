import { expect } from 'chai';
import {
  recordsAsArray,
  recordsFromArray,
} from '../../src/commands/accounts/remote-record-arrays.js';
import { Refusal } from '../../src/engine/core/refusal.js';
import { print } from '../../src/values/print.js';
import { readValue } from '../../src/values/read.js';
import { isArray, type Dictionary } from '../../src/values/value.js';

describe('Records of remote accounts in an array', () => {
  const array = (text: string) => {
    const value = readValue(text);
    return isArray(value) ? value : [];
  };

  it('read as an array can be written back', () => {
    const records = readValue('{a={domain=x;};b={authName=j;domain=y;};}') as Dictionary;
    expect(recordsFromArray(recordsAsArray(records))).to.deep.equal(records);
  });

  it('without a name are called after the account that is polled', () => {
    const records = recordsFromArray(array('({authName=j;domain=x.test;})'));
    expect(print(records)).to.equal('{j@x.test={authName=j;domain=x.test;};}');
  });

  for (const text of ['(x)', '({Name=(a);})', '({Name=a;},{Name=a;})']) {
    it(`cannot be ${text}`, () => {
      expect(() => recordsFromArray(array(text)))
        .to.throw(Refusal)
        .with.property('reason', 'illegal-value');
    });
  }
});
