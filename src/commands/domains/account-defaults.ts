/** The default Account settings of a Domain. */
import { domainAdministrator, serverRight } from '../../access/need.js';
import { domainDictionary } from './domain-dictionary.js';

export const accountDefaults = domainDictionary({
  document: 'accountDefaults',
  what: 'the default Account settings of a Domain',
  sample: 'MaxAccountSize=100M',
  get: { name: 'GetAccountDefaults', aliases: ['GTACNDFL'] },
  update: {
    name: 'UpdateAccountDefaults',
    aliases: ['UPDACNDFL'],
    needs: domainAdministrator('domainName'),
  },
  set: {
    name: 'SetAccountDefaults',
    aliases: ['STACNDFL'],
    needs: serverRight('UserAccounts'),
  },
  delegated: true,
});
