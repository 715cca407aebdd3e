/** A large dataset of an Account and its long history of transactions. */
import type { Scenario } from '../scenario.js';

const count = 20_000;

export default {
  name: 'list-entries',
  size: `${count} entries and transactions`,
  async prepare(server) {
    const administrator = await server.postmaster();
    await administrator.must('CreateAccount rich');
    const entry = (index: number) =>
      `Dataset rich {subsetName=Contacts;what=setEntry;entryName=e${index};data={cn=c${index};};}`;
    await administrator.mustAll(count, entry);
    const credit = () => 'Balance rich {op=credit;balance=main;amount=#5;}';
    await administrator.mustAll(count, credit);
    administrator.close();
  },
  async run(server) {
    const administrator = await server.postmaster();
    await administrator.must('Dataset rich {subsetName=Contacts;what=listEntries;}');
    const missing = 'subsetName=Contacts;what=listEntries;attribute=cn;data=nobody;';
    await administrator.must(`Dataset rich {${missing}}`);
    await administrator.must('Balance rich {op=history;balance=none;}');
    administrator.close();
  },
} satisfies Scenario;
