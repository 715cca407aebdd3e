/**
 * Real-Time Application Control: the commands of this section of the manual, in its order. This
 * server runs no applications, so none can be started and no task exists; each command says so.
 */
import { domainAdministrator, serverRight } from '../../access/need.js';
import { refuse } from '../../engine/core/refusal.js';
import { anyValue, objectAddress, optional, text } from '../arguments.js';
import { chapter, change, query } from '../define.js';
import { targetAccount } from '../targets.js';

const startPBXTask = change({
  name: 'StartPBXTask',
  usage: 'accountName PROGRAM programName [ENTRY entryName] [PARAM parameter]',
  summary: 'Would start an application on behalf of an Account; this server runs none.',
  arguments: {
    accountName: objectAddress,
    programName: text,
    entryName: optional(text),
    parameter: optional(anyValue),
  },
  needs: domainAdministrator('accountName'),
  works: false,

  run(context, values) {
    targetAccount(context, values.accountName);
    return refuse('no-applications');
  },

  example: `
    C: StartPBXTask postmaster PROGRAM gatewaycaller ENTRY Main PARAM {a=b;}
    S: 501 real-time applications are not available
    C: StartPBXTask nobody PROGRAM gatewaycaller
    S: 513 unknown user account
  `,
});

/** What every command about a task has: there are no tasks, so it always refuses. */
const ofTask = {
  needs: serverRight('UserAccounts'),
  works: false,
  run: () => refuse('unknown-pbx-task'),
} as const;

const sendTaskEvent = change({
  ...ofTask,
  name: 'SendTaskEvent',
  usage: 'taskID EVENT eventName [PARAM parameter]',
  summary: 'Would send an event to a task of an application; there are none.',
  arguments: { taskID: text, eventName: text, parameter: optional(anyValue) },

  example: `
    C: SendTaskEvent 123 EVENT stop PARAM {reason=test;}
    S: 501 real-time task is not found
  `,
});

const killNode = change({
  ...ofTask,
  name: 'KillNode',
  usage: 'taskID',
  summary: 'Would end a task of an application; there are none.',
  arguments: { taskID: text },

  example: `
    C: KillNode 123
    S: 501 real-time task is not found
  `,
});

const readNodeStatus = query({
  ...ofTask,
  name: 'ReadNodeStatus',
  usage: 'taskID',
  summary: 'Would return the status of a task of an application; there are none.',
  arguments: { taskID: text },

  example: `
    C: ReadNodeStatus 123
    S: 501 real-time task is not found
  `,
});

export const commands = chapter('Real-Time Application Control', [
  startPBXTask,
  sendTaskEvent,
  killNode,
  readNodeStatus,
]);
