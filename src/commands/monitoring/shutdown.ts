/** Stops the server. */
import { serverRight } from '../../access/need.js';
import { change } from '../define.js';

export const shutdown = change({
  name: 'Shutdown',
  usage: '',
  summary: 'Stops the server, once the replies that are under way have left.',
  arguments: {},
  needs: serverRight('Monitor'),

  run: (context) => context.afterCommit({ kind: 'stop' }),

  example: `
    C: Shutdown now
    S: 500 incorrect command parameters*
    C: Shutdown
    S: 200 OK
  `,
});
