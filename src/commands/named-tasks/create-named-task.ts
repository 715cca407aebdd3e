/** Creates a Named Task. */
import { domainAdministrator } from '../../access/need.js';
import { taskObjects } from '../../engine/lists/named-tasks.js';
import { objectAddress, ownerAddress } from '../arguments.js';
import { change } from '../define.js';
import { targetDomainOf } from '../targets.js';

export const createNamedTask = change({
  name: 'CreateNamedTask',
  usage: 'taskName FOR accountName',
  summary: 'Creates a Named Task that an Account of its Domain owns.',
  arguments: { taskName: objectAddress, accountName: ownerAddress },
  needs: domainAdministrator('taskName', 'CanCreateNamedTasks'),
  deviations: 'The owner may be written with the Domain of the Named Task. No program is started.',

  run(context, { taskName, accountName }) {
    taskObjects.create(context, targetDomainOf(context, taskName).id, taskName.name, accountName);
  },

  example: `
    C: CreateAccount user1
    S: 200 OK
    C: CreateNamedTask room FOR postmaster
    S: 200 OK
    C: GetNamedTask room
    S: 201 {Owner=postmaster;}
    # The names of a Domain are shared by all kinds of objects.
    C: CreateNamedTask postmaster FOR user1
    S: 520 account with this name already exists
    C: CreateGroup room
    S: 501 named task with this name already exists
    C: CreateNamedTask desk FOR nobody
    S: 513 unknown user account
    C: CreateNamedTask desk FOR user1@elsewhere.test
    S: 501 the owner must be in the domain of the named task
  `,
});
