/** Takes note of what the operating system knows anew. */
import { serverRight } from '../../access/need.js';
import { done, query } from '../define.js';

export const refreshOsData = query({
  name: 'RefreshOSData',
  usage: '',
  summary: 'Reads the local addresses and the name servers from the operating system again.',
  arguments: {},
  needs: serverRight('Settings'),
  deviations:
    'There is nothing to do: none of that is kept here, it is asked for when it is needed.',

  run: () => done,

  example: `
    C: RefreshOSData
    S: 200 OK
    C: RefreshOSData now
    S: 500 incorrect command parameters - expected no more parameters
  `,
});
