/** The list of all Accounts of a large Domain. */
import { fillDomain } from '../large-domain.js';
import type { Scenario } from '../scenario.js';

const count = 100_000;
const domain = 'listed.test';

export default {
  name: 'list-accounts',
  size: `${count} Accounts`,
  prepare: (server) => fillDomain(server, domain, count),
  async run(server) {
    const administrator = await server.postmaster();
    await administrator.must(`ListAccounts ${domain}`);
    administrator.close();
  },
} satisfies Scenario;
