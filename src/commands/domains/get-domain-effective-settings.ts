/** Returns the settings of a Domain together with those it inherits. */
import { domainAdministrator } from '../../access/need.js';
import { withoutSecrets } from '../../engine/core/secrets.js';
import { effectiveDomainSettings } from '../../engine/settings/settings-chain.js';
import { domainName, optional } from '../arguments.js';
import { query } from '../define.js';
import { sightOfDomain } from '../secret-visibility.js';
import { targetDomain } from '../targets.js';

export const getDomainEffectiveSettings = query({
  name: 'GetDomainEffectiveSettings',
  usage: '[domainName]',
  summary: 'Returns the settings of a Domain, explicit and inherited ones.',
  arguments: { domainName: optional(domainName) },
  needs: domainAdministrator('domainName'),
  deviations: 'Built-in values are told too. Secrets are told to those who may set them.',

  run(context, values) {
    const settings = effectiveDomainSettings(
      context.tx,
      targetDomain(context, values.domainName).id,
    );
    return withoutSecrets(settings, sightOfDomain(context, values));
  },

  example: `
    C: CreateDomain client1.test {AccountsLimit=10;}
    S: 200 OK
    C: SetDomainDefaults {AUTHMethods=None;AccountsLimit=20;}
    S: 200 OK
    C: GetDomainEffectiveSettings client1.test
    S: 201 {AGradeLimit="-1";AUTHMethods=None;AccessRerouteAddress=error;*
    C: GetDomainEffectiveSettings client2.test
    S: 512 unknown secondary domain name
  `,
});
