/** The largest file that fits into a line, as a data block and in quotes. */
import type { Scenario } from '../scenario.js';

const symbols = 30 * 1024 * 1024;

export default {
  name: 'write-file',
  size: 'a data block of 30 MB, twice',
  async run(server, round) {
    const user = await server.plainUser(`writer${round}`);
    const base64 = 'QUJD'.repeat(symbols / 4);
    await user.must(`WriteStorageFile * FILE a.bin DATA [${base64}]`);
    await user.must(`WriteStorageFile * FILE b.bin DATA "${base64}"`);
    user.close();
  },
} satisfies Scenario;
