/**
 * The probe, in a process of its own, so that whoever makes the load does not disturb it: it asks
 * for the settings of one small Account again and again and keeps the longest wait for an answer.
 * `begin` from the parent forgets what was before; `end` is answered with what was since.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { LoadClient } from './load-client.js';
import type { Waits } from './probe.js';

const [port = '', password = '', account = ''] = process.argv.slice(2);
/** Between an answer and the next question, in milliseconds. */
const pauseMs = 2;

let waits: Waits = { longestMs: 0, questions: 0 };
let asking = Promise.resolve();

const client = await LoadClient.to(Number(port));
await client.ask('USER postmaster');
await client.must(`PASS ${password}`);
await client.must('INLINE');
process.on('message', (message) => {
  if (message === 'begin') waits = { longestMs: 0, questions: 0 };
  // The question that is under way counts: it may be the one that waits.
  else void asking.then(() => process.send?.(waits));
});
process.on('disconnect', () => process.exit());
process.send?.('ready');
for (;;) {
  asking = ask();
  await asking;
  await pause(pauseMs);
}

async function ask(): Promise<void> {
  const began = performance.now();
  await client.must(`GetAccountSettings ${account}`);
  const { longestMs, questions } = waits;
  waits = {
    longestMs: Math.max(longestMs, performance.now() - began),
    questions: questions + 1,
  };
}
