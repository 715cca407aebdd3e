/** Returns which version of the protocol this server speaks. */
import { anyone } from '../../access/need.js';
import { query } from '../define.js';

export const getVersion = query({
  name: 'GetVersion',
  usage: '',
  summary: 'Returns the version as digits and points.',
  arguments: {},
  needs: anyone,
  deviations: 'It is the version of the protocol that is spoken, because clients compare it.',

  run: ({ server }) => server.version,

  example: `
    C: GetVersion
    S: 201 6.*
    C: GetVersion server
    S: 500 incorrect command parameters*
  `,
});
