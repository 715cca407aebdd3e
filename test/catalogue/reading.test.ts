/** A command that only reads, which any page may make a browser ask for, does nothing to the server. */
import { expect } from 'chai';
import { allCommands } from '../../src/commands/all-commands.js';
import { onlyReads } from '../../src/commands/define.js';
import { commandsWith } from './records.js';
import { sampleLine, scene, theAccount, theDomain } from './sample-lines.js';
import { TrialServer } from './trial-server.js';

describe('Commands that only read', () => {
  let server: TrialServer;
  before(async () => {
    const accounts = [theAccount, `other@${theDomain}`].map((one) => [one] as const);
    server = await TrialServer.with([theDomain], accounts, scene);
  });
  after(() => server.close());

  it('change nothing, and can do nothing to the server by their type', async () => {
    const wrong: string[] = [];
    for (const command of allCommands) {
      if (command.kind === 'change' || command.works === false) continue;
      const { changes } = await server.try(sampleLine(command), 'postmaster');
      if (changes) wrong.push(`${command.name} changes something`);
    }
    expect(wrong).to.deep.equal([]);
    const acting = allCommands.filter((one) => one.kind === 'query' && !onlyReads(one));
    expect(acting.map(({ name }) => name)).to.deep.equal(commandsWith('acts'));
  });
});
