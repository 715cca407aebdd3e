/**
 * The stalls program: each case beside a probe that asks for the settings of one small Account all
 * the time. The longest wait of the probe is what another client would have waited. A case over the
 * bound is done again, since a real stall shows every time and noise of the machine does not; an
 * idle run as long as the case tells how much of it is noise.
 */
import { readdirSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { MeasuredServer } from './measured-server.js';
import { Probe } from './probe.js';
import type { Scenario } from './scenario.js';

/** The longest that any client may wait for a small answer because of another's work. */
const boundMs = 50;
const roundsMax = 3;
/** An idle run is as long as the case, but no longer than this. */
const idleMsMax = 5000;
/** The probe asks this long before it counts, so that its road through the server is compiled. */
const warmUpMs = 500;
/** How long a server that fails gets to tell why. */
const endingMs = 500;
/** A case that takes longer than this is not waited for. */
const roundMsMax = 60_000;

interface Result {
  readonly longestMs: number;
  readonly idleMs: number;
  readonly tookMs: number;
  readonly rounds: number;
  readonly peakMegabytes: number;
}

/** Runs the cases of these names, or all; prints a table; returns whether each kept its bound. */
export async function measureStalls(names: readonly string[]): Promise<boolean> {
  const all = await allScenarios();
  const unknown = names.filter((name) => !all.some((scenario) => scenario.name === name));
  if (unknown.length > 0) throw new Error(`there is no case ${unknown.join(', ')}`);
  const chosen = all.filter(({ name }) => names.length === 0 || names.includes(name));
  row('case', 'size', 'longest ms', 'idle ms', 'took ms', 'rounds', 'peak MB', '');
  let missed = 0;
  for (const scenario of chosen) {
    const bound = scenario.boundMs ?? boundMs;
    try {
      const { longestMs, idleMs, tookMs, rounds, peakMegabytes } = await measure(scenario, bound);
      const isKept = longestMs <= bound;
      if (!isKept) missed++;
      const figures = [longestMs, idleMs, tookMs].map((ms) => ms.toFixed(1));
      const verdict = isKept ? 'kept' : `MISSED ${bound} ms`;
      row(
        scenario.name,
        scenario.size,
        ...figures,
        String(rounds),
        peakMegabytes.toFixed(0),
        verdict,
      );
    } catch (error) {
      missed++;
      row(scenario.name, scenario.size, '', '', '', '', '', `FAILED ${String(error)}`);
    }
  }
  process.stdout.write(missed === 0 ? 'every case kept its bound\n' : `${missed} missed\n`);
  return missed === 0;
}

async function allScenarios(): Promise<Scenario[]> {
  const directory = new URL('./scenarios/', import.meta.url);
  const files = readdirSync(directory).sort();
  return Promise.all(
    files.map(async (file) => {
      const { default: scenario } = (await import(new URL(file, directory).href)) as {
        readonly default: Scenario;
      };
      return scenario;
    }),
  );
}

async function measure(scenario: Scenario, bound: number): Promise<Result> {
  const server = await MeasuredServer.start(scenario.set);
  try {
    return await measureOn(server, scenario, bound);
  } catch (error) {
    // A process that ended under way is known to have ended in the next turns.
    await pause(endingMs);
    throw new Error(`${String(error)}\n${server.condition}`);
  } finally {
    await server.stop();
  }
}

async function measureOn(
  server: MeasuredServer,
  scenario: Scenario,
  bound: number,
): Promise<Result> {
  await scenario.prepare?.(server);
  const probe = await Probe.start(server.port);
  try {
    await pause(warmUpMs);
    let longestMs = Infinity;
    let tookMs = 0;
    let rounds = 0;
    while (rounds < roundsMax && longestMs > bound) {
      const began = performance.now();
      const waits = await probe.during(() => inTime(scenario.run(server, rounds)));
      tookMs = performance.now() - began;
      longestMs = Math.min(longestMs, waits.longestMs);
      rounds++;
    }
    const { peakMegabytes } = server.memory();
    const idle = await probe.during(async () => pause(Math.min(tookMs, idleMsMax)));
    return { longestMs, idleMs: idle.longestMs, tookMs, rounds, peakMegabytes };
  } finally {
    await probe.stop();
  }
}

/** Work that must come to its end within a round's time. */
async function inTime(work: Promise<void>): Promise<void> {
  const late = new AbortController();
  const lateness = pause(roundMsMax, undefined, { signal: late.signal }).then(() =>
    Promise.reject(new Error(`took longer than ${roundMsMax / 1000} s`)),
  );
  try {
    await Promise.race([work, lateness]);
  } finally {
    late.abort();
    lateness.catch(() => undefined);
  }
}

const widths = [28, 30, 12, 10, 10, 8, 9];

function row(...cells: readonly string[]): void {
  const padded = cells.map((cell, index) => {
    const width = widths[index] ?? 0;
    return index < 2 ? cell.padEnd(width) : cell.padStart(width);
  });
  process.stdout.write(`${padded.join(' ').trimEnd()}\n`);
}
