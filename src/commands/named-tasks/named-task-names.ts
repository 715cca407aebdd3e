/** Renames and deletes Named Tasks. */
import { domainAdministrator } from '../../access/need.js';
import { taskObjects } from '../../engine/lists/named-tasks.js';
import { namedObjectCommands } from '../named-objects.js';
import { targetNamedTask } from '../targets.js';

export const [renameNamedTask, deleteNamedTask] = namedObjectCommands(
  {
    word: 'NamedTask',
    objects: taskObjects,
    find: targetNamedTask,
    oldName: 'oldTaskName',
    newName: 'newTaskName',
    toRename: domainAdministrator(['oldTaskName', 'newTaskName'], 'CanCreateNamedTasks'),
    name: 'taskName',
    toDelete: domainAdministrator('taskName', 'CanCreateNamedTasks'),
  },
  {
    rename: {
      summary: 'Gives a Named Task a new name in its Domain.',
      deviations:
        'A new name without a Domain means the old one; no Named Task moves to another Domain.',
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
    },
    remove: {
      summary: 'Deletes a Named Task and removes it from the Groups of its Domain.',
      example: `
        C: CreateAccount user1
        S: 200 OK
        C: CreateNamedTask room FOR user1
        S: 200 OK
        # Its owner cannot go before it.
        C: DeleteAccount user1
        S: 501 account owns a mailing list or a named task
        C: DeleteNamedTask room
        S: 200 OK
        C: DeleteAccount user1
        S: 200 OK
        C: DeleteNamedTask room
        S: 501 named task is not found
      `,
    },
  },
);
