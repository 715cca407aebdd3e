import { expect } from 'chai';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { allCommands } from '../../src/commands/all-commands.js';
import { recordOf, records } from '../catalogue/records.js';
import { ServerProgram } from '../program.js';
import { withServer } from '../server-under-test.js';
import { LineClient } from '../transcript.js';
import { answersTo, questions, questionsAbout } from './questions.js';
import { richLines } from './rich-server.js';

async function makeRich(client: LineClient): Promise<void> {
  for (const line of richLines) client.say(line);
  for (const line of richLines) expect(await client.hear(), line).to.match(/^20[01] /);
}

async function allAnswers(program: ServerProgram): Promise<ReadonlyMap<string, string>> {
  const client = await program.postmaster();
  const answers = await answersTo(questions, client, () => program.greeted());
  client.close();
  return answers;
}

function differences(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): readonly string[] {
  return [...before].flatMap(([question, was]) => {
    const is = after.get(question) ?? '';
    return was === is ? [] : [`${question}\n  before: ${was}\n  after:  ${is}`];
  });
}

/** Logins that must fail are asked again and again. */
const guessingIsFree = [
  'limits.loginFailuresPerAddress=0',
  'limits.guessesPerAddressMinute=0',
  'limits.guessesPerAccountMinute=0',
];

describe('The lines of a rich server', () => {
  it('have every command that changes something', () => {
    const said = new Set(richLines.map((line) => line.split(' ')[0]));
    const changes = allCommands
      .filter(({ kind, works }) => kind === 'change' && works !== false)
      .map(({ name }) => name);
    const silent = changes.filter((name) => !said.has(name));
    const forgotten = changes.filter((name) => recordOf(name).notKept !== undefined);
    expect(silent.sort()).to.deep.equal(forgotten.sort());
  });

  it('each change what another command tells', () =>
    withServer({ set: guessingIsFree }, async (server) => {
      const client = await server.postmaster();
      const unseen: string[] = [];
      for (const line of richLines) {
        const asked = questionsAbout(line);
        const before = await answersTo(asked, client, server.greeted);
        expect(await client.ask(line), line).to.match(/^20[01] /);
        const after = await answersTo(asked, client, server.greeted);
        if (differences(before, after).length === 0) unseen.push(line);
      }
      const isUntold = (line: string) =>
        records.get(line.split(' ')[0] ?? '')?.untold !== undefined;
      expect(unseen.filter((line) => !isUntold(line))).to.deep.equal([]);
    }));
});

describe('A rich server that starts again', () => {
  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    it(`after ${signal} answers everything as before`, async () => {
      const base = mkdtempSync(join(tmpdir(), 'cligate-restart-'));
      try {
        const first = await ServerProgram.start(base);
        const client = await first.postmaster();
        await makeRich(client);
        client.close();
        const before = await allAnswers(first);
        await first.kill(signal);
        const second = await ServerProgram.start(base);
        const after = await allAnswers(second);
        await second.kill();
        expect(differences(before, after).join('\n')).to.equal('');
      } finally {
        rmSync(base, { recursive: true, force: true });
      }
    });
  }
});
