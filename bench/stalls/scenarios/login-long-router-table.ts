/** A long Router table: set, told and looked up by logins of strangers. */
import type { Scenario } from '../scenario.js';

const records = 200_000;

export default {
  name: 'login-long-router-table',
  size: '200,000 records',
  set: [
    'limits.loginFailuresPerConnection=0',
    'limits.guessesPerAddress=0',
    'limits.guessesPerAccount=0',
  ],
  async run(server, round) {
    const administrator = await server.postmaster();
    const lines = Array.from(
      { length: records },
      (_, n) => `<u${n}@d${n % 99}.example> = v${round}`,
    );
    // Refused where a table of this size may not be kept.
    await administrator.ask(`SetRouterTable "${lines.join('\\e')}"`);
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
