/** Who may come in while there is little room (protocol, section 9). */
import { expect } from 'chai';
import fc from 'fast-check';
import {
  Doorkeeper,
  strangerPeaceMs,
  type Fullness,
  type RoomSettings,
  type Visitor,
} from '../../src/server/doorkeeper.js';
import { RecentAddresses } from '../../src/server/known-addresses.js';
import { FakeClock } from './running-server.js';

const room: RoomSettings = {
  places: 10,
  reserved: 2,
  perAddress: 5,
  strangersPerAddress: 3,
  stressedPercent: 80,
};

/** A house with a doorkeeper, and who was sent away. */
class House {
  readonly clock = new FakeClock();
  readonly known = new RecentAddresses();
  readonly doorkeeper: Doorkeeper;
  readonly inside = new Set<Visitor>();
  sentAway = 0;

  constructor(changed: Partial<RoomSettings> = {}) {
    this.doorkeeper = new Doorkeeper(() => ({ ...room, ...changed }), this.clock, this.known);
  }

  come(address: string): Visitor | Fullness {
    const visitor: Visitor = {
      address,
      makeRoom: () => {
        this.sentAway += 1;
        this.inside.delete(visitor);
      },
    };
    const why = this.doorkeeper.admit(visitor);
    if (why !== undefined) return why;
    this.inside.add(visitor);
    return visitor;
  }

  logIn(address: string): Visitor {
    const visitor = this.come(address);
    if (typeof visitor === 'string') throw new Error(visitor);
    this.doorkeeper.loggedIn(visitor);
    return visitor;
  }

  leave(visitor: Visitor): void {
    this.doorkeeper.gone(visitor);
    this.inside.delete(visitor);
  }
}

const full = 'full for the address';

describe('The doorkeeper', () => {
  it('lets few strangers of one address in', () => {
    const house = new House();
    for (let count = 0; count < 3; count += 1) expect(house.come('a')).to.be.an('object');
    expect(house.come('a')).to.equal(full);
    expect(house.come('b')).to.be.an('object');
  });

  it('lets more of one address in when they have logged in, and no more than its share', () => {
    const house = new House();
    for (let count = 0; count < 5; count += 1) house.logIn('a');
    expect(house.come('a')).to.equal(full);
  });

  it('counts who is logged out as a stranger again', () => {
    const house = new House({ strangersPerAddress: 1 });
    const one = house.logIn('a');
    house.doorkeeper.loggedOut(one);
    house.doorkeeper.loggedOut(one);
    house.doorkeeper.loggedIn(one);
    house.doorkeeper.loggedIn(one);
    house.leave(one);
    expect(house.come('a')).to.be.an('object');
  });

  for (const address of ['127.0.0.1', '0:0:0:0']) {
    it(`does not count the strangers of this host (${address}), whose scripts are many`, () => {
      const house = new House();
      for (let count = 0; count < 5; count += 1) expect(house.come(address)).to.be.an('object');
      expect(house.come(address)).to.equal(full);
    });
  }

  it('keeps places for this host and for addresses from which somebody logged in', () => {
    const house = new House();
    house.leave(house.logIn('known'));
    for (let count = 0; count < 8; count += 1) house.come(`unknown ${count}`);
    expect(house.come('unknown'), 'all are in peace still').to.equal('full');
    expect(house.come('known')).to.be.an('object');
    expect(house.come('127.0.0.1')).to.be.an('object');
    expect(house.sentAway).to.equal(0);
    expect(house.come('127.0.0.1'), 'instead of one who is unknown').to.be.an('object');
    expect(house.sentAway).to.equal(1);
  });

  it('sends the stranger away that came first, after a while', () => {
    const house = new House({ reserved: 0 });
    const [first] = Array.from({ length: 10 }, (_, count) => house.come(`unknown ${count}`));
    expect(house.come('another')).to.equal('full');
    house.clock.pass(strangerPeaceMs);
    expect(house.come('another')).to.be.an('object');
    expect(house.inside.has(first as Visitor)).to.equal(false);
    expect(house.inside.size).to.equal(10);
  });

  it('sends nobody away who is logged in', () => {
    const house = new House({ reserved: 0 });
    for (let count = 0; count < 10; count += 1) house.logIn(`address ${count}`);
    house.clock.pass(1_000_000);
    expect(house.come('unknown')).to.equal('full');
    expect(house.come('address 1')).to.equal('full');
  });

  it('lets nobody in when there are no places', () => {
    expect(new House({ places: 0 }).come('127.0.0.1')).to.equal('full');
  });

  it('has less patience the less room there is', () => {
    const house = new House({ reserved: 0 });
    const patience = () => house.doorkeeper.patience(60, 10);
    const seen: number[] = [];
    for (let count = 0; count < 10; count += 1) {
      seen.push(patience());
      house.logIn(`address ${count}`);
    }
    expect(seen).to.deep.equal([60, 60, 60, 60, 60, 60, 60, 60, 60, 35]);
    expect(patience()).to.equal(10);
    expect(house.doorkeeper.patience(5, 10)).to.equal(5);
    expect(house.doorkeeper.patience(0, 10)).to.equal(0);
  });

  it('holds its limits, sends away no one who logged in, and lets this host in, whoever comes', () => {
    const addresses = ['127.0.0.1', 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
    const step = fc.record({
      act: fc.constantFrom('come', 'come', 'come', 'logIn', 'logOut', 'leave', 'wait'),
      address: fc.constantFrom(...addresses),
      which: fc.nat(20),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 100 }), (steps) => {
        const house = new House();
        const loggedIn = new Set<Visitor>();
        for (const { act, address, which } of steps) {
          const inside = [...house.inside];
          const one = inside[which % Math.max(inside.length, 1)];
          if (act === 'come') house.come(address);
          else if (act === 'wait') house.clock.pass(1000);
          else if (one !== undefined) {
            if (act === 'logIn') house.doorkeeper.loggedIn(one);
            if (act === 'logOut') house.doorkeeper.loggedOut(one);
            if (act === 'leave') house.leave(one);
            if (act === 'logIn') loggedIn.add(one);
            else loggedIn.delete(one);
          }
          expect(house.inside.size).to.be.at.most(10);
          for (const visitor of loggedIn) expect(house.inside.has(visitor)).to.equal(true);
        }
        house.clock.pass(strangerPeaceMs);
        const ofThisHost = [...house.inside].filter((visitor) => visitor.address === '127.0.0.1');
        if (loggedIn.size < 10 && ofThisHost.length < 5) {
          expect(house.come('127.0.0.1')).to.be.an('object');
        }
        for (const visitor of house.inside) house.leave(visitor);
        for (let count = 0; count < 10; count += 1) {
          house.known.loggedIn(`address ${count}`);
          house.logIn(`address ${count}`);
        }
      }),
    );
  });
});

describe('Addresses that are known', () => {
  it('are those of the last logins, of which there may be many', () => {
    const known = new RecentAddresses();
    for (let number = 0; number < 10_000; number += 1) known.loggedIn(String(number));
    known.loggedIn('0');
    known.loggedIn('one more');
    expect(known.isKnown('0')).to.equal(true);
    expect(known.isKnown('1')).to.equal(false);
    expect(known.isKnown('9999')).to.equal(true);
    expect(known.isKnown('one more')).to.equal(true);
  });
});
