/** Returns the server's clock. */
import { anyone } from '../../access/need.js';
import { TimeStamp } from '../../values/value.js';
import { query } from '../define.js';

export const getCurrentTime = query({
  name: 'GetCurrentTime',
  usage: '',
  summary: 'Returns the date and time of the server, in GMT.',
  arguments: {},
  needs: anyone,

  run: ({ now }) => new TimeStamp('time', Math.floor(now / 1000)),

  example: `
    C: GetCurrentTime
    S: 201 #T*
    C: GetCurrentTime GMT
    S: 500 incorrect command parameters*
  `,
});
