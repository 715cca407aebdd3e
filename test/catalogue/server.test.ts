import { expect } from 'chai';
import { allCommands } from '../../src/commands/all-commands.js';
import { Registry } from '../../src/commands/registry.js';
import { eachStore, withServer } from '../server-under-test.js';
import type { LineClient } from '../transcript.js';
import { allNames, reads, recordOf } from './records.js';
import { requireResult } from './results.js';
import { sampleLine, scene, theAccount, theDomain, theSession } from './sample-lines.js';

const registry = new Registry(allCommands);

/** A postmaster in a server that has what the samples name, and the id of the Account's session. */
async function inScene(client: LineClient): Promise<string> {
  const accounts = [theAccount, `other@${theDomain}`].map((name) => `CreateAccount ${name}`);
  for (const line of [`CreateDomain ${theDomain}`, ...accounts, ...scene]) {
    expect(await client.ask(line), line).to.match(/^20/);
  }
  const answer = (await client.ask(`CreateWebUserSession ${theAccount} ADDRESS 192.0.2.1`)) ?? '';
  return answer.replace('201 ', '');
}

eachStore((store) => {
  describe(`A running server answers every name of a command (${store} store)`, () => {
    /** Asks the names one after another, what reads before what may take away what is read. */
    async function ask(names: readonly string[]): Promise<ReadonlyMap<string, string>> {
      return withServer({ store }, async (server) => {
        const client = await server.postmaster();
        const session = await inScene(client);
        const answers = new Map<string, string>();
        for (const name of names) {
          const command = registry.find(name)?.command;
          const line = command ? sampleLine(command, name).replace(theSession, session) : name;
          const answer = (await client.ask(line)) ?? '(closed)';
          requireResult(line, answer);
          answers.set(name, answer);
        }
        client.close();
        return answers;
      });
    }

    it('that reads, with data of the right kind', async () => {
      const answers = await ask(allNames.filter(reads));
      for (const [name, answer] of answers) {
        if (registry.find(name)?.command.works === false) expect(answer, name).to.match(/^50[01] /);
        else expect(answer, name).to.match(recordOf(name).answers ? /^501 / : /^20/);
      }
    });

    it('that changes something, with a success of the right kind or a refusal', async () => {
      const answers = await ask(allNames.filter((name) => !reads(name)));
      for (const [name, answer] of answers) {
        expect(answer, name).to.match(/^[25]\d\d /);
        expect(answer, name).not.to.equal('500 unknown command');
      }
    });
  });
});
