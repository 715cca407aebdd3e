/** How often a password may be wrong (protocol, section 4.7), and who is never held up by others. */
import { expect } from 'chai';
import { letGo } from '../passwords/opened.js';
import { peer, LoginWorld } from './login-world.js';

const later = 'no: too many wrong passwords';
const wrong = 'no: incorrect password';
const nobody = 'no: there is no such account';
const from = (remoteAddress: string) => ({ ...peer, remoteAddress });

describe('Guesses', () => {
  let world: LoginWorld;
  beforeEach(async () => {
    world = await LoginWorld.open();
    world.rates = {
      perAddress: { burst: 3, perMinute: 12 },
      perAccount: { burst: 5, perMinute: 60 },
    };
  });
  afterEach(letGo);

  it('from one address are so many at once, and one each five seconds', async () => {
    expect(await world.clear('alice', 'x')).to.equal(wrong);
    expect(await world.clear('nobody', 'x')).to.equal(nobody);
    expect(await world.apop('dora@shop.test', 'x')).to.equal(wrong);
    for (const name of ['alice', 'nobody', 'dora@shop.test']) {
      expect(await world.clear(name, 's3cret'), name).to.equal(later);
      expect(await world.apop(name, 's3cret'), name).to.equal(later);
      expect(await world.session(name, '1-x'), name).to.equal(later);
    }
    world.now += 5000;
    expect(await world.clear('alice', 'x')).to.equal(wrong);
    expect(await world.clear('alice', 'x')).to.equal(later);
  });

  it('are not found out about: nothing is tried that may not be', async () => {
    for (let count = 0; count < 3; count += 1) await world.clear('alice', 'x');
    const { quick } = world.passwords.done;
    await world.clear('alice', 's3cret');
    expect(world.passwords.done.quick).to.equal(quick);
  });

  it('from one IPv6 network are from one address', async () => {
    for (let host = 0; host < 3; host += 1) {
      expect(await world.clear('alice', 'x', from(`2001:db8:0:1::${host}`))).to.equal(wrong);
    }
    expect(await world.clear('alice', 'x', from('2001:db8:0:1:ffff::1'))).to.equal(later);
    expect(await world.clear('alice', 'x', from('2001:db8:0:2::1'))).to.equal(wrong);
  });

  it('at one name are so many from everywhere, whether anybody has it or not', async () => {
    for (const [name, answer] of [
      ['alice', wrong],
      ['nobody', nobody],
    ] as const) {
      for (let host = 0; host < 5; host += 1) {
        expect(await world.clear(name, 'x', from(`10.0.0.${host}`)), name).to.equal(answer);
      }
      expect(await world.clear(name, 's3cret', from('10.0.1.1')), name).to.equal(later);
    }
    world.now += 1000;
    expect(await world.clear('alice', 's3cret', from('10.0.1.1'))).to.match(/^welcome/);
  });

  it('that are right cost nothing, however many they are and wherever they come from', async () => {
    for (let count = 0; count < 200; count += 1) {
      expect(await world.clear('alice', 's3cret')).to.match(/^welcome/);
      expect(await world.clear('dora@shop.test', 's3cret')).to.match(/^welcome/);
    }
    const many = Array.from({ length: 40 }, () =>
      world.clear('bob@shop.test', 'b0b', from('10.0.0.9')),
    );
    expect(new Set(await Promise.all(many))).to.deep.equal(new Set(['welcome bob@shop.test']));
  });

  it('that wait behind others hear of those first', async () => {
    const many = Array.from({ length: 10 }, (_, index) =>
      world.clear('bob@shop.test', `x${index}`, from('10.0.0.9')),
    );
    const heard = await Promise.all(many);
    expect(heard.filter((answer) => answer === wrong)).to.have.lengthOf(3);
    expect(heard.filter((answer) => answer === later)).to.have.lengthOf(7);
  });

  it('of strangers never lock out the owner at an address that is known', async () => {
    await world.clear('alice', 's3cret', from('10.0.0.1'));
    for (let host = 0; host < 5; host += 1) await world.clear('alice', 'x', from(`10.9.0.${host}`));
    for (let count = 0; count < 5; count += 1) await world.clear('nobody', 'x', from('10.0.0.1'));
    expect(await world.clear('alice', 's3cret', from('10.9.9.9'))).to.equal(later);
    expect(await world.clear('alice', 's3cret', from('10.0.0.1'))).to.match(/^welcome/);
  });

  it('at a known address have a limit, too', async () => {
    await world.clear('alice', 's3cret');
    for (let count = 0; count < 3; count += 1) {
      expect(await world.clear('alice', 'x')).to.equal(wrong);
    }
    expect(await world.clear('alice', 'x')).to.equal(later);
    expect(await world.clear('dora@shop.test', 'x'), 'strangers have theirs').to.equal(wrong);
  });

  it('of strangers never lock out the owner after a restart', async () => {
    await world.clear('alice', 's3cret', from('10.0.0.1'));
    await world.clear('alice', 's3cret', from('10.0.0.2'));
    await world.restart();
    for (let host = 0; host < 5; host += 1) await world.clear('alice', 'x', from(`10.9.0.${host}`));
    expect(await world.clear('alice', 's3cret', from('10.9.9.9'))).to.equal(later);
    for (const known of ['10.0.0.1', '10.0.0.2']) {
      expect(world.known.isKnown(known)).to.equal(true);
      expect(await world.clear('alice', 's3cret', from(known))).to.match(/^welcome/);
    }
    expect(world.known.isKnown('10.9.0.1')).to.equal(false);
  });

  it('lock an Account by its own setting, but not for a known address', async () => {
    world.rates = {
      perAddress: { burst: 0, perMinute: 0 },
      perAccount: { burst: 0, perMinute: 0 },
    };
    await world.settings('alice', { FailedLoginFlow: ['2', '1m'] });
    await world.clear('alice', 's3cret', from('10.0.0.1'));
    await world.clear('alice', 's3cret', from('10.0.0.2'));
    await world.restart();
    for (let count = 0; count < 3; count += 1) await world.clear('alice', 'x', from('10.9.0.1'));
    expect(await world.clear('alice', 's3cret', from('10.9.0.1'))).to.match(/^no: too many/);
    expect(await world.clear('alice', 's3cret', from('10.0.0.1'))).to.match(/^welcome/);
  });

  it('are forgotten as known after their days, and of each Account the latest stay', async () => {
    const days = (count: number): number => count * 24 * 60 * 60 * 1000;
    for (let host = 1; host <= 4; host += 1) {
      await world.clear('alice', 's3cret', from(`10.0.0.${host}`));
      world.now += days(1);
    }
    await world.restart();
    const empty = async (): Promise<void> => {
      for (let host = 0; host < 5; host += 1)
        await world.clear('alice', 'x', from(`10.9.${world.now % 251}.${host}`));
    };
    await empty();
    expect(await world.clear('alice', 's3cret', from('10.0.0.1')), 'only three are kept').to.equal(
      later,
    );
    expect(await world.clear('alice', 's3cret', from('10.0.0.2'))).to.match(/^welcome/);
    world.now += days(30);
    await world.restart();
    await empty();
    expect(await world.clear('alice', 's3cret', from('10.0.0.3'))).to.equal(later);
    expect(await world.clear('alice', 's3cret', from('10.0.0.2')), '30 days ago').to.match(
      /^welcome/,
    );
  });
});
