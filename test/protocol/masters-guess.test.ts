/** Whoever guesses at a Master on this machine keeps no other user of it out (protocol, section 4.7). */
import { expect } from 'chai';
import { FailedLogins } from '../../src/engine/logins/failed-logins.js';
import { mastersGuess } from '../../src/authentication/masters-guess.js';

const rates = {
  perAddress: { burst: 10, perMinute: 12 },
  perAccount: { burst: 20, perMinute: 60 },
};
const guesser = { account: 1, name: 'postmaster', network: '127.0.0.1', known: true };

describe('Guesses at a Master from this machine', () => {
  let failures: FailedLogins;
  beforeEach(() => (failures = new FailedLogins(undefined, () => rates)));

  /** Whether a user may try now; a try is wrong unless it is said to be right. */
  async function tries(user: string | undefined, isRight = false, time = 0): Promise<boolean> {
    const guess = await mastersGuess(failures, guesser, () => Promise.resolve(user), time);
    if (guess === undefined) return false;
    if (isRight) guess.right();
    else await guess.wrong();
    return true;
  }
  const triedAt = async (user: string | undefined, time = 0): Promise<number> => {
    let tried = 0;
    while (await tries(user, false, time)) tried += 1;
    return tried;
  };

  it('are ten at once and twelve a minute for a user', async () => {
    expect(await triedAt('33')).to.equal(10);
    expect(await tries('33', true)).to.equal(false);
    let tried = 0;
    for (let second = 1; second <= 60; second += 1) tried += await triedAt('33', second * 1000);
    expect(tried).to.equal(12);
  });

  it('take none from another user', async () => {
    await triedAt('33');
    for (let count = 0; count < 20; count += 1) expect(await tries('0', true)).to.equal(true);
    expect(await triedAt('0')).to.equal(10);
    expect(await tries('1000', true)).to.equal(true);
  });

  it('are counted together where users are not known', async () => {
    expect(await triedAt(undefined)).to.equal(10);
    expect(await tries(undefined, true)).to.equal(false);
  });
});
