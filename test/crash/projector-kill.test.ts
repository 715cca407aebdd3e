import { KilledBase } from './killed-base.js';
import { live, rounds, roundsOf, writers } from './rounds.js';

/** Far more than a slow machine takes: only what hangs is to end by it. */
const longestMs = 1_200_000;

describe('A server and its projector that are killed at any moment', () => {
  let killed: KilledBase;
  let where: string;

  beforeEach(() => {
    killed = new KilledBase();
  });

  afterEach(async function () {
    await killed.remove();
    // Said here, because a test that took too long has no message of its own.
    if (this.currentTest?.state === 'failed') console.error(`      ${where}`);
  });

  it(`have files equal to what the store says, and lose no mail (${rounds} kills)`, async () => {
    const seed = Math.floor(Math.random() * 1e9);
    for (const [index, round] of roundsOf(seed).entries()) {
      where = `seed ${seed}, round ${index}: ${JSON.stringify(round)}`;
      await live(killed, seed + index * writers, round);
    }
    await killed.stop();
  }).timeout(longestMs);
});
