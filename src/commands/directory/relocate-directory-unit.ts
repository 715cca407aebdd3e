/** Moves a unit of the Directory. */
import { relocateDirectoryUnit as relocate } from '../../engine/server/directory-units.js';
import { flag, text } from '../arguments.js';
import { change } from '../define.js';
import { common } from './chapter.js';

export const relocateDirectoryUnit = change({
  ...common,
  name: 'RelocateDirectoryUnit',
  usage: 'unitName [SHARED] newMountPoint',
  summary: 'Moves a Directory unit to another mount point.',
  arguments: { unitName: text, shared: flag, newMountPoint: text },

  run: (context, { unitName, newMountPoint }) => relocate(context, unitName, newMountPoint),

  example: `
    C: CreateDirectoryUnit Main "o=Company"
    S: 200 OK
    C: RelocateDirectoryUnit Main "o=NewCompany"
    S: 200 OK
    C: ListDirectoryUnits
    S: 201 {"o=NewCompany"=Main;}
    C: RelocateDirectoryUnit Other "o=Other"
    S: 501 directory unit is not found
  `,
});
