/** The Account Template of a Domain: what every new Account starts with. */
import { domainAdministrator, serverRight } from '../../access/need.js';
import { domainDictionary } from './domain-dictionary.js';

export const accountTemplate = domainDictionary({
  document: 'template',
  what: 'the Account Template of a Domain',
  sample: 'MaxAccountSize=100M',
  get: { name: 'GetAccountTemplate', aliases: ['GTACNTMP'] },
  update: {
    name: 'UpdateAccountTemplate',
    aliases: ['UPDACNTMP'],
    needs: domainAdministrator('domainName'),
  },
  set: {
    name: 'SetAccountTemplate',
    aliases: ['STACNTMP'],
    needs: serverRight('UserAccounts'),
  },
  delegated: true,
});
