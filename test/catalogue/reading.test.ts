/** A command that only reads, which any page may make a browser ask for, does nothing to the server. */
import { expect } from 'chai';
import { allCommands } from '../../src/commands/all-commands.js';
import { onlyReads } from '../../src/commands/define.js';
import type { Operations } from '../../src/commands/surroundings.js';
import { sampleLine, scene, theAccount, theDomain } from './sample-lines.js';
import { TrialServer } from './trial-server.js';

/** What does something to the running server. */
const deeds: readonly (keyof Operations)[] = [
  'writeLog',
  'logEverything',
  'stop',
  'block',
  'countFailure',
];

describe('Commands that only read', () => {
  let server: TrialServer;
  before(async () => {
    const accounts = [theAccount, `other@${theDomain}`].map((one) => [one] as const);
    server = await TrialServer.with([theDomain], accounts, scene);
  });
  after(() => server.close());

  it('change nothing and do nothing, and the others that are queries act', async () => {
    const wrong: string[] = [];
    for (const command of allCommands) {
      if (command.kind === 'change' || command.works === false) continue;
      const { changes, touched } = await server.try(sampleLine(command), 'postmaster');
      const acts = changes || deeds.some((deed) => touched.includes(deed));
      if (acts && onlyReads(command)) wrong.push(`${command.name} acts`);
    }
    expect(wrong).to.deep.equal([]);
    const acting = allCommands.filter((one) => one.kind === 'query' && !onlyReads(one));
    expect(acting.map(({ name }) => name)).to.include.members(['WriteLog', 'DumpAllObjects']);
  });
});
