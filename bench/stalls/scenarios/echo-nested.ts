/** A line full of nested arrays, given back by Echo; at most as long as a line may be. */
import type { Scenario } from '../scenario.js';

const bytes = 31 * 1024 * 1024;
const nested = `${'('.repeat(90)}${')'.repeat(90)},`;

export default {
  name: 'echo-nested',
  size: 'a line of 31 MB',
  async run(server, round) {
    const user = await server.plainUser(`nested${round}`);
    await user.ask(`Echo (${nested.repeat(Math.floor(bytes / nested.length))}a)`);
    user.close();
  },
} satisfies Scenario;
