/** Lists the Domains that a cluster controller serves; a client asks for them, no manual tells of it. */
import { serverRight } from '../../access/need.js';
import { query } from '../define.js';

export const listControlledDomains = query({
  name: 'ListControlledDomains',
  usage: '',
  summary: 'Lists the Domains of the server that it controls for a cluster: none.',
  arguments: {},
  needs: serverRight('any'),
  deviations: 'Not in the manual; sent by a client in use. This server is never a cluster member.',

  run: () => [],

  example: `
    C: ListControlledDomains
    S: 201 ()
    C: ListControlledDomains all
    S: 500 incorrect command parameters*
  `,
});
