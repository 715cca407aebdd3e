/** What a change brings about outside the store may fail: the line has its answer all the same. */
import { expect } from 'chai';
import { allCommands } from '../../src/commands/all-commands.js';
import { domainName } from '../../src/engine/core/names.js';
import { findDomain } from '../../src/engine/directory/directory.js';
import { settled } from '../../src/protocol/outcome.js';
import { bytesOfReply } from '../../src/protocol/replies.js';
import { accountAt, LittleServer } from '../engine/little-server.js';
import { dispatcherOver, callerOf } from './dispatcher-over.js';

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
      const told: string[] = [];
      const dispatcher = dispatcherOver(server.store, allCommands, {
        committed: fails,
        failed: (word) => told.push(word),
      });
      const account = await server.view((tx) => accountAt(tx, 'postmaster').id);
      const caller = callerOf(account, 'postmaster@main.test');
      const reply = await settled(dispatcher.run('CreateDomain new.test', caller));
      expect(bytesOfReply(reply, true)).to.equal('501 internal error\r\n');
      expect(told).to.deep.equal(['CreateDomain']);
      expect(await server.view((tx) => findDomain(tx, domainName('new.test')).row.name)).to.equal(
        'new.test',
      );
    });
  }
});
