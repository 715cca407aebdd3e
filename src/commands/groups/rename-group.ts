/** Gives a Group a new name. */
import { domainAdministrator } from '../../access/need.js';
import { renameGroup as rename } from '../../engine/groups/groups.js';
import { objectAddress } from '../arguments.js';
import { change } from '../define.js';
import { newNameIn, targetDomainOf, targetGroup } from '../targets.js';

export const renameGroup = change({
  name: 'RenameGroup',
  usage: 'oldGroupName INTO newGroupName',
  summary: 'Gives a Group a new name in its Domain.',
  section: 'Group Administration',
  arguments: { oldGroupName: objectAddress, newGroupName: objectAddress },
  needs: domainAdministrator(['oldGroupName', 'newGroupName'], 'CanCreateGroups'),
  deviations:
    'A new name without a Domain means the old one; a Group cannot move to another Domain.',

  run(context, { oldGroupName, newGroupName }) {
    const domain = targetDomainOf(context, oldGroupName).id;
    const newName = newNameIn(context, domain, newGroupName);
    rename(context, targetGroup(context, oldGroupName), newName);
  },

  example: `
    C: CreateGroup staff
    S: 200 OK
    C: CreateGroup everyone {Members=(staff);}
    S: 200 OK
    C: RenameGroup staff into crew
    S: 200 OK
    # Groups of the Domain that held it follow.
    C: GetGroup everyone
    S: 201 {Members=(crew);}
    C: RenameGroup staff into team
    S: 552 group is not found
    C: RenameGroup crew into everyone
    S: 523 group with this name already exists
  `,
});
