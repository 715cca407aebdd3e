/** A line of the smallest pairs, which a plain user sends. */
import type { Scenario } from '../scenario.js';

const bytes = 31 * 1024 * 1024;

export default {
  name: 'echo-many-pairs',
  size: 'a line of 31 MB',
  async run(server, round) {
    const user = await server.plainUser(`pairs${round}`);
    await user.ask(`Echo {${'a=;'.repeat(Math.floor(bytes / 3))}}`);
    user.close();
  },
} satisfies Scenario;
