/** Gives a Named Task a new name. */
import { domainAdministrator } from '../../access/need.js';
import { renameNamedTask as rename } from '../../engine/lists/named-tasks.js';
import { objectAddress } from '../arguments.js';
import { change } from '../define.js';
import { newNameIn, targetDomainOf, targetNamedTask } from '../targets.js';

export const renameNamedTask = change({
  name: 'RenameNamedTask',
  usage: 'oldTaskName INTO newTaskName',
  summary: 'Gives a Named Task a new name in its Domain.',
  section: 'Named Task Administration',
  arguments: { oldTaskName: objectAddress, newTaskName: objectAddress },
  needs: domainAdministrator(['oldTaskName', 'newTaskName'], 'CanCreateNamedTasks'),
  deviations:
    'A new name without a Domain means the old one; no Named Task moves to another Domain.',

  run(context, { oldTaskName, newTaskName }) {
    const domain = targetDomainOf(context, oldTaskName).id;
    const newName = newNameIn(context, domain, newTaskName);
    rename(context, targetNamedTask(context, oldTaskName), newName);
  },

  example: `
    C: CreateNamedTask room FOR postmaster
    S: 200 OK
    C: CreateGroup callers {Members=(room);}
    S: 200 OK
    C: RenameNamedTask room into hall
    S: 200 OK
    # Groups of the Domain that held it follow.
    C: GetGroup callers
    S: 201 {Members=(hall);}
    C: RenameNamedTask room into lobby
    S: 501 named task is not found
    C: RenameNamedTask hall into callers
    S: 523 group with this name already exists
  `,
});
