/**
 * What logins show and cost: whether the time of a failed login tells what it failed for, and how
 * much of the durable writes is left beside logins that verify a slow form.
 * `npm run bench -- logins`; `--tries N` for each kind of failure (default 2000); `--only writes`.
 */
import { parseArgs } from 'node:util';
import { password } from '../child-program.js';
import { measure } from '../load.js';
import type { LoadClient } from '../stalls/load-client.js';
import { MeasuredServer } from '../stalls/measured-server.js';
import { failureKinds, prepareKinds, slowKinds } from './kinds.js';

/** The most that two kinds of failures may differ in time, and the least that is left of writes. */
const differenceMax = 0.01;
const writesMin = 0.9;

const clients = 4;
const slowLoops = 16;
/** Short rounds by turns, so that whatever else the machine does meets both, and a median. */
const secondsEach = 1.5;
const rounds = 9;

const unlimited = [
  'limits.guessesPerAddress=0',
  'limits.guessesPerAccount=0',
  'limits.loginFailuresPerConnection=0',
  'limits.loginFailuresPerAddress=0',
];

/** Measures all; returns whether it is within the bounds. */
export async function measureLogins(args: readonly string[]): Promise<boolean> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      tries: { type: 'string', default: '2000' },
      only: { type: 'string', default: '' },
    },
  });
  const tries = Number(values.tries);
  if (values.only === 'writes') return writesBeside();
  const outcomes = [
    await timesAlike('quick forms, no delay', failureKinds, tries, 0),
    // Each takes a second.
    await timesAlike('scrypt, too', [...failureKinds, ...slowKinds], tries / 100, 1000),
    await writesBeside(),
  ];
  return outcomes.every((isGood) => isGood);
}

/** Whether failed logins of all kinds take the same time; the kinds take turns. */
async function timesAlike(
  title: string,
  kinds: readonly string[],
  tries: number,
  delayMs: number,
): Promise<boolean> {
  const server = await MeasuredServer.start([
    ...unlimited,
    `limits.loginFailureDelayMs=${delayMs}`,
  ]);
  const times = new Map(kinds.map((name) => [name, [] as number[]]));
  try {
    await prepareKinds(
      server,
      kinds.some((name) => slowKinds.includes(name)),
    );
    const loop = async (): Promise<void> => {
      const client = await server.connect();
      for (let turn = 0; turn < tries / clients; turn += 1) {
        for (const name of kinds) times.get(name)?.push(await failureMs(client, name, turn));
      }
      client.close();
    };
    await Promise.all(Array.from({ length: clients }, loop));
  } finally {
    await server.stop();
  }
  const [usual = 1] = [...times.values()].map(median);
  process.stdout.write(`\nfailed logins, ${title}: ${tries} tries each, milliseconds\n`);
  let isGood = true;
  for (const [name, all] of times) {
    const difference = median(all) / usual - 1;
    isGood &&= Math.abs(difference) <= differenceMax;
    row(name.slice(0, 40), median(all), mean(all), `${(difference * 100).toFixed(2)} %`);
  }
  return isGood;
}

/** How long a login with a wrong password takes; each password is another one. */
async function failureMs(client: LoadClient, name: string, turn: number): Promise<number> {
  await client.ask(`USER ${name}`);
  const began = performance.now();
  const { text } = await client.ask(`PASS wrong-${turn}-${Math.random()}`);
  const took = performance.now() - began;
  if (!text.startsWith('515')) throw new Error(`${name}: ${text}`);
  return took;
}

/** Whether durable writes go on beside logins that verify scrypt as fast as they can. */
async function writesBeside(): Promise<boolean> {
  const server = await MeasuredServer.start(unlimited);
  const shares: number[] = [];
  let logins = 0;
  try {
    await prepareKinds(server, true);
    for (let round = 0; round < rounds; round += 1) {
      const alone = await writesPerSecond(server.port, `a${round}`);
      let isOver = false;
      const loops = Array.from({ length: slowLoops }, async () => {
        const client = await server.connect();
        for (let turn = 0; !isOver; turn += 1) {
          await failureMs(client, slowKinds[0] ?? '', turn);
          logins += 1;
        }
        client.close();
      });
      const beside = await writesPerSecond(server.port, `b${round}`);
      isOver = true;
      await Promise.all(loops);
      shares.push(beside / alone);
      row(
        `writes a second, round ${round + 1}`,
        alone,
        beside,
        `${((beside / alone) * 100).toFixed(0)} %`,
      );
    }
  } finally {
    await server.stop();
  }
  row('median share of the writes', `${(median(shares) * 100).toFixed(0)} %`);
  row('scrypt verifications a second beside', logins / rounds / secondsEach);
  return median(shares) >= writesMin;
}

async function writesPerSecond(port: number, prefix: string): Promise<number> {
  const shape = { connections: 4, inFlight: 8 };
  const { repliesPerSecond, firstRefusal } = await measure(
    port,
    password,
    shape,
    secondsEach,
    (connection, turn) => `CreateAccount ${prefix}c${connection}n${turn}`,
  );
  if (firstRefusal !== '') throw new Error(firstRefusal);
  return repliesPerSecond;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(values.length, 1);
}

function row(title: string, ...cells: readonly (number | string)[]): void {
  const texts = cells.map((cell) => (typeof cell === 'number' ? cell.toFixed(3) : cell));
  process.stdout.write(`${title.padEnd(42)}${texts.map((text) => text.padStart(12)).join('')}\n`);
}
