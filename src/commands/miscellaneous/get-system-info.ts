/** Returns one fact about the server. */
import { arch, release, type } from 'node:os';
import { anyone } from '../../access/need.js';
import { domainById, mainDomainId } from '../../engine/directory/directory.js';
import { refuse } from '../../engine/core/refusal.js';
import { asciiLower } from '../../values/letters.js';
import { TimeStamp, type Value } from '../../values/value.js';
import { text } from '../arguments.js';
import { query, type QueryContext } from '../define.js';

const mainDomainName = ({ tx }: QueryContext): Value => domainById(tx, mainDomainId(tx)).name;

const facts: ReadonlyMap<string, (context: QueryContext) => Value> = new Map([
  ['serverversion', ({ server }: QueryContext): Value => server.version],
  ['serveros', () => `${type()} ${release()}`],
  ['servercpu', () => arch()],
  ['maindomainname', mainDomainName],
  ['licensedomainname', mainDomainName],
  [
    'starttime',
    ({ server }) => new TimeStamp('time', Math.floor(server.operations.started / 1000)),
  ],
  ['serverinstance', ({ server }) => server.operations.instance],
]);

export const getSystemInfo = query({
  name: 'GetSystemInfo',
  usage: 'what',
  summary: 'Returns one fact about the server, such as its version or when it started.',
  arguments: { what: text },
  needs: anyone,
  deviations:
    'The facts are serverVersion (of the protocol), serverOS, serverCPU, mainDomainName, licenseDomainName, startTime and serverInstance.',

  run(context, { what }) {
    const fact = facts.get(asciiLower(what));
    return fact === undefined ? refuse('illegal-value', 'there is no such fact') : fact(context);
  },

  example: `
    C: GetSystemInfo mainDomainName
    S: 201 example.test
    C: GetSystemInfo STARTTIME
    S: 201 #T*
    # There is no cluster, so it has no name.
    C: GetSystemInfo clusterInstance
    S: 501 there is no such fact
  `,
});
