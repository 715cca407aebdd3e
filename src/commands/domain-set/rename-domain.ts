/** Gives a secondary Domain a new name, a new place, or both. */
import { serverRight } from '../../access/need.js';
import { renameDomain as rename } from '../../engine/domains/domains.js';
import { domainName, optional, text } from '../arguments.js';
import { change } from '../define.js';

export const renameDomain = change({
  name: 'RenameDomain',
  aliases: ['RNDMN'],
  usage: 'oldDomainName INTO newDomainName [PATH storage]',
  summary: 'Gives a secondary Domain a new name, and a new storage mount point if one is given.',
  arguments: { oldDomainName: domainName, newDomainName: domainName, storage: optional(text) },
  needs: serverRight('UserAccounts'),
  deviations: 'A Domain Alias does not stand for its Domain here. Open sessions stay open.',

  run: (context, { oldDomainName, newDomainName, storage }) =>
    rename(context, oldDomainName, newDomainName, storage),

  example: `
    C: CreateDomain old.test
    S: 200 OK
    C: CreateAccount john@old.test
    S: 200 OK
    C: RenameDomain old.test INTO new.test
    S: 200 OK
    C: ListAccounts new.test
    S: 201 {john=macnt;}
    C: ListAccounts old.test
    S: 512 unknown secondary domain name
    C: RenameDomain new.test INTO example.test
    S: 500 domain with this name already exists
    C: RenameDomain example.test INTO new2.test
    S: 501 not applicable to the main domain
  `,
});
