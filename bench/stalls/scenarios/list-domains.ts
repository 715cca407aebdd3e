/** The lists of all Domains of a server with very many. */
import { mainDomain } from '../measured-server.js';
import type { Scenario } from '../scenario.js';

const count = 100_000;

export default {
  name: 'list-domains',
  size: `${count} Domains`,
  async prepare(server) {
    const administrator = await server.postmaster();
    await administrator.mustAll(count, (index) => `CreateDomain d${index}.test`);
    administrator.close();
  },
  async run(server) {
    const administrator = await server.postmaster();
    await administrator.must('ListDomains');
    await administrator.must(`ListAdminDomains ${mainDomain}`);
    await administrator.must('GetStatElement numDomains');
    administrator.close();
  },
} satisfies Scenario;
