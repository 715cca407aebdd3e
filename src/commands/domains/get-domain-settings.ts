/** Returns the explicit settings of a Domain. */
import { domainAdministrator } from '../../access/need.js';
import { domainName, optional } from '../arguments.js';
import { query } from '../define.js';
import { printedWithout, sightOfDomain } from '../secret-visibility.js';
import { targetDomain } from '../targets.js';

export const getDomainSettings = query({
  name: 'GetDomainSettings',
  aliases: ['GTDMN'],
  usage: '[domainName]',
  summary: 'Returns the explicit settings of a Domain, without inherited ones.',
  arguments: { domainName: optional(domainName) },
  needs: domainAdministrator('domainName'),
  deviations: 'Private keys and passwords are told to those who may set them, and to nobody else.',

  run(context, values) {
    const { settings } = targetDomain(context, values.domainName).row;
    return printedWithout(settings, sightOfDomain(context, values));
  },

  example: `
    # Clients ask for the settings to learn whether there is such a Domain.
    C: GetDomainSettings client1.test
    S: 512 unknown secondary domain name
    C: CreateDomain client1.test
    S: 200 OK
    C: GetDomainSettings client1.test
    S: 201 {}
  `,
});
