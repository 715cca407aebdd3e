/** The server-wide default Domain settings. */
import { serverRight } from '../../access/need.js';
import { domainSettingsOf } from '../../engine/settings/domain-settings.js';
import { serverDictionary } from '../server-dictionary.js';

export const domainDefaults = serverDictionary({
  needs: serverRight('UserAccounts'),
  document: 'domainDefaults',
  what: 'the server-wide default Domain settings',
  sample: 'MailToUnknown=Rejected',
  get: { name: 'GetDomainDefaults', aliases: ['GTDMNDFL'] },
  update: { name: 'UpdateDomainDefaults', aliases: ['UPDDMNDFL'] },
  set: { name: 'SetDomainDefaults' },
  stored: domainSettingsOf,
  deviations:
    'Keys that commands of their own manage (AccountDefaults and the like) are passed over.',
});
