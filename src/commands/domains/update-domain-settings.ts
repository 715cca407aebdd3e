/** Changes some settings of a Domain. */
import { domainAdministrator } from '../../access/need.js';
import { updateDomainSettings as update } from '../../engine/settings/domain-settings.js';
import { dictionary, domainName, optional } from '../arguments.js';
import { change } from '../define.js';
import { targetDomain } from '../targets.js';
import { permitted } from '../accounts/permitted-settings.js';

export const updateDomainSettings = change({
  name: 'UpdateDomainSettings',
  aliases: ['UPDDMN'],
  usage: '[domainName] newSettings',
  summary: 'Lays settings over the explicit settings of a Domain.',
  arguments: { domainName: optional(domainName), newSettings: dictionary },
  needs: domainAdministrator('domainName'),
  deviations:
    'Keys that commands of their own manage (DomainAliases, AccountDefaults, WebUserDefaults, ' +
    'Rules, SignalRules) are passed over.',

  run: (context, { domainName: name, newSettings }) =>
    update(context, targetDomain(context, name), permitted(context.actor, newSettings)),

  example: `
    C: UpdateDomainSettings {MailToUnknown=Rejected;DKIM={Selector=default;};}
    S: 200 OK
    # Only at the top level the value "default" removes a setting.
    C: UpdateDomainSettings example.test {MailToUnknown=Default;}
    S: 200 OK
    C: GetDomainSettings
    S: 201 {DKIM={Selector=default;};}
    # A certificate comes back as a string.
    C: UpdateDomainSettings {SecureCertificate=[TUlJQw==];DKIM=#NULL#;}
    S: 200 OK
    C: GetDomainSettings
    S: 201 {SecureCertificate="[TUlJQw==]";}
    C: UpdateDomainSettings client1.test {}
    S: 512 unknown secondary domain name
  `,
});
