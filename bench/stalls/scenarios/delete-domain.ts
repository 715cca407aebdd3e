/** A Domain of many Accounts that is deleted whole, with a Group that holds them all. */
import type { Scenario } from '../scenario.js';

const count = 20_000;

export default {
  name: 'delete-domain',
  size: `${count} Accounts in one Group`,
  async run(server, round) {
    const administrator = await server.postmaster();
    const domain = `large${round}.test`;
    await administrator.must(`CreateDomain ${domain}`);
    await administrator.mustAll(count, (index) => `CreateAccount m${index}@${domain}`);
    const members = Array.from({ length: count }, (_, index) => `m${index}`).join(',');
    await administrator.must(`CreateGroup all@${domain} {Members=(${members});}`);
    await administrator.must(`DeleteDomain ${domain} FORCE`);
    administrator.close();
  },
} satisfies Scenario;
