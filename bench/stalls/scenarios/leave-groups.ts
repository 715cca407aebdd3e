/** An Account that is in very many Groups goes. */
import type { Scenario } from '../scenario.js';

const count = 20_000;
const domain = 'grouped.test';

export default {
  name: 'leave-groups',
  size: `${count} Groups`,
  async prepare(server) {
    const administrator = await server.postmaster();
    await administrator.must(`CreateDomain ${domain}`);
    for (const name of ['ann0', 'ann1', 'ann2']) {
      await administrator.must(`CreateAccount ${name}@${domain}`);
    }
    const members = '{Members=(ann0,ann1,ann2);}';
    await administrator.mustAll(count, (index) => `CreateGroup g${index}@${domain} ${members}`);
    administrator.close();
  },
  async run(server, round) {
    const administrator = await server.postmaster();
    await administrator.must(`DeleteAccount ann${round}@${domain}`);
    await administrator.must(`ListGroups ${domain}`);
    administrator.close();
  },
} satisfies Scenario;
