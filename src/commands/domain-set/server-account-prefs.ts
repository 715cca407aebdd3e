/** The server-wide default Account preferences. */
import { serverRight } from '../../access/need.js';
import { serverDictionary } from '../server-dictionary.js';

export const serverAccountPrefs = serverDictionary({
  needs: serverRight('UserAccounts'),
  document: 'defaultPrefs',
  what: 'the server-wide default Account preferences',
  sample: 'Language=English',
  get: { name: 'GetServerAccountPrefs', aliases: ['GetServerWebUserDefaults'] },
  update: { name: 'UpdateServerAccountPrefs' },
  set: { name: 'SetServerAccountPrefs', aliases: ['SetServerWebUserDefaults'] },
});
