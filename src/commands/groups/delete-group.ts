/** Deletes a Group. */
import { domainAdministrator } from '../../access/need.js';
import { deleteGroup as remove } from '../../engine/groups/groups.js';
import { objectAddress } from '../arguments.js';
import { change } from '../define.js';
import { targetGroup } from '../targets.js';

export const deleteGroup = change({
  name: 'DeleteGroup',
  usage: 'groupName',
  summary: 'Deletes a Group and removes it from the Groups of its Domain.',
  section: 'Group Administration',
  arguments: { groupName: objectAddress },
  needs: domainAdministrator('groupName', 'CanCreateGroups'),

  run: (context, { groupName }) => remove(context, targetGroup(context, groupName)),

  example: `
    C: CreateGroup staff
    S: 200 OK
    C: CreateGroup everyone {Members=(postmaster,staff);}
    S: 200 OK
    C: DeleteGroup staff
    S: 200 OK
    C: GetGroup everyone
    S: 201 {Members=(postmaster);}
    C: DeleteGroup staff
    S: 552 group is not found
  `,
});
