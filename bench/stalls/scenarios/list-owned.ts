/** Mailing Lists and Named Tasks of a Domain, all of one owner. */
import type { Scenario } from '../scenario.js';

const count = 20_000;
const domain = 'owned.test';

export default {
  name: 'list-owned',
  size: `${count} lists, ${count} tasks`,
  async prepare(server) {
    const administrator = await server.postmaster();
    await administrator.must(`CreateDomain ${domain}`);
    await administrator.must(`CreateAccount owner@${domain}`);
    for (let at = 0; at < count; at += 1_000) {
      // An Account has at most 5,000 Mailboxes, and each of its lists has one.
      const owner = `owner${at}@${domain}`;
      await administrator.must(`CreateAccount ${owner}`);
      const list = (index: number) => `CreateList l${at + index}@${domain} FOR ${owner}`;
      await administrator.mustAll(1_000, list);
    }
    const task = (index: number) => `CreateNamedTask t${index}@${domain} FOR owner@${domain}`;
    await administrator.mustAll(count, task);
    administrator.close();
  },
  async run(server) {
    const administrator = await server.postmaster();
    await administrator.must(`GetDomainLists ${domain}`);
    await administrator.must(`GetAccountLists owner0@${domain}`);
    await administrator.must(`ListDomainNamedTasks ${domain}`);
    await administrator.must(`ListAccountNamedTasks owner@${domain}`);
    administrator.close();
  },
} satisfies Scenario;
