/** What a change brings about outside the store may fail: the line has its answer all the same. */
import { expect } from 'chai';
import { allCommands } from '../../src/commands/all-commands.js';
import { Registry } from '../../src/commands/registry.js';
import type { PreparationServer } from '../../src/commands/server-context.js';
import { domainName } from '../../src/engine/core/names.js';
import { findDomain } from '../../src/engine/directory/directory.js';
import { makeDispatcher } from '../../src/protocol/dispatch.js';
import { settled } from '../../src/protocol/outcome.js';
import { bytesOfReply } from '../../src/protocol/replies.js';
import { accountAt, LittleServer } from '../engine/little-server.js';
import { linesOf, usualStoredLimits } from './lines-of.js';

const failures: Readonly<Record<string, () => never | Promise<never>>> = {
  'at once': () => {
    throw new Error('no such luck');
  },
  'after a while': () => Promise.reject(new Error('no such luck')),
};

describe('A consequence that fails', () => {
  for (const [when, fails] of Object.entries(failures)) {
    it(`${when} is our fault and told as one, and the change stays`, async () => {
      const server = await LittleServer.with();
      await server.accounts(['postmaster', 'Master']);
      const registry = new Registry(allCommands);
      const told: string[] = [];
      const dispatcher = makeDispatcher({
        store: server.store,
        registry,
        lines: linesOf(registry),
        storedLimits: () => usualStoredLimits,
        server: {} as PreparationServer,
        now: () => 0,
        committed: fails,
        failed: (word) => told.push(word),
      });
      const account = await server.view((tx) => accountAt(tx, 'postmaster').id);
      const outcome = dispatcher.run('CreateDomain new.test', {
        account,
        name: 'postmaster@main.test',
        remoteAddress: '127.0.0.1',
        door: 'PWD',
        connection: 1,
      });
      const reply = await settled(outcome);
      expect(bytesOfReply(reply, true)).to.equal('501 internal error\r\n');
      expect(told).to.deep.equal(['CreateDomain']);
      expect(await server.view((tx) => findDomain(tx, domainName('new.test')).row.name)).to.equal(
        'new.test',
      );
    });
  }
});
