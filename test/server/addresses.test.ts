/** What counts as one address, and how long failures are remembered. */
import { expect } from 'chai';
import { countedAddress, shownAddress } from '../../src/server/addresses.js';
import { LoginFailures } from '../../src/server/login-failures.js';
import { FakeClock, settings } from './running-server.js';

describe('An address', () => {
  for (const [address, counted] of [
    ['192.0.2.7', '192.0.2.7'],
    ['::1', '0:0:0:0'],
    ['2001:db8::1', '2001:db8:0:0'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:0db8:1:2::', '2001:db8:1:2'],
    ['fe80::1%eth0', 'fe80:0:0:0'],
    ['1:2:3:4::8', '1:2:3:4'],
    ['', ''],
  ] as const) {
    it(`${address} counts as ${counted}`, () => expect(countedAddress(address)).to.equal(counted));
  }

  for (const [address, shown] of [
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['::FFFF:192.0.2.7', '192.0.2.7'],
    ['::ffff:c000:207', '192.0.2.7'],
    ['0:0:0:0:0:ffff:c000:0207', '192.0.2.7'],
    ['fe80::1%eth0', 'fe80::1%eth0'],
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:1', '::ffff:1'],
    ['2001:db8::1', '2001:db8::1'],
    [undefined, ''],
  ] as const) {
    it(`${address ?? 'of a socket that is gone'} is shown as "${shown}"`, () =>
      expect(shownAddress(address)).to.equal(shown));
  }
});

describe('Failures of an address', () => {
  const clock = new FakeClock();
  const limits = {
    ...settings,
    loginFailuresPerAddress: 3,
    loginFailureWindowSeconds: 10,
    addressBlockSeconds: 60,
  };
  let failures: LoginFailures;
  beforeEach(() => (failures = new LoginFailures(clock, () => limits)));

  it('block it, and no other', () => {
    for (let count = 0; count < 3; count += 1) {
      expect(failures.isBlocked('a')).to.equal(false);
      failures.add('a');
    }
    expect(failures.isBlocked('a')).to.equal(true);
    expect(failures.isBlocked('b')).to.equal(false);
  });

  it('while it is blocked do not make it longer', () => {
    for (let count = 0; count < 3; count += 1) failures.add('a');
    clock.pass(59_999);
    failures.add('a');
    expect(failures.isBlocked('a')).to.equal(true);
    clock.pass(1);
    expect(failures.isBlocked('a')).to.equal(false);
  });

  it('count from nothing after a block', () => {
    for (let count = 0; count < 3; count += 1) failures.add('a');
    clock.pass(60_000);
    failures.add('a');
    failures.add('a');
    expect(failures.isBlocked('a')).to.equal(false);
  });

  it('count only within the window, which moves', () => {
    for (const pause of [6000, 6000, 6000, 6000]) {
      failures.add('a');
      clock.pass(pause);
    }
    failures.add('a');
    expect(failures.isBlocked('a')).to.equal(false);
    failures.add('a');
    expect(failures.isBlocked('a')).to.equal(true);
  });

  it('survive the sweep as long as they mean something', () => {
    failures.add('a');
    failures.add('a');
    failures.sweep();
    failures.add('a');
    clock.pass(30_000);
    failures.sweep();
    expect(failures.isBlocked('a')).to.equal(true);
  });
});
