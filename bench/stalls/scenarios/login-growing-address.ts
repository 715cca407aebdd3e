/** Logins of strangers to a Domain whose address for unknown names grows with each step. */
import { mainDomain } from '../measured-server.js';
import type { Scenario } from '../scenario.js';

export default {
  name: 'login-growing-address',
  size: '200 logins, names of 2 KB',
  set: [
    'limits.loginFailuresPerConnection=0',
    'limits.guessesPerAddress=0',
    'limits.guessesPerAccount=0',
  ],
  async prepare(server) {
    const administrator = await server.postmaster();
    const reroute = `AccessToUnknown="Rerouted to";AccessRerouteAddress="******@${mainDomain}";`;
    await administrator.must(`UpdateDomainSettings ${mainDomain} {${reroute}}`);
    await administrator.must(`SetRouterTable "<a*> = *-*-*-*\\e<b*@c*> = **@c.example"`);
    administrator.close();
  },
  async run(server) {
    const stranger = await server.connect();
    for (let turn = 0; turn < 200; turn += 1) {
      await stranger.ask(`USER ${'ab'.charAt(turn % 2)}${'x'.repeat(turn % 3 === 0 ? 2000 : 300)}`);
      await stranger.ask('PASS wrong');
    }
    stranger.close();
  },
} satisfies Scenario;
