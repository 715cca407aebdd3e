import { expect } from 'chai';
import fc from 'fast-check';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lineOf, NaiveServer, type Step } from '../model/naive.js';
import { arbitraryStep, shown } from '../model/steps.js';
import type { LineClient } from '../transcript.js';
import { ServerProgram } from '../program.js';

const kills = 12;
const writers = 6;
const inFlight = 8;

/** One connection's work: what it sent, in order, and how many answers it has. */
interface Writer {
  readonly domain: string;
  readonly sent: Step[];
  answered: number;
  refused: string | undefined;
}

/**
 * Lets writers work, each in its own Domain with several lines in flight, until `answersUntilKill`
 * answers have come in all; then kills the program.
 */
async function workUntilKilled(
  program: ServerProgram,
  seed: number,
  answersUntilKill: number,
  models: Map<string, NaiveServer>,
): Promise<readonly Writer[]> {
  let left = answersUntilKill;
  let killed: Promise<void> | undefined;
  // All are there before any works: whoever came later could find the program killed.
  const clients = await Promise.all(Array.from({ length: writers }, () => program.postmaster()));
  const work = async (client: LineClient, index: number): Promise<Writer> => {
    const domain = `d${index}.example`;
    const writer: Writer = { domain, sent: [], answered: 0, refused: undefined };
    const expected = models.get(domain)?.clone() ?? new NaiveServer([domain]);
    const steps = fc.sample(arbitraryStep([domain]), { seed: seed + index, numRuns: 2000 });
    const codes: number[] = [];
    const send = (): void => {
      const step = steps.shift();
      if (step === undefined) return;
      writer.sent.push(step);
      codes.push(expected.take(step));
      client.say(lineOf(step));
    };
    for (let line = 0; line < inFlight; line++) send();
    for (;;) {
      const answer = await client.hear();
      if (answer === undefined) break;
      const code = codes[writer.answered++];
      if (Number(answer.slice(0, 3)) !== code) writer.refused ??= `${answer} instead of ${code}`;
      if (--left === 0) killed = program.kill();
      send();
    }
    return writer;
  };
  const done = await Promise.all(clients.map(work));
  await killed;
  return done;
}

const set = ['limits.connectionsPerAddress=0'];

describe('A server that is killed at any moment', () => {
  it(`has every acknowledged change and nothing by half (${kills} kills under load)`, async () => {
    const base = mkdtempSync(join(tmpdir(), 'cligate-kill-'));
    const seed = Math.floor(Math.random() * 1e9);
    const models = new Map<string, NaiveServer>();
    let program = await ServerProgram.start(base, { set });
    try {
      const first = await program.postmaster();
      for (let index = 0; index < writers; index++)
        await first.ask(`CreateDomain d${index}.example`);
      first.close();
      for (let round = 0; round < kills; round++) {
        const answers = 1 + ((seed + round * 7919) % 700);
        const worked = await workUntilKilled(program, seed + round * writers, answers, models);
        program = await ServerProgram.start(base, { set });
        const client = await program.postmaster();
        for (const writer of worked) {
          const where = `seed ${seed}, round ${round}, ${writer.domain}`;
          expect(writer.refused, where).to.equal(undefined);
          const state = await shown(client, writer.domain);
          const model = models.get(writer.domain) ?? new NaiveServer([writer.domain]);
          // The Domain must be as after all answered steps and some of those in flight, in order.
          for (const step of writer.sent.slice(0, writer.answered)) model.take(step);
          for (const step of writer.sent.slice(writer.answered)) {
            if (model.show(writer.domain) === state) break;
            model.take(step);
          }
          expect(state, where).to.equal(model.show(writer.domain));
          models.set(writer.domain, model);
        }
        client.close();
      }
      await program.kill('SIGTERM');
    } finally {
      await program.end();
      rmSync(base, { recursive: true, force: true });
    }
  });
});
