/** The server-wide default Account settings; service classes are in them, under `ServiceClasses`. */
import { serverRight } from '../../access/need.js';
import { serverDictionary } from '../server-dictionary.js';

export const serverAccountDefaults = serverDictionary({
  needs: serverRight('UserAccounts'),
  document: 'accountDefaults',
  what: 'the server-wide default Account settings',
  sample: 'MaxAccountSize=100M',
  get: { name: 'GetServerAccountDefaults', aliases: ['GetAllAccountsDefaults', 'GTALACNDFL'] },
  update: {
    name: 'UpdateServerAccountDefaults',
    aliases: ['UpdateAllAccountsDefaults', 'UPDALACNDFL'],
  },
  set: { name: 'SetServerAccountDefaults', aliases: ['SetAllAccountsDefaults'] },
});
