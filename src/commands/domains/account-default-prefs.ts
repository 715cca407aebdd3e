/** The default Account preferences of a Domain. */
import { domainAdministrator } from '../../access/need.js';
import { domainDictionary } from './domain-dictionary.js';

const needs = domainAdministrator('domainName', 'WebUserSettings');

export const accountDefaultPrefs = domainDictionary({
  document: 'defaultPrefs',
  what: 'the default Account preferences of a Domain',
  sample: 'TimeZone=HostOS',
  get: { name: 'GetAccountDefaultPrefs', aliases: ['GetWebUserDefaults', 'GTWUSRDFL'] },
  update: { name: 'UpdateAccountDefaultPrefs', aliases: ['UpdateWebUserDefaults'], needs },
  set: { name: 'SetAccountDefaultPrefs', aliases: ['SetWebUserDefaults', 'STWUSRDFL'], needs },
  delegated: false,
});
