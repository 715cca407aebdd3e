/** Lists the units of the Directory. */
import { listDirectoryUnits as unitsOf } from '../../engine/server/directory-units.js';
import { flag } from '../arguments.js';
import { query } from '../define.js';
import { common } from './chapter.js';

export const listDirectoryUnits = query({
  ...common,
  name: 'ListDirectoryUnits',
  usage: '[SHARED]',
  summary: 'Lists the names of the Directory units by their mount points.',
  arguments: { shared: flag },

  run: ({ tx }) => unitsOf(tx),

  example: `
    C: ListDirectoryUnits
    S: 201 {}
    C: CreateDirectoryUnit Main "o=Company"
    S: 200 OK
    C: ListDirectoryUnits
    S: 201 {"o=Company"=Main;}
    C: ListDirectoryUnits SHARED
    S: 500 this is not a cluster member
  `,
});
