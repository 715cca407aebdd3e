/** Addresses that administrators block and release, beside those that failures block. */
import { expect } from 'chai';
import { firstAddressOf, countedAddress } from '../../src/server/addresses.js';
import { LoginFailures } from '../../src/server/login-failures.js';
import { FakeClock, settings } from './running-server.js';

describe('An address that an administrator blocks', () => {
  const clock = new FakeClock();
  let limits = { ...settings, loginFailuresPerAddress: 2, addressBlockSeconds: 60 };
  let failures: LoginFailures;
  beforeEach(() => (failures = new LoginFailures(clock, () => limits)));
  afterEach(() => (limits = { ...limits, loginFailuresPerAddress: 2 }));

  it('is blocked for its time and is listed with what is left of it', () => {
    failures.block('a', 10);
    clock.pass(8500);
    expect(failures.isBlocked('a')).to.equal(true);
    expect(failures.blocked).to.deep.equal([{ address: 'a', secondsLeft: 2 }]);
    clock.pass(1500);
    expect(failures.isBlocked('a')).to.equal(false);
    expect(failures.blocked).to.deep.equal([]);
  });

  it('may be blocked for good, which the sweep respects', () => {
    failures.block('a', Infinity);
    clock.pass(1e12);
    failures.sweep();
    expect(failures.isBlocked('a')).to.equal(true);
    expect(failures.blocked).to.deep.equal([{ address: 'a', secondsLeft: Infinity }]);
  });

  it('stays blocked when failures are not counted, which ends only the blocks for failures', () => {
    failures.block('a', 100);
    failures.add('b');
    failures.add('b');
    limits = { ...limits, loginFailuresPerAddress: 0 };
    expect([failures.isBlocked('a'), failures.isBlocked('b')]).to.deep.equal([true, false]);
    expect(failures.blocked.map(({ address }) => address)).to.deep.equal(['a']);
  });

  it('is listed once when its failures block it too, with the longer time', () => {
    failures.add('a');
    failures.add('a');
    failures.block('a', 10);
    expect(failures.blocked).to.deep.equal([{ address: 'a', secondsLeft: 60 }]);
  });

  it('is released from blocks of both kinds, and its failures count from nothing', () => {
    failures.add('a');
    failures.add('a');
    failures.block('a', Infinity);
    failures.release('a');
    failures.add('a');
    expect(failures.isBlocked('a')).to.equal(false);
    expect(failures.blocked).to.deep.equal([]);
  });
});

describe('A blocked network', () => {
  for (const address of ['192.0.2.7', '2001:db8:1:2:3:4:5:6', '::1', '1:2::']) {
    it(`of ${address} is the same when it is given back as it is listed`, () => {
      const counted = countedAddress(address);
      expect(countedAddress(firstAddressOf(counted))).to.equal(counted);
    });
  }
});
