/** Lists the Domains of the server. */
import { serverRight } from '../../access/need.js';
import { listDomains as list } from '../../engine/domains/domains.js';
import { InSteps, query } from '../define.js';

export const listDomains = query({
  name: 'ListDomains',
  aliases: ['LSTDMN'],
  usage: '',
  summary: 'Lists the names of all Domains, the Main Domain first.',
  arguments: {},
  needs: serverRight('any'),
  deviations: 'Any server right will do. Behind the Main Domain the names are in ascending order.',

  run: ({ tx }) => new InSteps(list(tx)),

  example: `
    C: CreateDomain client2.test
    S: 200 OK
    C: CreateDomain client1.test
    S: 200 OK
    # A Domain Alias is no Domain of its own.
    C: SetDomainAliases client1.test (mail.client1.test)
    S: 200 OK
    C: ListDomains
    S: 201 (example.test,client1.test,client2.test)
    C: ListDomains all
    S: 500 incorrect command parameters*
  `,
});
