/** A change that the disk refuses brings nothing about outside the store, whatever the command. */
import { expect } from 'chai';
import { allCommands } from '../../src/commands/all-commands.js';
import { consequenceKinds } from './consequence-kinds.js';
import { sampleLine, scene, theAccount, theDomain } from './sample-lines.js';
import { TrialServer } from './trial-server.js';

const changes = allCommands.filter(({ kind, works }) => kind === 'change' && works !== false);

describe('What changes bring about outside the store', () => {
  let server: TrialServer;
  before(async () => {
    const accounts = [theAccount, `other@${theDomain}`].map((one) => [one] as const);
    server = await TrialServer.with([theDomain], accounts, scene);
  });
  after(() => server.close());

  const broughtAbout = async (): Promise<ReadonlyMap<string, readonly string[]>> => {
    const found = new Map<string, readonly string[]>();
    for (const command of changes) {
      const { touched } = await server.try(sampleLine(command), 'postmaster');
      const kinds = touched.filter((one) => consequenceKinds.includes(one));
      if (kinds.length > 0) found.set(command.name, kinds);
    }
    return found;
  };

  it('happens when they are kept, to commands of every kind, and never when they are not', async () => {
    const kept = await broughtAbout();
    expect([...new Set([...kept.values()].flat())].sort()).to.deep.equal(
      consequenceKinds.toSorted(),
    );
    server.fillDisk();
    expect([...(await broughtAbout())]).to.deep.equal([]);
  });
});
