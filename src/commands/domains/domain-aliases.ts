/** Domain Aliases: further names of a Domain. */
import { domainAdministrator, serverRight } from '../../access/need.js';
import { setDomainAliases as set } from '../../engine/domains/domains.js';
import { domainName as readDomainName } from '../../engine/core/names.js';
import { domainName, optional, strings } from '../arguments.js';
import { change, query } from '../define.js';
import { targetDomain } from '../targets.js';

export const getDomainAliases = query({
  name: 'GetDomainAliases',
  aliases: ['GTDMNALS'],
  usage: '[domainName]',
  summary: 'Lists the Domain Aliases of a Domain.',
  arguments: { domainName: optional(domainName) },
  needs: domainAdministrator('domainName'),

  run: (context, { domainName: name }) => targetDomain(context, name).row.aliases,

  example: `
    C: GetDomainAliases
    S: 201 ()
    C: GetDomainAliases client1.test
    S: 512 unknown secondary domain name
  `,
});

export const setDomainAliases = change({
  name: 'SetDomainAliases',
  aliases: ['STDMNALS'],
  usage: 'domainName newAliases',
  summary: 'Replaces the Domain Aliases of a Domain.',
  arguments: { domainName, newAliases: strings },
  needs: serverRight('UserAccounts'),
  deviations: 'An alias that is given twice is kept once.',

  run: (context, { domainName: name, newAliases }) =>
    set(context, targetDomain(context, name), newAliases.map(readDomainName)),

  example: `
    C: CreateDomain client1.test
    S: 200 OK
    C: SetDomainAliases client1.test (www.client1.test,Mail.client1.test)
    S: 200 OK
    C: GetDomainAliases mail.client1.test
    S: 201 (www.client1.test,mail.client1.test)
    C: SetDomainAliases example.test ("mail.client1.test")
    S: 500 domain with this name already exists
    C: SetDomainAliases client1.test (example.test)
    S: 500 domain with this name already exists
    C: SetDomainAliases client1.test ("not a name")
    S: 501 illegal domain name
  `,
});
