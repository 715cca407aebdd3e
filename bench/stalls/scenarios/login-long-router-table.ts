/** A long Router table: set, told and looked up by logins of strangers. */
import type { Scenario } from '../scenario.js';

/** The longest that is kept: one of 200,000 is refused. */
const sizes = [5_500, 200_000];

export default {
  name: 'login-long-router-table',
  size: '5,500 records, 200,000',
  set: [
    'limits.loginFailuresPerConnection=0',
    'limits.guessesPerAddress=0',
    'limits.guessesPerAccount=0',
  ],
  async run(server, round) {
    const administrator = await server.postmaster();
    for (const records of sizes) {
      const lines = Array.from(
        { length: records },
        (_, n) => `<u${n}@d${n % 99}.example> = v${round}`,
      );
      const { text } = await administrator.ask(`SetRouterTable "${lines.join('\\e')}"`);
      const isKept = text.startsWith('200');
      if (isKept !== (records === sizes[0])) throw new Error(`${records} records: ${text}`);
    }
    await administrator.ask('GetRouterTable');
    administrator.close();
    const stranger = await server.connect();
    for (let turn = 0; turn < 200; turn += 1) {
      await stranger.ask(`USER nobody${turn}`);
      await stranger.ask('PASS wrong');
    }
    stranger.close();
  },
} satisfies Scenario;
