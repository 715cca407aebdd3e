/** A Group with as many members as Groups have, in one line; none of them exists. */
import type { Scenario } from '../scenario.js';

const count = 100_000;

export default {
  name: 'read-long-list',
  size: `${count} elements`,
  async run(server, round) {
    const administrator = await server.postmaster();
    const members = Array.from({ length: count }, (_, at) => `member${at}@elsewhere.example`);
    // The Group is there already: what is measured is the reading, not the work.
    await administrator.ask(`CreateGroup g${round}`);
    await administrator.ask(`CreateGroup g${round} {Members=(${members.join(',')});}`);
    administrator.close();
  },
} satisfies Scenario;
