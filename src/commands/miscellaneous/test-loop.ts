/** Measures how fast the server calculates while it serves everyone else. */
import { serverRight } from '../../access/need.js';
import { refuse } from '../../engine/core/refusal.js';
import { number } from '../arguments.js';
import { query } from '../define.js';

/** No test takes longer, so that a mistyped number does not keep the machine warm. */
const secondsMax = 60;

/** How long it calculates before others get their turn, in milliseconds. */
const sliceMs = 2;

/** One turn of the loop is so many additions. */
const additionsPerLoop = 1000;

export const testLoop = query({
  name: 'TestLoop',
  usage: 'seconds',
  summary: 'Calculates for some seconds and returns the number of loops a second.',
  arguments: { seconds: number },
  needs: serverRight('Monitor'),
  acts: true,
  deviations:
    'The test lasts 60 seconds at most. It gives way to everyone else, so the figure shows what the others leave.',

  prepare({ server }, { seconds }) {
    if (seconds < 1 || seconds > secondsMax)
      refuse('illegal-value', 'seconds must be from 1 to 60');
    return loopsPerSecond(seconds * 1000, server.operations.isStopping);
  },
  run: (_context, _values, rate: number) => BigInt(rate),

  example: `
    C: TestLoop 1
    S: 201 #*
    C: TestLoop 0
    S: 501 seconds must be from 1 to 60
  `,
});

/** Loops a second over a time in milliseconds, in short slices; over less when it is to stop. */
function loopsPerSecond(ms: number, isToStop: () => boolean): Promise<number> {
  const begun = performance.now();
  let loops = 0;
  return new Promise((resolve) => {
    const slice = (): void => {
      const sliceEnd = performance.now() + sliceMs;
      while (performance.now() < sliceEnd) {
        calculate();
        loops += 1;
      }
      const passed = performance.now() - begun;
      if (passed >= ms || isToStop()) resolve(Math.round((loops * 1000) / passed));
      else setImmediate(slice);
    };
    slice();
  });
}

/** The result is used, so that the machine cannot leave the work out. */
let sum = 0;

function calculate(): void {
  for (let term = 0; term < additionsPerLoop; term += 1) sum = (sum + term) | 0;
}
