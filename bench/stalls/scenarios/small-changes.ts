/** What must never miss: a client that creates Accounts as fast as it can. */
import type { Scenario } from '../scenario.js';

const count = 2000;

export default {
  name: 'small-changes',
  size: `${count} Accounts`,
  async run(server, round) {
    const administrator = await server.postmaster();
    await administrator.mustAll(
      count,
      (index) => `CreateAccount r${round}n${index} {RealName="Ann Example";MaxAccountSize=50M;}`,
    );
    administrator.close();
  },
} satisfies Scenario;
