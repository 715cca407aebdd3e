/** Creates, changes or deletes a scheduled task of an Account. */
import { domainAdministrator } from '../../access/need.js';
import { updateScheduledTask as update } from '../../engine/services/scheduled-tasks.js';
import { accountName, dictionary } from '../arguments.js';
import { change } from '../define.js';
import { targetAccount } from '../targets.js';

export const updateScheduledTask = change({
  name: 'UpdateScheduledTask',
  usage: 'accountName taskData',
  summary: 'Creates, changes or, without program, deletes a scheduled task of an Account.',
  section: 'Account Administration',
  arguments: { accountName, taskData: dictionary },
  needs: domainAdministrator('accountName', 'CanModifyRSIP'),
  deviations: 'Tasks are kept but never launched: this server runs no real-time programs.',

  run: (context, values) =>
    update(context, targetAccount(context, values.accountName), values.taskData),

  example: `
    C: CreateAccount user1
    S: 200 OK
    C: UpdateScheduledTask user1 {id=task1;program=prog1;when=#T22-10-2026_15:24:45;period=day;}
    S: 200 OK
    C: UpdateScheduledTask user1 {id=task1;program=prog1;when=tomorrow;}
    S: 501 failed to read a time stamp
    C: UpdateScheduledTask user1 {program=prog1;}
    S: 501 failed to read a task name
    C: UpdateScheduledTask user1 {id=task1;}
    S: 200 OK
  `,
});
