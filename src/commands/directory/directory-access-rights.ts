/** Shows and replaces the access rights of the Directory. */
import { setDirectoryAccessRights as set } from '../../engine/server/directory-units.js';
import { documentText } from '../../engine/core/documents.js';
import { server } from '../../engine/directory/subjects.js';
import { array, flag } from '../arguments.js';
import { change, Printed, query } from '../define.js';
import { common } from './chapter.js';

export const getDirectoryAccessRights = query({
  ...common,
  name: 'GetDirectoryAccessRights',
  usage: '[SHARED]',
  summary: 'Returns the access right records of the Directory in their order.',
  arguments: { shared: flag },

  run: ({ tx }) => new Printed(documentText(tx, server, 'directoryAccessRights') ?? '()'),

  example: `
    C: GetDirectoryAccessRights
    S: 201 ()
    C: GetDirectoryAccessRights SHARED
    S: 500 this is not a cluster member
  `,
});

export const setDirectoryAccessRights = change({
  ...common,
  name: 'SetDirectoryAccessRights',
  usage: '[SHARED] newAccessRights',
  summary: 'Replaces the access right records of the Directory.',
  arguments: { shared: flag, newAccessRights: array },
  deviations: `${common.deviations} The records are not looked at.`,

  run: (context, { newAccessRights }) => set(context, newAccessRights),

  example: `
    C: SetDirectoryAccessRights ({Name=second;Type=allow;},{Name=first;Type=prohibit;})
    S: 200 OK
    C: GetDirectoryAccessRights
    S: 201 ({Name=second;Type=allow;},{Name=first;Type=prohibit;})
    C: SetDirectoryAccessRights {}
    S: 500 incorrect command parameters*
    C: SetDirectoryAccessRights SHARED ()
    S: 500 this is not a cluster member
  `,
});
