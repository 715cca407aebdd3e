/** Removes a unit of the Directory. */
import { deleteDirectoryUnit as remove } from '../../engine/server/directory-units.js';
import { flag, text } from '../arguments.js';
import { change } from '../define.js';
import { common } from './chapter.js';

export const deleteDirectoryUnit = change({
  ...common,
  name: 'DeleteDirectoryUnit',
  usage: 'unitName [SHARED]',
  summary: 'Removes a Directory unit with its settings.',
  arguments: { unitName: text, shared: flag },

  run: (context, { unitName }) => remove(context, unitName),

  example: `
    C: CreateDirectoryUnit Main "o=Company"
    S: 200 OK
    C: DeleteDirectoryUnit Main
    S: 200 OK
    C: ListDirectoryUnits
    S: 201 {}
    C: DeleteDirectoryUnit Main
    S: 501 directory unit is not found
  `,
});
