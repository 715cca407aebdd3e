/** Rounds of work under which processes are killed, each as a seed says. */
import fc from 'fast-check';
import type { LineClient } from '../transcript.js';
import { sayings } from './workload.js';
import { KilledBase, type Victims } from './killed-base.js';

export const rounds = 10;
/** How many write at the same time; each has a seed of its own. */
export const writers = 4;
const inFlight = 8;

/** Longer than any machine takes for the files of a round: how long it takes is not tested. */
const filesWaitSeconds = 3600;

/** How much a writer has to say before it begins again. */
const sayingsEach = 500;

/** What happens in a round. */
export interface Round {
  readonly victims: Victims;
  /** How many answers come before the processes are killed. */
  readonly before: number;
  /** How many come afterwards, while a new projector starts beside the same server. */
  readonly after: number;
  readonly collectMs: number;
  readonly putsMail: boolean;
}

/** The rounds of a seed; each kind of victims has its turn. */
export function roundsOf(seed: number): readonly Round[] {
  const kinds: readonly Victims[] = ['projector', 'both', 'server'];
  const chance = fc.record({
    before: fc.integer({ min: 1, max: 500 }),
    after: fc.integer({ min: 1, max: 300 }),
    collectMs: fc.constantFrom(1, 20),
    putsMail: fc.integer({ min: 0, max: 2 }).map((number) => number > 0),
  });
  return fc.sample(chance, { seed, numRuns: rounds }).map((round, index) => ({
    ...round,
    victims: kinds[(seed + index) % kinds.length] ?? 'both',
  }));
}

/**
 * Lets writers work, all in the same Domains with several lines in flight, and kills processes while
 * they do.
 */
async function work(killed: KilledBase, seed: number, round: Round): Promise<void> {
  const clients = await Promise.all(Array.from({ length: writers }, () => killed.client()));
  let left = round.before;
  let killing: Promise<void> | undefined;
  let isOver = false;
  const answered = (): void => {
    left -= 1;
    if (left !== 0) return;
    if (killing !== undefined) isOver = true;
    killing ??= killed.kill(round.victims).then((isServerGone) => {
      left = round.after;
      isOver = isServerGone;
    });
  };
  const write = async (client: LineClient, index: number): Promise<void> => {
    const lines = fc.sample(sayings, { seed: seed + index, numRuns: sayingsEach }).flat();
    let unanswered = 0;
    for (let next = 0; !isOver; next += 1) {
      client.say(lines[next % lines.length] ?? '');
      unanswered += 1;
      if (unanswered < inFlight) continue;
      if ((await client.hear()) === undefined) break;
      unanswered -= 1;
      answered();
    }
    while (unanswered > 0 && (await client.hear()) !== undefined) unanswered -= 1;
    client.close();
  };
  await Promise.all(clients.map(write));
  await killing;
}

/** One round: killed while it works, the base directory is as the store says in the end. */
export async function live(killed: KilledBase, seed: number, round: Round): Promise<void> {
  const start = (): Promise<void> =>
    killed.start(
      `projector.collectMs=${round.collectMs}`,
      `projector.waitSeconds=${filesWaitSeconds}`,
    );
  await start();
  await work(killed, seed, round);
  await start();
  const client = await killed.client();
  await killed.expectLocations(client);
  await killed.settled(client);
  client.close();
  await killed.expectWhole();
  if (round.putsMail) await killed.mail.put();
}
