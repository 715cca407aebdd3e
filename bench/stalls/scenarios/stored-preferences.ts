/** The largest preferences that an Account may have: read again and again, and changed by one key. */
import type { Scenario } from '../scenario.js';

const count = 4500;
const turns = 10;

export default {
  name: 'stored-preferences',
  size: `${count} keys, 900 KB`,
  async prepare(server) {
    const user = await server.plainUser('preferring');
    const pairs = Array.from({ length: count }, (_, at) => `key${at}="${'v'.repeat(188)}";`);
    await user.must(`SetAccountPrefs * {${pairs.join('')}}`);
    user.close();
  },
  async run(server, round) {
    const user = await server.login('preferring', 'plain-password');
    for (let turn = 0; turn < turns; turn++) {
      await user.must('GetAccountPrefs *');
      await user.must(`UpdateAccountPrefs * {key1=r${round}t${turn};}`);
    }
    user.close();
  },
} satisfies Scenario;
