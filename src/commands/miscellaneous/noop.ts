/** Does nothing, which keeps a connection alive. */
import { anyone } from '../../access/need.js';
import { done, query } from '../define.js';

export const noop = query({
  name: 'Noop',
  usage: '',
  summary: 'Does nothing and succeeds.',
  arguments: {},
  needs: anyone,

  run: () => done,

  example: `
    C: Noop
    S: 200 OK
    C: Noop now
    S: 500 incorrect command parameters*
  `,
});
