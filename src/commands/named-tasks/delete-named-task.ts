/** Deletes a Named Task. */
import { domainAdministrator } from '../../access/need.js';
import { deleteNamedTask as remove } from '../../engine/lists/named-tasks.js';
import { objectAddress } from '../arguments.js';
import { change } from '../define.js';
import { targetNamedTask } from '../targets.js';

export const deleteNamedTask = change({
  name: 'DeleteNamedTask',
  usage: 'taskName',
  summary: 'Deletes a Named Task and removes it from the Groups of its Domain.',
  section: 'Named Task Administration',
  arguments: { taskName: objectAddress },
  needs: domainAdministrator('taskName', 'CanCreateNamedTasks'),

  run: (context, { taskName }) => remove(context, targetNamedTask(context, taskName)),

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
});
