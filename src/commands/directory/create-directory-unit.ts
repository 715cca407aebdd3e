/** Makes a unit of the Directory. */
import { createDirectoryUnit as create } from '../../engine/server/directory-units.js';
import { flag, text } from '../arguments.js';
import { change } from '../define.js';
import { common } from './chapter.js';

export const createDirectoryUnit = change({
  ...common,
  name: 'CreateDirectoryUnit',
  usage: 'unitName [SHARED] [REMOTE] mountPoint',
  summary: 'Makes a local Directory unit, or with REMOTE one on another server, at a mount point.',
  arguments: { unitName: text, shared: flag, remote: flag, mountPoint: text },

  run: (context, { unitName, remote, mountPoint }) => create(context, unitName, mountPoint, remote),

  example: `
    C: CreateDirectoryUnit Main "o=Company"
    S: 200 OK
    C: CreateDirectoryUnit Partners REMOTE "o=Partners"
    S: 200 OK
    C: ListDirectoryUnits
    S: 201 {"o=Company"=Main;"o=Partners"=Partners;}
    C: CreateDirectoryUnit Main "o=Other"
    S: 501 directory unit already exists
    C: CreateDirectoryUnit Other "O=COMPANY"
    S: 501 mount point is taken by another directory unit
    C: CreateDirectoryUnit Other SHARED REMOTE "o=Other"
    S: 500 this is not a cluster member
  `,
});
