/** Returns the settings of a Named Task. */
import { domainAdministrator } from '../../access/need.js';
import { ownedDictionary } from '../../engine/lists/owned-objects.js';
import { objectAddress } from '../arguments.js';
import { query } from '../define.js';
import { targetNamedTask } from '../targets.js';

export const getNamedTask = query({
  name: 'GetNamedTask',
  usage: 'taskName',
  summary: 'Returns the settings of a Named Task, its owner among them.',
  arguments: { taskName: objectAddress },
  needs: domainAdministrator('taskName'),

  run: (context, { taskName }) =>
    ownedDictionary(context.tx, targetNamedTask(context, taskName).row),

  example: `
    C: CreateAccount user1
    S: 200 OK
    C: CreateNamedTask room FOR user1
    S: 200 OK
    # The owner is told by its present name.
    C: RenameAccount user1 INTO user2
    S: 200 OK
    C: GetNamedTask room@example.test
    S: 201 {Owner=user2;}
    C: GetNamedTask user2
    S: 501 named task is not found
  `,
});
