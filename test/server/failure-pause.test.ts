/** When a failed login is answered: what was done meanwhile does not show. */
import { expect } from 'chai';
import { pauseAfterFailure } from '../../src/server/failure-pause.js';
import { FakeClock } from './running-server.js';

/** How long after its beginning an attempt is answered whose work took `workMs`. */
async function answeredAfter(workMs: number, delayMs: number, grainMs: number): Promise<number> {
  const clock = new FakeClock();
  const since = clock.elapsedMs();
  clock.pass(workMs);
  const settings = { loginFailureDelayMs: delayMs, loginFailureGrainMs: grainMs };
  const pause = pauseAfterFailure(clock, settings, since);
  if (pause === undefined) return clock.elapsedMs() - since;
  const over: number[] = [];
  void pause.then(() => over.push(clock.elapsedMs()));
  while (over.length === 0) {
    clock.pass(1);
    await Promise.resolve();
    await Promise.resolve();
  }
  return Math.floor(clock.elapsedMs() - since);
}

describe('A failed login is answered', () => {
  const cases: readonly (readonly [work: number, delay: number, grain: number, at: number])[] = [
    [0.03, 1000, 10, 1000],
    [0.12, 1000, 10, 1000],
    [125.7, 1000, 10, 1000],
    [999, 1000, 10, 1000],
    [1200, 1000, 10, 2000],
    [0.03, 0, 10, 10],
    [4.4, 0, 10, 10],
    [22, 0, 10, 30],
    [0, 0, 0, 0],
    [7, 0, 0, 7],
  ];
  for (const [work, delay, grain, at] of cases) {
    it(`${at} ms after it began: ${work} ms of work, a delay of ${delay}, a grain of ${grain}`, async () => {
      expect(await answeredAfter(work, delay, grain)).to.be.within(at, at === 0 ? 0 : at + 1);
    });
  }
});
