/** Deletes a secondary Domain. */
import { serverRight } from '../../access/need.js';
import { deleteDomain as remove } from '../../engine/domains/domain-deletion.js';
import { domainName, flag } from '../arguments.js';
import { change } from '../define.js';

export const deleteDomain = change({
  name: 'DeleteDomain',
  aliases: ['DLDMN'],
  usage: 'domainName [FORCE]',
  summary: 'Deletes an empty secondary Domain, or with FORCE one with everything in it.',
  arguments: { domainName, force: flag },
  needs: serverRight('UserAccounts'),
  deviations: 'A Domain Alias does not stand for its Domain here.',

  run: (context, { domainName: name, force }) => remove(context, name, force),

  example: `
    C: CreateDomain client1.test
    S: 200 OK
    C: CreateForwarder info@client1.test TO postmaster@example.test
    S: 200 OK
    C: DeleteDomain client1.test
    S: 501 domain is not empty
    C: DeleteDomain client1.test FORCE
    S: 200 OK
    C: DeleteDomain client1.test
    S: 512 unknown secondary domain name
    C: DeleteDomain example.test FORCE
    S: 501 not applicable to the main domain
  `,
});
