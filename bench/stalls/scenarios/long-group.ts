/** A Group of many members that nobody has yet, and Accounts that take their names and give them up. */
import type { Scenario } from '../scenario.js';

const count = 100_000;

export default {
  name: 'long-group',
  size: `${count} members`,
  async run(server, round) {
    const administrator = await server.postmaster();
    const members = Array.from({ length: count }, (_, index) => `g${round}m${index}`).join(',');
    await administrator.must(`CreateGroup long${round} {Members=(${members});}`);
    await administrator.must(`GetGroup long${round}`);
    for (let index = 0; index < 100; index += 1) {
      await administrator.must(`CreateAccount g${round}m${index}`);
      await administrator.must(`DeleteAccount g${round}m${index}`);
    }
    await administrator.must(`DeleteGroup long${round}`);
    administrator.close();
  },
} satisfies Scenario;
