/** All objects of a large Domain in one answer, as they are listed without a cookie. */
import { fillDomain } from '../large-domain.js';
import type { Scenario } from '../scenario.js';

const count = 100_000;
const domain = 'listed.test';

export default {
  name: 'list-domain-objects',
  size: `${count} Accounts`,
  prepare: (server) => fillDomain(server, domain, count),
  async run(server) {
    const administrator = await server.postmaster();
    await administrator.must(`ListDomainObjects ${domain} ${count} ACCOUNTS ALIASES FORWARDERS`);
    administrator.close();
  },
} satisfies Scenario;
