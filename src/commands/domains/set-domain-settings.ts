/** Replaces the settings of a Domain. */
import { serverRight } from '../../access/need.js';
import { setDomainSettings as set } from '../../engine/settings/domain-settings.js';
import { dictionary, domainName, optional } from '../arguments.js';
import { change } from '../define.js';
import { targetDomain } from '../targets.js';

export const setDomainSettings = change({
  name: 'SetDomainSettings',
  usage: '[domainName] newSettings',
  summary: 'Replaces the explicit settings of a Domain.',
  arguments: { domainName: optional(domainName), newSettings: dictionary },
  needs: serverRight('UserAccounts'),
  deviations:
    'Keys that commands of their own manage (DomainAliases, AccountDefaults, WebUserDefaults, ' +
    'Rules, SignalRules) are passed over.',

  run: (context, { domainName: name, newSettings }) =>
    set(context, targetDomain(context, name), newSettings),

  example: `
    C: CreateDomain client1.test {AccountsLimit=10;}
    S: 200 OK
    C: SetDomainAliases client1.test (mail.client1.test)
    S: 200 OK
    C: SetDomainSettings client1.test {MailToUnknown=Rejected;}
    S: 200 OK
    C: GetDomainSettings mail.client1.test
    S: 201 {MailToUnknown=Rejected;}
    C: SetDomainSettings client2.test {}
    S: 512 unknown secondary domain name
  `,
});
