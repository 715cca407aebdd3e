import { expect } from 'chai';
import { commands } from '../../src/commands/accounts/index.js';
import { DispatchedServer } from './dispatched-server.js';

describe('The example of a command of Account Administration is true', () => {
  for (const { name, example } of commands) {
    it(name, async () => {
      const server = await DispatchedServer.start();
      expect(await server.differenceFrom(example)).to.equal(undefined);
      expect(server.failures).to.deep.equal([]);
      await server.stop();
    });
  }
});
