/** A line of a command that may be long, full of nested arrays instead of data. */
import type { Scenario } from '../scenario.js';

const bytes = 31 * 1024 * 1024;
const nested = `${'('.repeat(90)}${')'.repeat(90)},`;

export default {
  name: 'write-file-nested',
  size: 'a line of 31 MB',
  async run(server, round) {
    const user = await server.plainUser(`nested${round}`);
    const data = nested.repeat(Math.floor(bytes / nested.length));
    await user.ask(`WriteStorageFile * FILE a.txt DATA (${data}a)`);
    user.close();
  },
} satisfies Scenario;
