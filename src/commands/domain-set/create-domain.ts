/** Creates a secondary Domain. */
import { serverRight } from '../../access/need.js';
import { createDomain as create } from '../../engine/domains/domains.js';
import { refuse } from '../../engine/core/refusal.js';
import { dictionary, domainName, flag, optional, text } from '../arguments.js';
import { change } from '../define.js';

export const createDomain = change({
  name: 'CreateDomain',
  aliases: ['CRDMN'],
  usage: 'domainName [SHARED] [PATH storage] [settings]',
  summary: 'Creates a secondary Domain, with its settings if they are given.',
  arguments: { domainName, shared: flag, storage: optional(text), settings: optional(dictionary) },
  needs: serverRight('UserAccounts'),
  deviations: 'SHARED is refused, because this server is no member of a cluster.',

  run(context, { domainName: name, shared, storage, settings }) {
    if (shared) refuse('not-a-cluster');
    create(context, name, { storage, settings });
  },

  example: `
    C: CreateDomain client1.test {MailToUnknown=Discarded;}
    S: 200 OK
    C: GetDomainSettings client1.test
    S: 201 {MailToUnknown=Discarded;}
    C: CreateDomain Client1.TEST
    S: 500 domain with this name already exists
    C: CreateDomain client2.test PATH fast
    S: 501 storage is not found
    C: CreateDomain client2.test SHARED
    S: 500 this is not a cluster member
  `,
});
