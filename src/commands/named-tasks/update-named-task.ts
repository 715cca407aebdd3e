/** Changes the settings of a Named Task. */
import { domainAdministrator } from '../../access/need.js';
import { taskObjects } from '../../engine/lists/named-tasks.js';
import { dictionary, objectAddress } from '../arguments.js';
import { change } from '../define.js';
import { requireMayHandOver } from '../handing-over.js';
import { targetNamedTask } from '../targets.js';

const needs = domainAdministrator('taskName', 'CanCreateNamedTasks');

export const updateNamedTask = change({
  name: 'UpdateNamedTask',
  usage: 'taskName newSettings',
  summary: 'Lays settings over those of a Named Task.',
  arguments: { taskName: objectAddress, newSettings: dictionary },
  needs,
  deviations: 'Owner hands the Named Task over to another Account of its Domain.',

  run(context, values) {
    const { taskName, newSettings } = values;
    const task = targetNamedTask(context, taskName);
    requireMayHandOver(context, task.row, newSettings, needs, values);
    taskObjects.update(context, task, newSettings);
  },

  example: `
    C: CreateAccount user1
    S: 200 OK
    C: CreateNamedTask room FOR postmaster
    S: 200 OK
    C: UpdateNamedTask room {Program=conference; RealName="Meeting room"; Language=french;}
    S: 200 OK
    # The value "default" removes a setting.
    C: UpdateNamedTask room {Language=default; Owner=user1;}
    S: 200 OK
    C: GetNamedTask room
    S: 201 {Owner=user1;Program=conference;RealName="Meeting room";}
    C: UpdateNamedTask room {Owner=nobody;}
    S: 513 unknown user account
    C: UpdateNamedTask room {Program=(conference);}
    S: 501 Program must be a string
    C: UpdateNamedTask hall {}
    S: 501 named task is not found
  `,
});
