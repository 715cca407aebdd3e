/** Returns the name of the Main Domain. */
import { serverRight } from '../../access/need.js';
import { domainById, mainDomainId } from '../../engine/directory/directory.js';
import { query } from '../define.js';

export const mainDomainName = query({
  name: 'MainDomainName',
  usage: '',
  summary: 'Returns the name of the Main Domain.',
  arguments: {},
  needs: serverRight('any'),
  deviations: 'Any server right will do.',

  run: ({ tx }) => domainById(tx, mainDomainId(tx)).name,

  example: `
    C: MainDomainName
    S: 201 example.test
    C: MainDomainName client1.test
    S: 500 incorrect command parameters*
  `,
});
